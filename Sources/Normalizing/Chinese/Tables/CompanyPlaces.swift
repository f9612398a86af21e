/// Chinese places in the usual latin spelling, as English company names have them.
final class LatinPlaces: Sendable {
    static let shared = LatinPlaces()

    /// Letters without blanks; the value is a region's index + 1, 0 for the country.
    private let names: ScalarTrie
    private let commonWords: ScalarTrie

    private init() {
        var names = ScalarTrie()
        let regions = RegionTable.shared
        for line in Self.list.split(separator: "\n") {
            let words = String(line).wordScalars
            var index = words.startIndex
            while index + 1 < words.endIndex {
                let value = regions.names.exact(words[index + 1], 0, words[index + 1].count)
                var region: Int32 = 0
                if value >= 0, let meaning = regions.meanings(of: Int(value)).first {
                    region = regions.meanings[meaning].region + 1
                }
                names.insert(words[index], region)
                index += 2
            }
        }
        self.names = names
        commonWords = ScalarTrie(Self.commonList.wordScalars)
    }

    /// The longest place at `start` that ends with a word; region -1 for the country, count 0 for none.
    func find(_ text: [UInt32], _ start: Int, _ end: Int) -> (region: Int32, count: Int) {
        var node = ScalarTrie.root
        var best: (region: Int32, count: Int) = (-1, 0)
        var index = start
        while index < end {
            if text[index] != 0x20 && text[index] != 0x27 && text[index] != 0x2E {
                node = names.step(node, text[index])
                if node == 0 { break }
            } else if index == start {
                break
            }
            index += 1
            let value = names.value(node)
            if value >= 0, index == end || ForeignForms.isSign(text[index]) {
                best = (value - 1, index - start)
            }
        }
        return best
    }

    /// Whether the word at `start` is one that needs the place before it: Bank, University, Electric.
    func isCommonWord(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        var last = start
        while last < end, !ForeignForms.isSign(text[last]) { last += 1 }
        return commonWords.exact(text, start, last) >= 0
    }

    private static let list = """
        china 中国 prc 中国 prchina 中国 mainlandchina 中国 hongkong 香港 hk 香港 macau 澳门 macao 澳门 taiwan 台湾省
        beijing 北京 peking 北京 shanghai 上海 tianjin 天津 chongqing 重庆 guangdong 广东 guangzhou 广州 shenzhen 深圳
        dongguan 东莞 foshan 佛山 zhuhai 珠海 zhongshan 中山市 huizhou 惠州 shantou 汕头 jiangmen 江门 jiangsu 江苏
        nanjing 南京 suzhou 苏州 wuxi 无锡 changzhou 常州 nantong 南通 xuzhou 徐州 yangzhou 扬州 kunshan 昆山 zhejiang 浙江
        hangzhou 杭州 ningbo 宁波 wenzhou 温州 jiaxing 嘉兴 shaoxing 绍兴 yiwu 义乌 jinhua 金华 taizhou 台州 fujian 福建
        fuzhou 福州 xiamen 厦门 quanzhou 泉州 shandong 山东 jinan 济南 qingdao 青岛 yantai 烟台 weifang 潍坊 henan 河南
        zhengzhou 郑州 luoyang 洛阳 hebei 河北 shijiazhuang 石家庄 tangshan 唐山 baoding 保定 hubei 湖北 wuhan 武汉
        hunan 湖南 changsha 长沙 sichuan 四川 chengdu 成都 mianyang 绵阳 guizhou 贵州 guiyang 贵阳 yunnan 云南 kunming 昆明
        shaanxi 陕西 xian 西安 shanxi 山西 taiyuan 太原 gansu 甘肃 lanzhou 兰州 anhui 安徽 hefei 合肥 wuhu 芜湖 jiangxi 江西
        nanchang 南昌 guangxi 广西 nanning 南宁 hainan 海南 haikou 海口 liaoning 辽宁 shenyang 沈阳 dalian 大连 jilin 吉林省
        changchun 长春 heilongjiang 黑龙江 harbin 哈尔滨 innermongolia 内蒙古 xinjiang 新疆 urumqi 乌鲁木齐 ningxia 宁夏
        """

    private static let commonList = """
        bank university college institute school academy hospital airlines airport airways electric electricity power
        automotive auto metro railway port stock exchange international normal medical petroleum steel iron telecom
        mobile unicom life insurance tower state construction railway tourism city province municipal group holdings
        and times daily general first second third new
        """
}
