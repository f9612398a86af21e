/// 客户: an organization, or a person who buys for himself.
extension Entity {
    static let account = Entity(
        "account",
        table: "account",
        id: "account_id",
        code: ("account_code", "A"),
        zh: "客户",
        isMatched: true,
        fields: accountCore + CommonFields.points + CommonFields.addresses + accountHistory,
        links: [Link("parent", to: "account", column: "parent_account_id")]
    )

    private static let accountCore: [Field] = [
        Field(
            "name",
            .companyName,
            .column("name"),
            zh: "客户名称",
            synonyms: [
                "公司名称", "公司", "单位", "单位名称", "客户单位", "客户", "企业名称", "企业全称", "工作单位",
                "所属公司", "客户全称", "公司全称", "开票单位", "名称", "corp_full_name", "cCusName", "FName",
                "NAME1", "account name", "company", "company name", "organization", "cust_name",
                "customer name", "customer", "khmc", "gsmc", "associated company", "客户公司名称",
            ],
            weight: 20
        ),
        Field(
            "short_name",
            .text,
            .column("short_name"),
            zh: "客户简称",
            synonyms: ["简称", "公司简称", "cCusAbbName", "FShortName", "corp_name", "abbreviation"]
        ),
        Field(
            "name_en",
            .text,
            .column("name_en"),
            zh: "英文名称",
            synonyms: ["公司英文名", "英文名", "english name"]
        ),
        Field(
            "uscc",
            .uscc,
            .column("uscc"),
            zh: "统一社会信用代码",
            synonyms: [
                "信用代码", "社会信用代码", "税号", "纳税人识别号", "纳税人登记号", "纳税登记号", "税务登记号",
                "cCusRegCode", "FTAXREGISTERCODE", "STCD5", "tax id", "vat", "vat number",
                "credit_code",
            ],
            weight: 5
        ),
        Field(
            "registration_no",
            .registrationNo,
            .column("registration_no"),
            zh: "工商注册号",
            synonyms: ["营业执照号", "注册号", "营业执照", "registration number"]
        ),
        Field(
            "legal_representative",
            .personName,
            .column("legal_representative"),
            zh: "法定代表人",
            synonyms: ["法人", "法人代表", "企业法人", "cCusLPerson"]
        ),
        Field(
            "industry",
            .picklist,
            .picklist(list: "industry", column: "industry_code"),
            zh: "行业",
            synonyms: ["所属行业", "客户行业", "行业类别", "行业划分", "行业分类", "cTrade", "trade", "hy"],
            weight: 15
        ),
        Field(
            "level",
            .picklist,
            .picklist(list: "level", column: "level_code"),
            zh: "客户级别",
            synonyms: [
                "客户等级", "客户星级", "客户类别", "重要程度", "级别", "等级", "account_level", "rating",
                "lvl", "grade",
            ],
            weight: 5
        ),
        Field(
            "size",
            .picklist,
            .picklist(list: "size", column: "size_code"),
            zh: "公司规模",
            synonyms: [
                "人员规模", "员工人数", "规模", "企业规模", "人数", "employees",
                "number of employees", "numberofemployees",
            ]
        ),
        Field(
            "source",
            .picklist,
            .picklist(list: "source", column: "source_code"),
            zh: "客户来源",
            synonyms: [
                "来源", "线索来源", "渠道", "来源渠道", "获客渠道", "推广渠道", "lead source",
                "original source", "account source",
            ],
            weight: 5
        ),
        Field(
            "source_detail",
            .text,
            .column("source_detail"),
            zh: "来源说明",
            synonyms: ["来源明细"]
        ),
        Field(
            "lifecycle",
            .keyword,
            .column("lifecycle"),
            zh: "客户状态",
            synonyms: [
                "成交状态", "跟进状态", "是否成交", "客户类型", "阶段", "lifecycle stage", "type", "status",
                "状态", "类型", "bCusState",
            ]
        ),
        Field(
            "annual_revenue",
            .money,
            .column("annual_revenue_minor"),
            zh: "年营业额",
            synonyms: ["年收入", "年销售额", "营业额", "年营收", "annualrevenue", "annual revenue"]
        ),
        CommonFields.currency(),
    ]

    private static let accountHistory: [Field] =
        [
            Field(
                "need_background",
                .text,
                .column("need_background"),
                zh: "需求背景",
                synonyms: ["客户需求", "需求描述", "项目背景", "需求"]
            ),
            Field(
                "preference",
                .text,
                .column("preference"),
                zh: "偏好",
                synonyms: ["兴趣", "消费偏好", "客户偏好"]
            ),
            CommonFields.owner,
            Field(
                "first_contact_at",
                .date,
                .column("first_contact_at"),
                zh: "首次联系时间",
                synonyms: ["首次接触日期", "首次接触时间", "首次联系日期", "首次跟进时间", "初次联系", "first contact"]
            ),
            Field(
                "recorded_at",
                .datetime,
                .column("recorded_at"),
                zh: "建档日期",
                synonyms: ["登记日期", "录入时间", "录入日期", "初次备案日期", "建档时间", "登记时间"]
            ),
            Field(
                "last_activity_at",
                .datetime,
                .column("last_activity_at"),
                zh: "最后跟进时间",
                synonyms: [
                    "最近跟进时间", "最近跟进日期", "最后跟进日期", "最后联系时间", "最近联系时间", "最近联系日期",
                    "last activity date",
                    "last contacted",
                ]
            ),
            Field(
                "next_follow_up_at",
                .datetime,
                .column("next_follow_up_at"),
                zh: "下次联系时间",
                synonyms: ["下次跟进时间", "下次联系日期", "下次跟进日期", "next follow up"]
            ),
            CommonFields.description,
            CommonFields.optOut,
        ] + CommonFields.sourceDates
}
