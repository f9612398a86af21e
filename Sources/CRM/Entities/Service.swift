/// 跟进记录, 工单 and 知识库: what happened with customers after the first call.
extension Entity {
    static let activity = Entity(
        "activity",
        table: "activity",
        id: "activity_id",
        zh: "跟进记录",
        fields: [
            Field(
                "kind",
                .keyword,
                .column("kind"),
                zh: "跟进方式",
                synonyms: ["跟进类型", "沟通方式", "方式", "活动类型", "type", "activity type"],
                weight: 20
            ),
            Field(
                "subject",
                .text,
                .column("subject"),
                zh: "主题",
                synonyms: ["标题", "title"]
            ),
            Field(
                "content",
                .text,
                .column("content"),
                zh: "跟进内容",
                synonyms: [
                    "跟进记录", "沟通记录", "拜访记录", "最后跟进记录", "内容", "沟通内容", "body",
                    "follow_content", "comments",
                ],
                weight: 50
            ),
            Field(
                "occurred_at",
                .datetime,
                .column("occurred_at"),
                zh: "跟进时间",
                synonyms: [
                    "跟进日期", "沟通时间", "拜访时间", "发生时间", "ctime", "createtime",
                    "follow_time", "activity date", "date",
                ],
                weight: 30
            ),
            Field(
                "recorded_at",
                .datetime,
                .column("recorded_at"),
                zh: "录入时间",
                synonyms: ["创建时间", "create date"]
            ),
            Field("due_at", .datetime, .column("due_at"), zh: "截止时间", synonyms: ["due date"]),
            Field("status", .keyword, .column("status"), zh: "完成状态", synonyms: ["状态"]),
            Field(
                "next_contact_at",
                .datetime,
                .column("next_contact_at"),
                zh: "下次联系时间",
                synonyms: ["下次跟进时间", "下次跟进日期", "下次联系日期", "next_time"]
            ),
            Field(
                "satisfaction",
                .text,
                .column("satisfaction"),
                zh: "客户满意度",
                synonyms: ["满意度", "回访结果"]
            ),
            CommonFields.owner,
        ],
        links: [
            Link("account", to: "account", column: "account_id"),
            Link("contact", to: "contact", column: "contact_id"),
            Link("lead", to: "lead", column: "lead_id"),
            Link("opportunity", to: "opportunity", column: "opportunity_id"),
            Link("contract", to: "contract", column: "contract_id"),
        ]
    )

    static let serviceCase = Entity(
        "service_case",
        table: "service_case",
        id: "case_id",
        zh: "工单",
        fields: [
            Field(
                "case_no",
                .code,
                .column("case_no"),
                zh: "工单编号",
                synonyms: ["工单号", "case number"],
                weight: 30
            ),
            Field("kind", .keyword, .column("kind"), zh: "工单类型", synonyms: ["类型", "type"]),
            Field(
                "subject",
                .text,
                .column("subject"),
                zh: "工单主题",
                synonyms: ["问题描述", "投诉内容", "主题"],
                weight: 40
            ),
            Field("status", .keyword, .column("status"), zh: "工单状态", synonyms: ["状态"]),
            Field("priority", .text, .column("priority"), zh: "优先级"),
            Field(
                "opened_at",
                .datetime,
                .column("opened_at"),
                zh: "受理时间",
                synonyms: ["创建时间"],
                weight: 30
            ),
            Field("assigned_at", .datetime, .column("assigned_at"), zh: "分配时间"),
            Field("resolved_at", .datetime, .column("resolved_at"), zh: "解决时间"),
            Field("closed_at", .datetime, .column("closed_at"), zh: "关闭时间"),
            CommonFields.owner,
            Field("csat", .integer, .column("csat"), zh: "服务评分", synonyms: ["满意度评分"]),
        ],
        links: [
            Link("account", to: "account", column: "account_id"),
            Link("contact", to: "contact", column: "contact_id"),
        ]
    )

    static let knowledgeArticle = Entity(
        "knowledge_article",
        table: "knowledge_article",
        id: "article_id",
        zh: "知识库",
        fields: [
            Field("article_no", .code, .column("article_no"), zh: "文章编号", weight: 20),
            Field("title", .text, .column("title"), zh: "标题", weight: 40),
            Field("body", .text, .column("body"), zh: "正文", weight: 40),
            Field("category_path", .text, .column("category_path"), zh: "分类"),
            Field("status", .text, .column("status"), zh: "状态"),
            Field("language", .text, .column("language"), zh: "语言"),
            Field("published_at", .datetime, .column("published_at"), zh: "发布时间"),
        ]
    )
}
