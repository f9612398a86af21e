import Records

/// Words of company names: legal forms, institutions, branches and departments, trades, remarks.
///
/// All are simplified and in lower case. Everything that may stand at the end of a name lies in one
/// reversed trie, so one walk from the end finds the longest word of the kinds asked for.
final class CompanyLexicon: Sendable {
    /// What a word at the end of a name may be; a word may be several things.
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt8
        /// 有限公司, 经营部: left out of the key.
        static let form = Kinds(rawValue: 1)
        /// 医院, 公安局: part of the key.
        static let institution = Kinds(rawValue: 2)
        /// 分公司, 支行: what stands before it is another organization.
        static let branch = Kinds(rawValue: 4)
        /// 采购部, 门市部: a part of a company only behind the company's whole name.
        static let department = Kinds(rawValue: 8)
        /// 有限公司, 大学: what follows belongs to it.
        static let parent = Kinds(rawValue: 16)
        /// 大学, 银行: a region before it is its name, not its place.
        static let keepsRegion = Kinds(rawValue: 32)
        /// 行, 馆: a form only behind a trade (五金行), for it ends many brands too.
        static let needsTrade = Kinds(rawValue: 64)
        /// 有限公司 and its like, which end the name of a company for certain.
        static let company = Kinds(rawValue: 128)
    }

    static let shared = CompanyLexicon()

    private let tails: ScalarTrie
    private let kinds: [Kinds]
    /// By word: index of its canonical form; the word itself for institutions.
    private let canonical: [Int32]
    /// The forms' names, then by region its short name and its code.
    let texts: ValueTable
    private let formTexts: [ValueID]
    private let shortNames: [ValueID]
    private let codes: [ValueID]
    private let groupForms: [Bool]
    /// 股份有限公司 and 集团股份有限公司 by number.
    let stockForm: Int
    let stockGroupForm: Int
    let soleTraderForm: Int
    /// 株式会社, and the Japanese and Korean forms behind it.
    let firstAsianForm: Int
    let lastAsianForm: Int
    private let shopForm: Int

    private let trades: ScalarTrie
    private let remarks: ScalarTrie
    private let nulls: ScalarTrie
    private let wordLikeRegions: ScalarTrie
    private let qualifiers: ScalarTrie
    private let zones: ScalarTrie
    private let areas: ScalarTrie
    private let frontForms: ScalarTrie
    private let formerMarks: ScalarTrie
    private let labels: ScalarTrie
    private let brandLikeTrades: ScalarTrie
    private let brands: ScalarTrie
    private let noteHeads: ScalarTrie
    private let noteWords: ScalarTrie
    private let noNotes: ScalarTrie
    private let latinRemarks: ScalarTrie
    private let nameLabels: ScalarTrie
    private let newNameMarks: ScalarTrie
    private let placeholders: ScalarTrie
    private let placeholderHeads: ScalarTrie
    private let placeholderEnds: ScalarTrie
    private let bodyWords: ScalarTrie

    private init() {
        var builder = TailBuilder()
        for line in CompanyWords.companyForms.split(separator: "\n") {
            builder.add(line, [.form, .company, .parent])
        }
        for line in CompanyWords.otherForms.split(separator: "\n") { builder.add(line, .form) }
        for line in CompanyWords.shopForms.split(separator: "\n") {
            builder.add(line, [.form, .needsTrade])
        }
        builder.addEach(CompanyWords.institutions, .institution)
        for line in CompanyWords.parentInstitutions.split(separator: "\n") {
            builder.add(line, [.institution, .parent])
        }
        builder.addEach(CompanyWords.namedInstitutions, [.institution, .parent, .keepsRegion])
        builder.addEach(CompanyWords.branches, .branch)
        builder.addEach(CompanyWords.departments, .department)
        tails = builder.trie
        kinds = builder.kinds
        canonical = builder.canonical
        var texts = ValueTable()
        formTexts = builder.names.map { texts.intern($0) }
        shortNames = RegionTable.shared.shortBytes.map { texts.intern($0) }
        codes = RegionTable.shared.codes.map { texts.intern(String($0)) }
        self.texts = texts
        stockForm = builder.names.firstIndex(of: "股份有限公司") ?? 0
        stockGroupForm = builder.names.firstIndex(of: "集团股份有限公司") ?? 0
        soleTraderForm = builder.names.firstIndex(of: "个体工商户") ?? 0
        firstAsianForm = builder.names.firstIndex(of: "株式会社") ?? 0
        lastAsianForm = builder.names.firstIndex(of: "유한회사") ?? 0
        shopForm = builder.names.firstIndex(of: "店") ?? 0
        groupForms = builder.names.map { $0.hasPrefix("集团") }
        trades = ScalarTrie(CompanyTrades.list.wordScalars.map { $0.reversed() })
        remarks = ScalarTrie(CompanyWords.remarks.wordScalars)
        nulls = ScalarTrie(CompanyWords.nulls.wordScalars)
        wordLikeRegions = ScalarTrie(CompanyWords.wordLikeRegions.wordScalars)
        qualifiers = ScalarTrie(CompanyWords.qualifiers.wordScalars)
        zones = ScalarTrie(CompanyWords.zones.wordScalars)
        areas = ScalarTrie(CompanyWords.areas.wordScalars)
        formerMarks = ScalarTrie(CompanyWords.formerMarks.wordScalars)
        labels = ScalarTrie(CompanyWords.labels.wordScalars)
        brandLikeTrades = ScalarTrie(CompanyWords.brandLikeTrades.wordScalars)
        brands = ScalarTrie(CompanyBrands.list.wordScalars)
        noteHeads = ScalarTrie(CompanyWords.noteHeads.wordScalars)
        noteWords = ScalarTrie(CompanyWords.noteWords.wordScalars)
        noNotes = ScalarTrie(CompanyWords.noNotes.wordScalars)
        latinRemarks = ScalarTrie(CompanyWords.latinRemarks.wordScalars)
        nameLabels = ScalarTrie(CompanyWords.nameLabels.wordScalars)
        newNameMarks = ScalarTrie(CompanyWords.newNameMarks.wordScalars)
        placeholders = ScalarTrie(CompanyWords.placeholders.wordScalars)
        placeholderHeads = ScalarTrie(CompanyWords.placeholderHeads.wordScalars)
        placeholderEnds = ScalarTrie(
            CompanyWords.placeholderEnds.wordScalars.map { $0.reversed() }
        )
        bodyWords = ScalarTrie(CompanyWords.bodyWords.wordScalars)
        var front = ScalarTrie()
        for line in CompanyWords.frontForms.split(separator: "\n") {
            let words = String(line).wordScalars
            guard let first = words.first else { continue }
            let name = builder.names.firstIndex(of: first.text) ?? 0
            for word in words { front.insert(word, Int32(name)) }
        }
        frontForms = front
    }

    /// The longest word of the wanted kinds that ends at `end`; count 0 when there is none.
    @inline(__always)
    func tail(
        _ text: [UInt32],
        _ start: Int,
        _ end: Int,
        _ wanted: Kinds
    ) -> (word: Int, count: Int) {
        var node = ScalarTrie.root
        var best = (word: -1, count: 0)
        var index = end
        while index > start {
            node = tails.step(node, text[index &- 1])
            if node == 0 { break }
            index &-= 1
            let word = Int(tails.value(node))
            if word >= 0, !kinds[word].isDisjoint(with: wanted) { best = (word, end &- index) }
        }
        return best
    }

    func kinds(of word: Int) -> Kinds { kinds[word] }

    /// The ids in `texts` of a form's name, and of a region's short name and code.
    func formText(_ form: Int) -> ValueID { formTexts[form] }
    func shortName(_ region: Int32) -> ValueID { shortNames[Int(region)] }
    func code(_ region: Int32) -> ValueID { codes[Int(region)] }

    /// Number of a word's canonical form.
    func form(of word: Int) -> Int { Int(canonical[word]) }

    /// 集团有限公司 and the like.
    func isGroup(_ form: Int) -> Bool { groupForms[form] }

    /// 有限公司, the first of the list.
    func isLimited(_ form: Int) -> Bool { form == 0 }

    /// Whether a word may end many things and only counts behind a trade.
    func needsTrade(_ word: Int) -> Bool { kinds[word].contains(.needsTrade) }

    /// 店, 门店, 旗舰店: shops, of which a chain has many.
    func isShop(_ word: Int) -> Bool { kinds[word].contains(.form) && form(of: word) == shopForm }

    /// 株式会社 at the beginning: its form and length; (-1, 0) when there is none.
    func frontForm(_ text: [UInt32], _ start: Int, _ end: Int) -> (form: Int, count: Int) {
        guard let found = frontForms.longest(text, start, end) else { return (-1, 0) }
        return (Int(found.value), found.count)
    }

    /// Where the chain of trade words begins that ends at `end`; `end` when there is none.
    ///
    /// The earliest place at or after `least` from which trade words reach the end without a gap.
    /// Reaches are bits by distance from `end`; chains of more than 40 characters are cut there.
    @inline(__always)
    func tradeStart(_ text: [UInt32], least: Int, end: Int) -> Int {
        let least = max(least, end &- 40)
        guard least < end else { return end }
        var reaches: UInt64 = 1
        var earliest = end
        var position = end
        while position > least {
            if reaches >> UInt64(end &- position) & 1 == 1 {
                var node = ScalarTrie.root
                var index = position
                while index > least {
                    node = trades.step(node, text[index &- 1])
                    if node == 0 { break }
                    index &-= 1
                    if trades.value(node) >= 0 {
                        reaches |= 1 << UInt64(end &- index)
                        if index < earliest { earliest = index }
                    }
                }
            }
            position &-= 1
        }
        return earliest
    }

    /// Whether a trade word more often is a brand where a brand is missing: 海洋, 国际.
    func isBrandLike(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        end - start > 2 && brandLikeTrades.exact(text, start, start + 2) >= 0
    }

    /// Whether a text in brackets or behind a dash holds a remark (老客户, VIP, 已成交).
    func isRemark(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        for start in range where remarks.longest(text, start, range.upperBound) != nil {
            return true
        }
        return false
    }

    /// The length of 原, 曾用名 or 前身 at `start`; 0 when nothing of the kind stands there.
    func formerMark(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        formerMarks.longest(text, start, end)?.count ?? 0
    }

    /// The length of a label such as 电话 or 地址 at `start`; 0 when there is none.
    func label(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        labels.longest(text, start, end)?.count ?? 0
    }

    func isNull(_ text: [UInt32]) -> Bool { nulls.exact(text, 0, text.count) >= 0 }

    /// Short region names that more often are a brand: 东方, 永安.
    func isWordLike(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        wordLikeRegions.exact(text, start, end) >= 0
    }

    /// (自然人独资), (中外合资): says who holds the shares, and is no part of the name's core.
    func isQualifier(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        qualifiers.exact(text, range.lowerBound, range.upperBound) >= 0
    }

    /// The length of 工业园区 or 高新区 behind a region.
    func zone(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        zones.longest(text, start, end)?.count ?? 0
    }

    /// The length of 华东 or 大中华区, of which branches are named.
    func area(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        areas.longest(text, start, end)?.count ?? 0
    }
}

/// Words that tell remarks, placeholders and well-known names.
extension CompanyLexicon {
    /// Whether the whole text is the name of a well-known organization: 华为, 李宁.
    func isBrand(_ text: [UInt32]) -> Bool { brands.exact(text, 0, text.count) >= 0 }

    /// Whether a text begins as an instruction or a state (不要用, 已注销), or holds 勿 or 联系.
    func isNote(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        let end = range.upperBound
        if noteHeads.longest(text, range.lowerBound, end) != nil,
            noNotes.longest(text, range.lowerBound, end) == nil
        {
            return true
        }
        return range.contains { noteWords.longest(text, $0, end) != nil }
    }

    /// Whether a word is `closed` or its like.
    func isLatinRemark(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        latinRemarks.exact(text, range.lowerBound, range.upperBound) >= 0
    }

    /// Whether a range is one remark from end to end: 作废, 重要.
    func isExactRemark(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        remarks.exact(text, range.lowerBound, range.upperBound) >= 0
    }

    /// Whether a range says that a name follows: 客户, 公司名称.
    func isNameLabel(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        nameLabels.exact(text, range.lowerBound, range.upperBound) >= 0
    }

    /// The length of 现更名为 and its like at `start`; 0 when there is none.
    func newNameMark(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        newNameMarks.longest(text, start, end)?.count ?? 0
    }

    /// Whether the whole text fills a cell without naming anybody: 自由职业, 某公司.
    func isPlaceholder(_ text: [UInt32]) -> Bool {
        if placeholders.exact(text, 0, text.count) >= 0 { return true }
        var node = ScalarTrie.root
        var index = text.count
        while index > 1 {
            node = placeholderEnds.step(node, text[index - 1])
            if node == 0 { return false }
            index -= 1
            if placeholderEnds.value(node) >= 0, placeholderHeads.exact(text, 0, index) >= 0 {
                return true
            }
        }
        return false
    }

    /// Whether a range is one word of the list of trades.
    func isTrade(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        guard start < end, !isBrandLike(text, start, end) else { return false }
        var node = ScalarTrie.root
        for index in (start..<end).reversed() {
            node = trades.step(node, text[index])
            if node == 0 { return false }
        }
        return trades.value(node) >= 0
    }

    /// The index behind 第一, 人民, 妇幼 and the like, which every city has.
    func skipBodyWords(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            // 第
            if text[index] == 0x7B2C, index + 1 < end {
                index += 2
                while index < end, Self.isNumeral(text[index]) { index += 1 }
            } else if let found = bodyWords.longest(text, index, end) {
                index += found.count
            } else {
                break
            }
        }
        return index
    }

    /// 一 to 十, 百 and digits.
    private static func isNumeral(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x30...0x39, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,
            0x5341, 0x767E:
            true
        default: false
        }
    }
}

/// Gathers the words of the ends of names.
private struct TailBuilder {
    var trie = ScalarTrie()
    var kinds: [CompanyLexicon.Kinds] = []
    var canonical: [Int32] = []
    var names: [String] = []

    /// One form a line: the name under which it is compared, then its other spellings.
    mutating func add(_ line: Substring, _ wanted: CompanyLexicon.Kinds) {
        let words = String(line).wordScalars
        guard let name = words.first?.text else { return }
        let form = number(of: name)
        for word in words { add(word, wanted, form) }
    }

    /// Words that are their own form.
    mutating func addEach(_ list: String, _ wanted: CompanyLexicon.Kinds) {
        for word in list.wordScalars { add(word, wanted, number(of: word.text)) }
    }

    private mutating func number(of name: String) -> Int32 {
        if let known = names.firstIndex(of: name) { return Int32(known) }
        names.append(name)
        return Int32(names.count - 1)
    }

    private mutating func add(_ word: [UInt32], _ wanted: CompanyLexicon.Kinds, _ form: Int32) {
        let index = Int(trie.insert(word.reversed(), Int32(kinds.count)))
        if index == kinds.count {
            kinds.append(wanted)
            canonical.append(form)
        } else {
            kinds[index].formUnion(wanted)
        }
    }
}

extension [UInt32] {
    /// The scalars as text, for tables.
    var text: String {
        var text = ""
        for scalar in self { text.unicodeScalars.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
        return text
    }
}
