/// 商机: a deal in the making.
extension Entity {
    static let opportunity = Entity(
        "opportunity",
        table: "opportunity",
        id: "opportunity_id",
        code: ("opportunity_code", "O"),
        zh: "商机",
        fields: [
            Field(
                "name",
                .text,
                .column("name"),
                zh: "商机名称",
                synonyms: [
                    "项目名称", "机会名称", "商机", "名称", "deal name", "dealname",
                    "opportunity name", "title", "标题",
                ],
                weight: 30
            ),
            Field(
                "amount",
                .money,
                .column("amount_minor"),
                zh: "商机金额",
                synonyms: ["预计金额", "预计成交金额", "项目预算", "金额", "money", "deal amount", "je"],
                weight: 20
            ),
            CommonFields.currency(),
            Field(
                "stage",
                .stage,
                .column("stage_id"),
                zh: "商机阶段",
                synonyms: ["销售阶段", "阶段", "stage name", "dealstage", "deal stage"],
                weight: 20
            ),
            Field(
                "probability",
                .percent,
                .column("probability"),
                zh: "赢率",
                synonyms: ["成交概率", "概率", "概率,%", "win rate", "prob"]
            ),
            Field(
                "close_date",
                .date,
                .column("close_date"),
                zh: "预计成交日期",
                synonyms: [
                    "预计签单日期", "预计成交时间", "预计成交", "closedate", "expected close date",
                    "closing date", "expect date", "expected date",
                ],
                weight: 15
            ),
            Field(
                "loss_reason",
                .text,
                .column("loss_reason"),
                zh: "输单原因",
                synonyms: ["丢单原因", "lost reason"]
            ),
            CommonFields.owner,
            Field(
                "created_at",
                .datetime,
                .column("created_at"),
                zh: "创建时间",
                synonyms: [
                    "创建日期", "create date", "created date", "createtime", "ctime", "created time",
                ]
            ),
            Field(
                "last_activity_at",
                .datetime,
                .column("last_activity_at"),
                zh: "最后跟进时间",
                synonyms: ["最近跟进时间", "last activity date"]
            ),
        ],
        links: [
            Link("account", to: "account", column: "account_id", isRequired: true),
            Link("primary_contact", to: "contact", column: "primary_contact_id"),
            Link("campaign", to: "campaign", column: "campaign_id"),
        ]
    )
}
