/// 线索: somebody who may become a customer.
extension Entity {
    static let lead = Entity(
        "lead",
        table: "lead",
        id: "lead_id",
        code: ("lead_code", "L"),
        zh: "线索",
        isMatched: true,
        fields: leadCore + CommonFields.points + CommonFields.addresses + [
            CommonFields.owner, CommonFields.optOut,
            Field(
                "description",
                .text,
                .custom,
                zh: "备注",
                synonyms: ["咨询内容", "需求", "意向产品", "说明", "描述", "remark", "notes"]
            ),
        ],
        links: [
            Link("campaign", to: "campaign", column: "campaign_id"),
            Link("converted_account", to: "account", column: "converted_account_id"),
            Link("converted_contact", to: "contact", column: "converted_contact_id"),
            Link("converted_opportunity", to: "opportunity", column: "converted_opportunity_id"),
        ]
    )

    private static let leadCore: [Field] = [
        Field(
            "full_name",
            .personName,
            .column("full_name"),
            zh: "姓名",
            synonyms: ["线索名称", "联系人", "客户姓名", "名字", "name", "lead name"],
            weight: 25
        ),
        Field(
            "company_name",
            .companyName,
            .column("company_name"),
            zh: "公司名称",
            synonyms: ["公司", "单位", "单位名称", "企业名称", "company", "organization"],
            weight: 20
        ),
        Field(
            "job_title",
            .text,
            .column("job_title"),
            zh: "职务",
            synonyms: ["职位", "title"]
        ),
        Field(
            "status",
            .keyword,
            .column("status"),
            zh: "线索状态",
            synonyms: ["状态", "lead status", "跟进状态"]
        ),
        Field(
            "source",
            .picklist,
            .picklist(list: "lead_source", column: "source_code"),
            zh: "线索来源",
            synonyms: ["来源", "渠道", "来源渠道", "lead source", "original source"],
            weight: 10
        ),
        Field(
            "industry",
            .picklist,
            .picklist(list: "industry", column: "industry_code"),
            zh: "行业",
            synonyms: ["所属行业"]
        ),
        Field("score", .integer, .column("score"), zh: "评分", synonyms: ["意向程度", "lead score"]),
        Field(
            "created_at",
            .datetime,
            .column("created_at"),
            zh: "创建时间",
            synonyms: [
                "创建日期", "添加时间", "create date", "created date", "createtime", "created time",
            ]
        ),
        Field("assigned_at", .datetime, .column("assigned_at"), zh: "分配时间"),
        Field(
            "first_response_at",
            .datetime,
            .column("first_response_at"),
            zh: "首次响应时间"
        ),
        Field(
            "converted_at",
            .datetime,
            .column("converted_at"),
            zh: "转化时间",
            synonyms: ["转换时间", "converted date"]
        ),
    ]
}
