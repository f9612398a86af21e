/// Spellings of family names that aren't pinyin: Cantonese as in Hong Kong, Wade and Giles's as in
/// Taiwan, and those of south-east Asia.
///
/// General knowledge of names; a spelling may stand for several family names (Wong for 王 and 黄).
enum FamilySpellings {
    /// Whether the Latin word may be the family name whose pinyin begins `sound`.
    static func mayBegin(_ sound: Span<UInt8>, _ word: Span<UInt8>) -> Bool {
        var packed: UInt64 = 0
        guard word.count >= 2, word.count <= 8 else { return false }
        for index in word.indices { packed = packed << 8 | UInt64(word[index]) }
        guard let pinyin = known[packed] else { return false }
        return pinyin.contains { sound.startsWith($0.span) }
    }

    private static let table =
        """
        chan chen tan chen cheung zhang chang zhang wong wang,huang lee li ng wu,huang leung liang \
        lau liu lam lin ho he cheng zheng tse xie tsang zeng yip ye yeung yang chow zhou chou zhou \
        tang deng,tang kwok guo hui xu hsu xu tsui cui,xu chu zhu choi cai tsai cai lo luo,lu \
        law luo mak mai fung feng kwan guan pang peng szeto situ so su siu xiao hsiao xiao shum \
        cen,shen sum shen poon pan pun pan yuen yuan,ruan yu yu,you tam tan to du,tao fong fang \
        kong jiang,kong au ou auyeung ouyang chiu zhao chao zhao chiang jiang tsang zeng yau qiu \
        chin qian,jin mok mo kan jian lui lv,lei,lu leong liang goh wu ong wang lim lin tay zheng \
        teo zhang chua cai koh xu ooi huang wee huang sim shen khoo qiu kuo guo hsieh xie hsiung \
        xiong tseng zeng tung dong,tong shih shi kao gao ko ke,gao chien qian,jian teng deng \
        chung zhong tsao cao tien tian jen ren hung hong,xiong loh luo yeh ye chuang zhuang \
        kung gong shieh xie lui lei tong tang hau hou yim yan ngai wei ip ye yan yin,zhen wan yun,yin \
        tsoi cai wai wei man wen kwong kuang lai li hon han ha xia sin xian kuo guo pai bai
        """

    /// By the word's letters in one number.
    private static let known: [UInt64: [[UInt8]]] = {
        var known: [UInt64: [[UInt8]]] = [:]
        var spelling: UInt64?
        for word in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if let key = spelling {
                known[key, default: []] += word.split(separator: ",").map { Array($0.utf8) }
                spelling = nil
            } else {
                spelling = word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
            }
        }
        return known
    }()
}

extension Span<UInt8> {
    /// Whether the bytes begin with those of another text.
    func startsWith(_ text: Span<UInt8>) -> Bool {
        count >= text.count && extracting(first: text.count).hasSameBytes(as: text)
    }

    /// Whether the bytes end with those of another text.
    func endsWith(_ text: Span<UInt8>) -> Bool {
        count >= text.count && extracting(last: text.count).hasSameBytes(as: text)
    }
}
