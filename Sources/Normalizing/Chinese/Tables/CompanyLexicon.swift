/// Words of company names: legal forms, branches, trades and remarks; all simplified, lower case.
final class CompanyLexicon: Sendable {
    static let shared = CompanyLexicon()

    /// Reversed; the value is an index of `formNames`.
    private let forms: ScalarTrie
    private let formNames: [[UInt32]]
    /// By index of `formNames`: 医院 and 大学 tell apart what a company's form doesn't.
    private let institutionStart: Int
    private let strongBranches: ScalarTrie
    private let weakBranches: ScalarTrie
    private let trades: ScalarTrie
    private let remarks: [[UInt32]]
    private let nulls: ScalarTrie
    private let wordLikeRegions: ScalarTrie

    private init() {
        var forms = ScalarTrie()
        var names: [[UInt32]] = []
        func add(_ words: [[UInt32]], _ name: [UInt32]) {
            for word in words { forms.insert(word.reversed(), Int32(names.count)) }
            names.append(name)
        }
        for line in Self.formList.split(separator: "\n") {
            let words = String(line).wordScalars
            if let name = words.first { add(words, name) }
        }
        institutionStart = names.count
        for word in Self.institutionList.wordScalars { add([word], word) }
        self.forms = forms
        formNames = names
        strongBranches = ScalarTrie(
            "分公司 办事处 分店 分厂 分行 支行 分部 代表处 联络处 营业厅 分校 分院 分所 分社".wordScalars
                .map { $0.reversed() }
        )
        weakBranches = ScalarTrie(
            "营业部 门市部 经营部 店 厂 事业部 项目部 销售部 工厂 仓库".wordScalars.map { $0.reversed() }
        )
        trades = ScalarTrie(CompanyTrades.list.wordScalars)
        remarks = Self.remarkList.wordScalars
        nulls = ScalarTrie(Self.nullList.wordScalars)
        wordLikeRegions = ScalarTrie(Self.wordLikeRegionList.wordScalars)
    }

    /// The longest legal form that ends at `end`.
    func form(_ text: [UInt32], _ start: Int, _ end: Int) -> (form: Int, count: Int)? {
        forms.longestSuffix(text, start, end).map { (Int($0.value), $0.count) }
    }

    func formName(_ form: Int) -> [UInt32] { formNames[form] }

    /// 集团有限公司 and the like.
    func isGroup(_ form: Int) -> Bool { formNames[form].first == 0x96C6 }

    /// 有限公司, the first of the list.
    func isLimited(_ form: Int) -> Bool { form == 0 }

    func isInstitution(_ form: Int) -> Bool { form >= institutionStart }

    /// The length of the branch word that ends at `end`; weak ones count only behind 公司.
    func branchTail(_ text: [UInt32], _ start: Int, _ end: Int, isWeak: Bool) -> Int {
        let trie = isWeak ? weakBranches : strongBranches
        return trie.longestSuffix(text, start, end)?.count ?? 0
    }

    /// Where the chain of trade words begins that ends at `end`; nil when there is none.
    ///
    /// The earliest place at or after `least` from which trade words reach the end without a gap.
    func tradeStart(_ text: [UInt32], least: Int, end: Int) -> Int? {
        guard end - least <= 40, least < end else { return nil }
        var reachable: UInt64 = 1 << UInt64(end - least)
        var earliest: Int?
        var start = end - 2
        while start >= least {
            var node = ScalarTrie.root
            var index = start
            while index < end {
                node = trades.step(node, text[index])
                if node == 0 { break }
                index += 1
                if trades.value(node) >= 0, reachable >> UInt64(index - least) & 1 == 1 {
                    reachable |= 1 << UInt64(start - least)
                    earliest = start
                    break
                }
            }
            start -= 1
        }
        return earliest
    }

    /// Whether a text in brackets or behind a dash is a remark (老客户, VIP, 已成交).
    func isRemark(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        for word in remarks where word.count <= range.count {
            for start in range.lowerBound...(range.upperBound - word.count)
            where text[start..<(start + word.count)].elementsEqual(word) {
                return true
            }
        }
        return false
    }

    func isNull(_ text: [UInt32]) -> Bool { nulls.exact(text, 0, text.count) >= 0 }

    /// Short region names that more often are a brand: 东方, 永安.
    func isWordLike(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        wordLikeRegions.exact(text, start, end) >= 0
    }

    /// One form a line: the name under which it is compared, then its other spellings.
    private static let formList = """
        有限公司 有限责任公司 责任有限公司 有限公司. 有限责任公司. 限公司 有限
        股份有限公司 股份公司 股份有限责任公司 股份
        集团有限公司 集团有限责任公司 集团公司 集团 (集团)有限公司 (集团)有限责任公司 (集团)公司 (集团)
        集团股份有限公司 (集团)股份有限公司 集团股份公司
        公司 总公司
        有限合伙 合伙企业(有限合伙) (有限合伙) 合伙企业有限合伙 有限合伙企业
        普通合伙 合伙企业(普通合伙) (普通合伙) 合伙企业 普通合伙企业
        特殊普通合伙 (特殊普通合伙)
        个人独资企业 (个人独资) 个人独资
        个体工商户 (个体工商户) 个体户 个体
        工作室
        合作社 专业合作社 农民专业合作社
        厂 总厂 工厂
        经营部
        门市部
        商行
        商店
        株式会社 (株)
        """

    private static let institutionList = """
        医院 学校 大学 学院 中学 小学 幼儿园 银行 研究院 研究所 研究中心 设计院 事务所 律师事务所 会计师事务所 协会
        学会 基金会 委员会 服务中心 中心 管理局 公安局 超市 药房 药店 大药房 酒店 宾馆 饭店 餐厅 商场 书店 农场
        出版社 报社 电视台 检验所 检测中心 实验室 疾控中心 疾病预防控制中心 卫生院 诊所 门诊部 村委会 居委会 街道办事处
        """

    private static let remarkList = """
        客户 成交 vip 重要 重点 待跟进 跟进 停用 停产 注销 吊销 倒闭 曾用名 原名 原: 勿扰 黑名单 欠款 代理 经销商 渠道
        测试 意向 潜在 流失 已签 未签 签约 合作 供应商 同行 老板 催款 现款 月结 作废 重复 暂停 搬迁 更名 改名 新增
        """

    private static let nullList =
        "无 暂无 没有 不详 未知 未填 待定 待补充 空 略 保密 测试 个人 散客 n/a na null none test xxx - -- — /"

    private static let wordLikeRegionList = """
        东方 新星 双河 永安 安达 兴平 江山 大安 凤凰 华阴 和平 新华 长安 高安 昌都 普宁 永康 长乐 万宁 文昌
        """
}
