/// Salutations, job titles and departments that stand behind (or instead of) a Chinese name.
final class Titles: Sendable {
    enum Kind: Int32, Sendable {
        case salutation = 0
        case jobTitle = 1
        /// 总 工 姐: one character, which may also end a given name.
        case shortTitle = 2
        case shortSalutation = 3
        /// 采购 财务: stands before a title, or alone in brackets.
        case department = 4
        /// 前台 总机: never a person.
        case role = 5
    }

    static let shared = Titles()

    /// All words, reversed; the value is the kind.
    private let words: ScalarTrie
    /// What a whole cell (simplified, lower case) says when there is no name.
    let placeholders: ScalarTrie

    private init() {
        var trie = ScalarTrie()
        for (kind, list) in Self.lists {
            for word in list.wordScalars { trie.insert(word.reversed(), kind.rawValue) }
        }
        words = trie
        placeholders = ScalarTrie(Self.placeholderList.wordScalars)
    }

    /// The longest title that ends at `end`; the text is simplified.
    func suffix(_ text: [UInt32], _ start: Int, _ end: Int) -> (kind: Kind, count: Int)? {
        guard let found = words.longestSuffix(text, start, end),
            let kind = Kind(rawValue: found.value)
        else { return nil }
        return (kind, found.count)
    }

    /// The kind of a text that is titles and departments from end to end (质检部经理), or nil.
    func wholly(_ text: [UInt32], _ start: Int, _ end: Int) -> Kind? {
        var rest = end
        var kind: Kind?
        while rest > start {
            guard let found = suffix(text, start, rest) else { return nil }
            kind = kind ?? found.kind
            rest -= found.count
        }
        return kind
    }

    private static let lists: [(Kind, String)] = [
        (.salutation, "先生 女士 小姐 太太 夫人 阿姨 同学 师傅 老师 老板 老板娘 大哥 大姐 叔叔 美女 帅哥"),
        (
            .jobTitle,
            """
            总经理 副总经理 常务副总 副总 经理 副经理 总监 副总监 董事长 副董事长 董事 董事长助理 总助 总裁 副总裁 主任 副主任
            处长 副处长 科长 副科长 局长 副局长 院长 副院长 校长 副校长 所长 部长 副部长 站长 厂长 副厂长 店长 组长 班长
            队长 行长 会长 理事长 秘书长 书记 主席 主管 会计 出纳 工程师 高级工程师 总工 总工程师 助理 秘书 文员 医生 大夫
            护士 护士长 博士 教授 副教授 讲师 研究员 律师 顾问 专员 代表 业务员 采购员 销售员 库管 技术员 检验员 化验员
            操作员 司机 法人 法定代表人 负责人 实验员 质检员 设计师 架构师 分析师 经纪人 合伙人 创始人 站长 馆长 镇长
            """
        ),
        (.shortTitle, "总 工 董"),
        (.shortSalutation, "姐 哥"),
        (
            .department,
            """
            采购 采购部 销售 销售部 技术 技术部 研发 研发部 市场 市场部 财务 财务部 人事 人事部 人力资源 人力资源部 行政
            行政部 生产 生产部 质检 质检部 质量 质量部 品质 品质部 品控 项目 项目部 工程 工程部 区域 大区 客户 客服 客服部
            实验室 检验科 检测中心 研究院 商务 商务部 产品 产品部 运营 运营部 办公室 总经办 综合 综合部 综合办 仓库 物流 物流部
            设备 设备部 设备科 信息 信息部 信息科 后勤 培训 法务 售后 售后部 业务 业务部 外贸 华东 华南 华北 西南 高级 资深
            """
        ),
        (.role, "前台 总机 值班室 门卫 联系人 收件人 传达室"),
    ]

    /// Characters with which Uighur, Kazakh and Tibetan names are written.
    static let soundCharacters: [UInt32: Bool] = {
        let text = """
            阿卜杜拉买提卡德尔古丽依迪娜艾尼瓦玉素甫吐逊热合曼木江努帕麦图孜克力库里斯拜肉亚森哈萨比巴伊布塔西莫罕默
            罗赛吾玛沙汗再乃娅扎达姆吉格桑多贡措旺久次仁加才让顿珠央卓白平美朵苏依克牙地夏居马奴别叶勒恩巩江热娜曲姑甘
            """
        return Dictionary(text.scalarValues.map { ($0, true) }) { first, _ in first }
    }()

    private static let placeholderList = """
        无 暂无 没有 不详 未知 未填 未填写 待定 待补充 待补 空 略 保密 本人 本人自己 自己 测试 测试用户 测试数据 某某 某人
        匿名 不知道 不清楚 同公司 姓名 na n/a null none nan nil test tester testing unknown asdf admin 无名 无名氏
        """
}
