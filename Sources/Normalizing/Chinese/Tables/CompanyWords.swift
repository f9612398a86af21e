/// The word lists of `CompanyLexicon`; simplified and in lower case.
enum CompanyWords {
    /// One form a line: the name under which it is compared, then its other spellings.
    static let companyForms = """
        有限公司 有限责任公司 责任有限公司 有限公司. 有限责任公司. 限公司
        股份有限公司 股份公司 股份有限责任公司 股份制公司
        集团有限公司 集团有限责任公司 集团公司 (集团)有限公司 (集团)有限责任公司 (集团)公司
        集团股份有限公司 (集团)股份有限公司 集团股份公司 集团股份
        公司 总公司
        无限公司 两合公司
        """

    static let otherForms = """
        有限公司 有限
        股份有限公司 股份
        集团有限公司 集团 (集团)
        有限合伙 合伙企业(有限合伙) (有限合伙) 合伙企业有限合伙 有限合伙企业
        普通合伙 合伙企业(普通合伙) (普通合伙) 合伙企业 普通合伙企业
        特殊普通合伙 (特殊普通合伙) 合伙企业(特殊普通合伙)
        个人独资企业 (个人独资) 个人独资
        个体工商户 (个体工商户) 个体户 个体 (个体) 个体经营
        工作室
        合作社 专业合作社 农民专业合作社 专业合作联社
        厂 总厂 工厂 加工厂 制造厂
        经营部 经销部 营销部 批发部 服务部
        门市部
        商行 贸易行 企业行 商号 企业社 工程行 实业社
        商店
        店 门店 专卖店 专营店 旗舰店 直营店 加盟店 连锁店 总店 体验店 零售店
        株式会社 (株) (株式会社)
        有限会社 (有)
        合同会社 (同)
        주식회사 (주) (주식회사)
        유한회사 (유)
        """

    /// They end many brands too (知行, 天坊): forms only behind a trade.
    static let shopForms = """
        行
        坊
        铺 店铺
        部
        社
        站
        档 档口
        摊
        庄
        """

    static let frontForms = """
        株式会社 株式会社 (株) (株式会社)
        有限会社 有限会社 (有)
        合同会社 合同会社 (同)
        주식회사 주식회사 (주)
        유한회사 유한회사 (유)
        个体工商户 个体工商户 个体户 个体经营户 个体经营者
        """

    static let institutions = """
        研究中心 设计院 设计研究院 勘察设计院 协会 学会 商会 联合会 基金会 委员会 服务中心 中心 超市 便利店 花店
         鞋店 小吃店 火锅店 理发店 美发店 洗衣店 蛋糕店 面包店 奶茶店 早餐店
        车行 米行 茶行 药行 布行 皮行 参行 酒行 洋行 钟表行 花行 粮行 饭庄 酒楼 酒家 酒庄 酒吧 茶馆 茶楼 茶庄 茶社 面馆 餐馆 快餐店 咖啡馆 咖啡店 食府 饺子馆 烧烤店 大排档
        美容院 美发厅 照相馆 摄影馆 健身房 健身俱乐部 俱乐部 网吧 棋牌室 瑜伽馆 游泳馆 体育馆 图书馆 博物馆 美术馆
        科技馆 展览馆 文化馆 纪念馆 养老院 敬老院 福利院 药房 药店 大药房 酒店 大酒店 宾馆 饭店 大饭店 旅馆 招待所
        民宿 客栈 度假村 餐厅 商场 商城 购物中心 百货 书店 农场 家庭农场 林场 牧场 养殖场 果园 茶场 渔场 市场 批发市场
        检验所 检测中心 检测站 实验室 疾控中心 疾病预防控制中心 卫生院 卫生所 卫生室 卫生服务中心 社区卫生服务中心 诊所
        门诊部 口腔门诊 保健院 妇幼保健院 血站 急救中心 村委会 居委会 村民委员会 居民委员会 社区居委会 街道办事处 街道办
        派出所 交警大队 消防大队 消防救援大队 监狱 看守所 管委会 管理委员会 人民政府 政府 人民法院 中级人民法院 高级人民法院 法院 人民检察院
        检察院 管理局 公安局 教育局 财政局 税务局 卫健委 卫生健康委员会 发改委 海关 气象局 水利局 农业农村局
        市场监督管理局 自然资源局 生态环境局 人民武装部 办公厅 大使馆 领事馆 总领事馆 商务处 代表团 教堂 寺 清真寺
        培训学校 驾校 驾驶学校 培训中心 技校 技工学校 党校 托儿所 保育院 加油站 加气站 充电站 汽修厂 修理厂 污水处理厂
        发电厂 电厂 水厂 热电厂
        部队 支队 大队 总队 工会 团委 党委 供电所 供销社 信用社 农村信用合作联社 信用合作社 电影院 影城 剧院 文工团
        机场 码头 车站 客运站 停车场 物业 合作联社
        """

    /// Bodies that have departments and branches.
    static let parentInstitutions = """
        医院 人民医院 中心医院 中医院 附属医院 中医医院 妇幼保健医院
        学校 实验学校 外国语学校 职业学校 中等专业学校 职业技术学校 中专
        中学 高级中学 高中 初级中学 完全中学
        小学 实验小学 中心小学
        幼儿园 中心幼儿园
        研究院 研究总院 科学研究院 检验检测研究院
        研究所 科学研究所
        事务所
        律师事务所
        会计师事务所 会计事务所
        税务师事务所
        总局
        局
        """

    /// Bodies whose region is their name: 北京大学, 上海银行.
    static let namedInstitutions = """
        大学 学院 职业学院 职业技术学院 科学院 社会科学院 工程院 银行 农村商业银行 商业银行 村镇银行 信用联社 出版社 报社
        日报社 晚报社 电视台 广播电视台 电台 师范 理工大学 师范大学 科技大学 医科大学 农业大学 交通大学
        """

    static let branches = """
        分公司 子公司 办事处 分店 分厂 分行 支行 分部 代表处 联络处 营业厅 分校 分院 分所 分社 分局 支公司 分理处 储蓄所
        营业所 分会 分中心 分支机构 校区 院区 营业部 支队 分站 分馆 分号 供电公司 中心支公司 营销服务部
        """

    static let departments = """
        门市部 经营部 销售部 采购部 财务部 人事部 市场部 技术部 研发部 生产部 工程部 行政部 质检部 质量部 品质部 客服部
        项目部 事业部 业务部 售后部 物流部 设备部 信息部 法务部 医学部 后勤部 综合部 公关部 企划部 培训部 外贸部 网络部
        部 处 科 室 系 课 组 店 厂 总店 工厂 车间 仓库 仓储中心 物流中心 配送中心 工会 委员会 党委 团委 党支部 基地
        生产基地 中心 研究中心 研发中心 技术中心 实验室 检测中心 客服中心 营销中心 销售中心 数据中心 培训中心 服务站
        服务中心 研究院 研究生院 研究所 设计院 学院 专卖店 旗舰店 体验店 门店 办公室 档口 食堂 招待所 图书馆 附属机构
        管理处 筹备处 筹备组 项目组 经理部 项目经理部 指挥部 工区 工段 班组 柜台 专柜 网点 加油站 收费站 服务区 大区
        """

    /// What is said of a customer, not of its name.
    static let remarks = """
        客户 成交 vip 重要 重点 待跟进 跟进 停用 停产 注销 吊销 倒闭 曾用名 原名 原: 勿扰 黑名单 欠款 代理 经销商 渠道
        测试 意向 潜在 流失 已签 未签 签约 合作 供应商 同行 老板 催款 现款 月结 作废 重复 暂停 搬迁 更名 改名 新增
        失联 待定 待核实 已核实 存疑 预付 到付 账期 不开票 已开票 开票 已付 未付 转介绍 朋友 介绍 大单 小单 样品
        """

    static let nulls =
        "无 暂无 没有 不详 未知 未填 待定 待补充 空 略 保密 测试 个人 散客 零售客户 n/a na null none test xxx - -- — / 同上 无公司 无单位"

    static let wordLikeRegions = """
        东方 新星 双河 永安 安达 兴平 江山 大安 凤凰 华阴 和平 新华 长安 高安 昌都 普宁 永康 长乐 万宁 文昌 海城 河间
        大丰 金坛 开平 恩平 丰城 德兴 瑞金 仙桃 天门 高密 安康 三明 宝山 金山 海门 通州 建德 新民 和田 阿里 海东
        """

    static let qualifiers = """
        自然人独资 自然人投资或控股 自然人投资 法人独资 国有独资 国有控股 非上市 上市 外商独资 外商投资 外国法人独资
        中外合资 中外合作 港澳台独资 台港澳独资 港澳台法人独资 台港澳法人独资 台港澳与境内合资 港澳台与境内合资
        一人 一人有限 全民所有制 集体所有制 股份合作制 国有企业 个体经营 家庭经营 非法人 中国 中华区 大中华区 china
        """

    static let zones = """
        工业园区 工业园 经济技术开发区 经济开发区 高新技术产业开发区 高新技术开发区 高新区 开发区 新区 保税区 综合保税区
        自贸区 自由贸易试验区 产业园区 科技园区
        """

    static let areas = """
        华东 华南 华北 华中 西南 西北 东北 华西 华东区 华南区 华北区 华中区 西南区 西北区 东北区 中国 中国区 大中华区 亚太 亚太区
        东区 西区 南区 北区 南方 北方 境外 海外 国内
        """

    static let formerMarks = "原名: 原名 原: 原 曾用名: 曾用名 曾用: 曾用 前身为 前身 旧名 旧称 更名前"

    /// What introduces a number, a place or a person behind a name.
    static let labels = """
        电话 手机 联系人 联系电话 联系方式 地址 传真 邮编 邮箱 微信 网址 电邮 收件人 收货人 税号 开户行 座机 tel: tel. phone: mobile:
        fax: email: e-mail: http:// https:// www. qq: qq号
        """

    /// Trade words that are a brand when the name has no other: 深圳市海洋科技有限公司.
    static let brandLikeTrades = "海洋 国际 全球 卫星 北斗 生命 创意 智能 数码 星辰 视觉 标准 安全 健康 艺术 精密"

    /// How instructions and states begin: 勿联系, 已注销, 待定.
    static let noteHeads = """
        勿 不 别 请 已 未 待 禁 拒 谢绝 欠 催 没 暂 取消 停用 停机 停止 联系 退款 退货 正在 打过 无人 无法 无效 需要 需跟 重复 作废 死账 黑名单
        """

    static let noteWords = "勿 联系 不要 拒接 拒绝 拒收"

    /// Words that begin as instructions do and are none.
    static let noNotes = """
        不锈钢 不夜 不二 不动产 别墅 别克 别院 未来 未央 未名 请客 待客 禁毒 禁区 暂住 没药 欠发达 联系处
        """

    /// In brackets or behind a dash after a latin name.
    static let latinRemarks = """
        closed inactive duplicate dup obsolete defunct dissolved bankrupt deleted cancelled canceled archived dormant
        suspended expired do not don't use call contact email dnc vip old former test blocked blacklisted prospect lost
        churned key customer client
        """

    static let nameLabels = """
        客户 公司名称 公司名 公司 单位 名称 客户名称 客户名 企业名称 企业 单位名称 现 现名 现为 全称 公司全称 甲方 乙方 供应商 抬头 发票抬头
        购货单位 收货单位 付款单位 company customer client name
        """

    static let newNameMarks = """
        现： 更名： 现更名为 现更名 现改名为 现改名 现已更名为 已更名为 更名为 改名为 变更为 现变更为 现名称为 现名 现为 现: 更名: 改名:
        """

    /// What fills a cell that names no organization.
    static let placeholders = """
        私人 自由职业 自由职业者 自由人 无业 待业 退休 在家 家庭主妇 散户 个体 无名 匿名 某某 临时 其他 其它 公司名 公司名称 单位名称
        """

    /// Before one of `placeholderEnds`: 暂无公司, 个人客户.
    static let placeholderHeads = """
        无 暂无 没有 尚无 待定 测试 某 某某 某某某 某家 未知 不详 不明 个人 私人 临时 散 零散 零售 普通 其他 其它 匿名 虚拟 示例 样例
        待补充 待确认 未填 未填写 空 默认 新 老 本 我 我们 该 贵 此 x xx xxx
        """

    static let placeholderEnds = "公司 有限公司 单位 工作单位 客户 用户 企业 名称 公司名 公司名称"

    /// Words of bodies that every city has: 第一人民医院, 妇幼保健院.
    static let bodyWords = """
        人民 中心 中医 中西医结合 妇幼 妇女儿童 儿童 口腔 肿瘤 胸科 精神卫生 传染病 实验 高级 初级 中级 职业 技术 外国语 市立 省立
        公立 红十字会 红十字 老年 康复 骨科 眼科 职工 机关 直属 附属 公安 市 区 县
        """
}
