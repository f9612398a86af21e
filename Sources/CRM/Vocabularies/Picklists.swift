/// The vocabularies that a new CRM begins with; consultants change them as data.
package enum Vocabularies {
    package static let picklists: [Vocabulary] = [industry, level, size, source, leadSource]

    package static func picklist(_ list: String) -> Vocabulary? {
        picklists.first { $0.name == list }
    }

    /// Codes after the sections of GB/T 4754-2017 that customers name, in words.
    package static let industry = Vocabulary("industry", industryTerms.map(withClasses))

    /// Sections and divisions of GB/T 4754 are words of the terms to which they belong.
    private static func withClasses(_ term: Term) -> Term {
        var words = term.synonyms
        let known = Set(industryTerms.flatMap { [$0.labelZh] + $0.synonyms }.map(Vocabulary.key))
        for word in IndustryClasses.words(code: term.code)
        where !known.contains(Vocabulary.key(word)) {
            words.append(word)
        }
        return Term(term.code, term.labelZh, term.labelEn, words)
    }

    private static let industryTerms: [Term] =
        [
            Term(
                "manufacturing",
                "制造业",
                "Manufacturing",
                [
                    "制造", "生产制造", "工业", "机械制造", "机械", "加工制造", "装备制造", "五金", "模具", "家具", "家电", "造纸",
                    "印刷", "包装", "包装印刷", "机电", "自动化", "设备制造",
                ]
            ),
            Term(
                "software",
                "软件和信息技术",
                "Software and IT",
                [
                    "IT", "互联网", "软件", "信息技术", "计算机", "IT/互联网", "互联网/IT", "科技", "信息技术服务",
                    "软件和信息技术服务业", "软件开发", "IT服务", "信息服务", "系统集成", "人工智能", "大数据", "云计算", "网络科技",
                    "信息科技",
                    "游戏", "saas",
                ]
            ),
            Term(
                "electronics",
                "电子通信",
                "Electronics",
                ["电子", "通信", "电子信息", "半导体", "仪器仪表", "通讯", "电子通讯", "电子元器件", "集成电路", "电信", "运营商"]
            ),
            Term(
                "wholesale",
                "批发零售",
                "Wholesale and retail",
                [
                    "贸易", "零售", "批发", "商贸", "批发和零售业", "零售业", "批发零售业", "电商", "电子商务", "进出口", "外贸",
                    "国际贸易", "商超", "超市", "百货", "批发和零售", "快消", "快消品",
                ]
            ),
            Term(
                "construction",
                "建筑业",
                "Construction",
                ["建筑", "工程", "建筑工程", "装修", "建材", "装饰", "装饰装修", "建筑装饰", "工程施工", "施工", "土建", "设计院"]
            ),
            Term(
                "realestate",
                "房地产",
                "Real estate",
                ["地产", "房地产业", "物业", "物业管理", "房产", "房地产开发", "房产中介"]
            ),
            Term(
                "logistics",
                "交通物流",
                "Transport and logistics",
                [
                    "物流", "运输", "交通运输", "物流运输", "仓储", "交通运输仓储", "快递", "货运", "货代", "供应链", "航运",
                    "运输/物流",
                ]
            ),
            Term(
                "finance",
                "金融业",
                "Finance",
                ["金融", "银行", "保险", "证券", "投资", "基金", "信托", "期货", "互联网金融", "投资管理", "融资租赁", "小贷"]
            ),
            Term(
                "healthcare",
                "医疗健康",
                "Healthcare",
                [
                    "医疗", "医药", "卫生", "医院", "生物医药", "医疗卫生", "医疗器械", "制药", "药品", "医疗服务", "大健康", "健康",
                    "诊所", "生物科技", "生物技术", "养老", "口腔",
                ]
            ),
            Term(
                "education",
                "教育培训",
                "Education",
                [
                    "教育", "培训", "学校", "高校", "教育科研", "教育行业", "教育业", "培训机构", "职业教育", "大学", "中小学",
                    "幼儿园", "教育机构",
                ]
            ),
            Term(
                "research",
                "科研检测",
                "Research and testing",
                ["科研", "科研院所", "检测", "研究所", "研究院", "科学研究", "检验检测", "技术服务", "第三方检测"]
            ),
            Term(
                "government",
                "政府机构",
                "Government",
                [
                    "政府", "事业单位", "公共管理", "政府部门", "机关", "机关单位", "行政机关", "公安", "协会", "社会组织", "党政机关",
                    "公共事业",
                ]
            ),
            Term(
                "energy",
                "能源环保",
                "Energy and environment",
                [
                    "能源", "电力", "环保", "石油", "化工能源", "新能源", "光伏", "风电", "水务", "燃气", "环境", "水利", "市政",
                    "储能", "石油石化",
                ]
            ),
            Term(
                "mining",
                "采矿业",
                "Mining",
                ["采矿", "矿业", "煤矿", "煤炭", "矿山", "有色金属矿", "石油开采"]
            ),
            Term(
                "chemicals",
                "化工材料",
                "Chemicals and materials",
                ["化工", "材料", "石化", "新材料", "塑料", "橡胶", "涂料", "塑胶", "精细化工", "日化", "化学"]
            ),
            Term(
                "food",
                "食品餐饮",
                "Food and catering",
                [
                    "食品", "餐饮", "酒店", "食品饮料", "餐饮酒店", "住宿餐饮", "饮料", "酒类", "白酒", "酒水", "食品加工", "茶叶",
                    "旅馆", "餐饮业", "烟草",
                ]
            ),
            Term(
                "agriculture",
                "农林牧渔",
                "Agriculture",
                [
                    "农业", "农林", "畜牧", "渔业", "农业科技", "种植", "养殖", "种植业", "养殖业", "水产", "林业", "饲料",
                    "农牧", "农资",
                ]
            ),
            Term(
                "automotive",
                "汽车",
                "Automotive",
                ["汽车制造", "汽配", "汽车行业", "汽车零部件", "汽车配件", "4S店", "汽车服务", "整车", "新能源汽车", "汽车销售"]
            ),
            Term(
                "textiles",
                "纺织服装",
                "Textiles",
                ["纺织", "服装", "服饰", "鞋服", "鞋帽", "皮革", "家纺", "纺织品", "服装鞋帽", "箱包"]
            ),
            Term(
                "media",
                "文化传媒",
                "Media and culture",
                [
                    "传媒", "广告", "文化", "媒体", "文化娱乐", "广告传媒", "影视", "出版", "新闻", "体育", "旅游", "娱乐",
                    "文体", "会展服务", "文创",
                ]
            ),
            Term(
                "services",
                "商务服务",
                "Business services",
                [
                    "服务业", "服务", "咨询", "商务", "租赁", "咨询服务", "人力资源", "法律", "律师", "会计", "财税", "企业服务",
                    "中介", "家政", "安保", "商业服务", "管理咨询", "知识产权",
                ]
            ),
            Term("other", "其他", "Other", ["其它", "其他行业", "others"]),
        ]

    package static let level = Vocabulary(
        "level",
        [
            Term("A", "A级", "A", ["重点客户", "重点", "VIP", "A类", "a级客户", "重要客户", "大客户", "五星"]),
            Term("B", "B级", "B", ["普通客户", "一般客户", "普通", "B类", "b级客户", "四星"]),
            Term("C", "C级", "C", ["非优先客户", "一般", "C类", "c级客户", "小客户", "三星"]),
            Term("D", "D级", "D", ["D类", "d级客户", "无价值", "二星", "一星"]),
        ]
    )

    package static let size = Vocabulary(
        "size",
        [
            Term("1-20", "20人以下", "1–20", ["1-20人", "少于20人", "20人以内", "微型"]),
            Term("21-50", "21-50人", "21–50", ["20-50人", "小型", "50人以下"]),
            Term("51-100", "51-100人", "51–100", ["50-100人", "100人以下"]),
            Term("101-500", "101-500人", "101–500", ["100-500人", "中型", "100-499人"]),
            Term("501-1000", "501-1000人", "501–1000", ["500-1000人", "500-999人"]),
            Term("1001+", "1000人以上", "over 1000", ["1001人以上", "大型", "1000+", "千人以上"]),
        ]
    )

    package static let source = Vocabulary("source", sourceTerms)
    package static let leadSource = Vocabulary("lead_source", sourceTerms)

    private static let sourceTerms: [Term] = [
        Term(
            "referral",
            "客户介绍",
            "Referral",
            ["转介绍", "老客户介绍", "朋友介绍", "介绍", "客户推荐", "推荐", "word of mouth", "熟人介绍"]
        ),
        Term(
            "existing_customer",
            "老客户",
            "Existing customer",
            [
                "现有客户", "既有客户", "已有客户", "老客户复购", "复购", "回购", "二次购买", "回头客",
                "增购", "existing", "repeat customer", "existing business", "upsell",
            ]
        ),
        Term("exhibition", "展会", "Trade show", ["展览会", "会展", "行业展会", "trade show", "展销会"]),
        Term(
            "cold_call",
            "电话开发",
            "Cold call",
            ["陌拜", "电话营销", "电销", "主动开发", "自主开发", "陌生拜访", "电话咨询", "来电"]
        ),
        Term("website", "官网", "Website", ["网站", "公司网站", "官网咨询", "web", "官网注册", "网站咨询"]),
        Term(
            "search",
            "搜索引擎",
            "Search engine",
            ["百度", "搜索推广", "百度推广", "网络推广", "搜索", "sem", "线上推广", "网络"]
        ),
        Term(
            "social",
            "社交媒体",
            "Social media",
            ["微信", "公众号", "抖音", "微博", "小红书", "微信公众号", "新媒体", "朋友圈"]
        ),
        Term("advertisement", "广告", "Advertisement", ["广告投放", "ads", "媒体广告"]),
        Term("partner", "渠道伙伴", "Partner", ["代理商", "渠道商", "合作伙伴", "经销商", "渠道", "代理"]),
        Term("event", "市场活动", "Event", ["会议", "研讨会", "沙龙", "讲座", "地推", "活动"]),
        Term("tender", "招投标", "Tender", ["招标", "投标", "招标网"]),
        Term("import", "数据导入", "Import", ["批量导入", "导入"]),
        Term("other", "其他", "Other", ["其它"]),
    ]
}
