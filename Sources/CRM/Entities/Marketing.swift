/// 市场活动 and 标签.
extension Entity {
    static let campaign = Entity(
        "campaign",
        table: "campaign",
        id: "campaign_id",
        zh: "市场活动",
        fields: [
            Field(
                "campaign_code",
                .code,
                .column("campaign_code"),
                zh: "活动编号",
                weight: 20
            ),
            Field(
                "name",
                .text,
                .column("name"),
                zh: "活动名称",
                synonyms: ["营销活动", "展会", "campaign name"],
                weight: 40
            ),
            Field("type", .text, .column("type"), zh: "活动类型"),
            Field("channel", .text, .column("channel"), zh: "活动渠道", synonyms: ["渠道"]),
            Field("status", .text, .column("status"), zh: "活动状态", synonyms: ["状态"]),
            Field("start_date", .date, .column("start_date"), zh: "开始日期"),
            Field("end_date", .date, .column("end_date"), zh: "结束日期"),
            Field("budget", .money, .column("budget_minor"), zh: "活动预算", synonyms: ["预算"]),
            CommonFields.currency(),
        ]
    )

    static let tag = Entity(
        "tag",
        table: "tag",
        id: "tag_id",
        zh: "标签",
        fields: [
            Field("tag_group", .text, .column("tag_group"), zh: "标签组"),
            Field(
                "name",
                .text,
                .column("name"),
                zh: "标签",
                synonyms: ["客户标签", "tag_id", "tags"],
                weight: 100
            ),
        ]
    )
}
