/// Salutations, job titles and departments that stand behind, before or instead of a Chinese name.
final class Titles: Sendable {
    enum Kind: Int32, Sendable {
        case salutation = 0
        case jobTitle = 1
        /// 总 工 董: one character, which may also end a given name.
        case shortTitle = 2
        case shortSalutation = 3
        /// 采购 财务: stands before a title, or alone in brackets.
        case department = 4
        /// 前台 总机: never a person.
        case role = 5
        /// 局 处 叔: a title behind a surname alone, else part of a given name.
        case surnameTitle = 6
        case surnameSalutation = 7
        /// 妈妈 家长: the name before it is another person's.
        case relative = 8
        /// 男 女 as a word of its own.
        case genderMark = 9
        /// 太太 夫人: a salutation behind a surname, behind a whole name that person's wife.
        case spouse = 10
    }

    struct Found {
        var kind: Kind
        var count: Int
        /// GB/T 2261.1: 1 male, 2 female; 0 when the word doesn't say.
        var gender: UInt8

        var isSalutation: Bool {
            kind == .salutation || kind == .shortSalutation || kind == .surnameSalutation
                || kind == .spouse
        }
    }

    static let shared = Titles()

    /// All words, reversed; the value is the kind and, from bit 4 on, the gender.
    private let words: ScalarTrie
    /// The same, forwards.
    private let openings: ScalarTrie
    /// By character below U+10000, a bit each: whether a word ends with it.
    private let endings: [UInt64]
    /// What a whole cell (simplified, lower case) says when there is no name.
    let placeholders: ScalarTrie
    /// What stands before a name and is no part of it: 联系人, 姓名.
    let labels: ScalarTrie
    /// What a whole cell says in place of a name, and is worth telling: 同上, 佚名.
    let standIns: ScalarTrie
    private let standInEndings: ScalarTrie
    private let standInEnds: [UInt32]

    private init() {
        var reversed = ScalarTrie()
        var forward = ScalarTrie()
        var endings = [UInt64](repeating: 0, count: 1024)
        for (kind, gender, list) in Self.lists {
            let value = kind.rawValue | Int32(gender) << 4
            for word in list.wordScalars {
                reversed.insert(word.reversed(), value)
                if word.count > 1 { forward.insert(word, value) }
                if let last = word.last, last < 0x10000 {
                    endings[Int(last >> 6)] |= 1 << UInt64(last & 63)
                }
            }
        }
        words = reversed
        openings = forward
        self.endings = endings
        placeholders = ScalarTrie(Self.placeholderList.wordScalars)
        labels = ScalarTrie(Self.labelList.wordScalars)
        standIns = ScalarTrie(Self.standInList.wordScalars)
        let standIn = Self.standInEndingList.wordScalars
        standInEndings = ScalarTrie(standIn.map { $0.reversed() })
        standInEnds = standIn.compactMap(\.last)
    }

    /// The longest title that ends at `end`; the text is simplified.
    func suffix(_ text: [UInt32], _ start: Int, _ end: Int) -> Found? {
        guard end > start, mayEnd(text[end &- 1]) else { return nil }
        return words.longestSuffix(text, start, end).flatMap(Self.found)
    }

    /// The longest title of two or more characters that begins at `start`.
    func prefix(_ text: [UInt32], _ start: Int, _ end: Int) -> Found? {
        openings.longest(text, start, end).flatMap(Self.found)
    }

    /// Whether a title may end with a character.
    @inline(__always)
    func mayEnd(_ scalar: UInt32) -> Bool {
        scalar < 0x10000 && endings[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 != 0
    }

    /// Whether a stand-in may end with a character.
    func mayEndStandIn(_ scalar: UInt32) -> Bool { standInEnds.contains(scalar) }

    /// Whether a text of `count` characters ends as 微信用户 and 新会员 do, with something before it.
    func endsAsStandIn(_ text: [UInt32], _ count: Int) -> Bool {
        guard count > 2, mayEndStandIn(text[count - 1]),
            let found = standInEndings.longestSuffix(text, 0, count)
        else { return false }
        return found.count < count
    }

    private static func found(_ word: (value: Int32, count: Int)) -> Found? {
        guard let kind = Kind(rawValue: word.value & 15) else { return nil }
        return Found(kind: kind, count: word.count, gender: UInt8(word.value >> 4))
    }

    /// The last title of a text that is titles and departments from end to end (质检部经理), or nil.
    func wholly(_ text: [UInt32], _ start: Int, _ end: Int) -> Found? {
        var rest = end
        var last: Found?
        while rest > start {
            guard let found = suffix(text, start, rest), found.kind != .relative else { return nil }
            last = last ?? found
            rest -= found.count
        }
        return last
    }

    private static let lists: [(Kind, UInt8, String)] = [
        (.salutation, 0, "同学 师傅 老师 老板 老师傅 同志 前辈"),
        (.salutation, 1, "先生 男士 大哥 叔叔 大叔 帅哥 伯伯 大爷"),
        (.salutation, 2, "女士 小姐 阿姨 大姐 美女 老板娘 姑娘 小姐姐 大妈 大嫂"),
        (
            .jobTitle, 0,
            """
            总经理 副总经理 常务副总 副总 经理 副经理 总监 副总监 董事长 副董事长 董事 董事长助理 总助 总裁 副总裁 主任 副主任
            处长 副处长 科长 副科长 局长 副局长 院长 副院长 校长 副校长 所长 部长 副部长 站长 厂长 副厂长 店长 组长 班长
            队长 行长 会长 理事长 秘书长 书记 主席 主管 会计 出纳 工程师 高级工程师 总工 总工程师 助理 秘书 文员 医生 大夫
            护士 护士长 博士 教授 副教授 讲师 研究员 律师 顾问 专员 代表 业务员 采购员 销售员 库管 技术员 检验员 化验员
            操作员 司机 法人 法定代表人 负责人 实验员 质检员 设计师 架构师 分析师 经纪人 合伙人 创始人 站长 馆长 镇长
            首席执行官 首席财务官 首席技术官 首席运营官 联合创始人 老总 股东 监事 监理 经办人 导师 教练 教师 班主任 辅导员
            警官 法官 检察官 村长 县长 市长 区长 副书记 记者 编辑 主编 总编 导演 摄影师 厨师长 厨师 药师 医师 主任医师
            副主任医师 主治医师 技师 车间主任 内勤 外勤 跟单员 报关员 单证员 仓管 保管员 安全员 施工员 资料员 预算员 造价师
            建造师 会计师 审计师 税务师 评估师 咨询师 培训师 规划师 收银员 营业员 服务员 导购 导游 驾驶员 快递员 送货员
            总经理助理 副所长 副行长 副会长 副主席 副店长 处级干部 法人代表 联络员 联系员 客户代表 主事 工头 教务 副总工
            """
        ),
        (.shortTitle, 0, "总 工 董"),
        (.shortSalutation, 1, "哥"),
        (.shortSalutation, 2, "姐"),
        (.spouse, 2, "太太 夫人"),
        (.surnameTitle, 0, "局 处 院 队 厂 导 校"),
        (.surnameSalutation, 0, "老"),
        (.surnameSalutation, 1, "叔 爷"),
        (.surnameSalutation, 2, "姨 嫂 婶 太"),
        (.genderMark, 1, "男"),
        (.genderMark, 2, "女"),
        (
            .department, 0,
            """
            采购 采购部 销售 销售部 技术 技术部 研发 研发部 市场 市场部 财务 财务部 人事 人事部 人力资源 人力资源部 行政
            行政部 生产 生产部 质检 质检部 质量 质量部 品质 品质部 品控 项目 项目部 工程 工程部 区域 大区 客户 客服 客服部
            实验室 检验科 检测中心 研究院 商务 商务部 产品 产品部 运营 运营部 办公室 总经办 综合 综合部 综合办 仓库 物流 物流部
            设备 设备部 设备科 信息 信息部 信息科 后勤 后勤部 培训 法务 法务部 售后 售后部 业务 业务部 外贸 外贸部 华东 华南
            华北 西南 高级 资深 战略 战略部 公关 公关部 审计 审计部 招商 招商部 采购科 财务科 人事科 技术科 总务 总务科 教务处
            """
        ),
        (
            .role, 0,
            """
            前台 总机 值班室 门卫 联系人 收件人 传达室 总台 服务台 收发室 接待处 客服中心 服务热线 客服热线 热线
            值班电话 座机 保安室 财务室
            """
        ),
        (
            .relative, 0,
            """
            妈妈 爸爸 家长 爷爷 奶奶 外婆 外公 姥姥 姥爷 父亲 母亲 老婆 老公 爱人 妻子 丈夫 儿子 女儿 的妈妈 的爸爸
            的家长 的爷爷 的奶奶 的父亲 的母亲 的老婆 的老公 的爱人 的朋友 朋友
            """
        ),
    ]

    /// Characters with which Uighur, Kazakh and Tibetan names are written.
    static let soundCharacters: [UInt32: Bool] = {
        let text = """
            阿卜杜拉买提卡德尔古丽依迪娜艾尼瓦玉素甫吐逊热合曼木江努帕麦图孜克力库里斯拜肉亚森哈萨比巴伊布塔西莫罕默
            罗赛吾玛沙汗再乃娅扎达姆吉格桑多贡措旺久次仁加才让顿珠央卓白平美朵苏依克牙地夏居马奴别叶勒恩巩江热娜曲姑甘
            其特雅兰乌姆丹增嘎洛拥尼
            """
        return Dictionary(text.scalarValues.map { ($0, true) }) { first, _ in first }
    }()

    private static let placeholderList = """
        无 暂无 没有 不详 未知 未填 未填写 待定 待补充 待补 空 略 保密 本人 本人自己 自己 测试 测试用户 测试数据 某某 某人
        匿名 不知道 不清楚 同公司 姓名 na n/a null none nan nil test tester testing unknown asdf admin 无名 无名氏
        无联系人 无姓名 未提供 未登记 不便透露 联系人姓名 名字 暂缺 缺 匿名用户 新用户 默认 默认联系人 name contact
        """

    private static let standInList = """
        同上 同前 同左 同右 如上 见上 见备注 详见备注 佚名 网名 昵称 化名 查无此人 查无
        """

    /// Platforms name whoever gives no name 微信用户, 手机用户, 匿名买家.
    private static let standInEndingList = """
        用户 会员 客户 顾客 买家 卖家 网友 游客 访客 旅客 乘客 住户 租客 粉丝 账号 帐号 昵称 网名 号码
        """

    /// 未实名, 已注销, 待确认, 暂不提供, 非本人: how a state begins, which is no name.
    static let negations = "未已待暂非".scalarValues
    static let statements = "实认命注登留提确知填验绑授签收离销联补定不本购成流失停死删核分通录绑".scalarValues

    /// 收 of 李建国收, which a courier's label has.
    static let receive: UInt32 = 0x6536
    /// 的, between a person and another.
    static let possessive: UInt32 = 0x7684

    /// Whether a note rather than a name ends with a character.
    static func isNoteEnding(_ scalar: UInt32) -> Bool {
        scalar == receive || scalar == possessive
    }

    private static let labelList = """
        姓名 名字 联系人 联系人姓名 客户姓名 客户 客户名称 收件人 收货人 寄件人 签收人 对接人 联络人 用户 会员 学员 学生 业主
        户主 申请人 报名人 参会人 签约人 本人 name contact attn attention
        """
}
