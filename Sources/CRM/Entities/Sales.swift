/// 合同, 回款计划, 回款, 订单 and 产品: what is sold, agreed and paid.
extension Entity {
    static let product = Entity(
        "product",
        table: "product",
        id: "product_id",
        zh: "产品",
        fields: [
            Field(
                "product_code",
                .code,
                .column("product_code"),
                zh: "产品编码",
                synonyms: ["商家编码", "SKU", "product code", "货号", "产品编号"],
                weight: 30
            ),
            Field(
                "name",
                .text,
                .column("name"),
                zh: "产品名称",
                synonyms: ["商品名称", "宝贝标题", "名称", "product name"],
                weight: 40
            ),
            Field("category_path", .text, .column("category_path"), zh: "产品分类", synonyms: ["类目"]),
            Field("unit", .text, .column("unit"), zh: "单位"),
            Field(
                "list_price",
                .money,
                .column("list_price_minor"),
                zh: "标准价格",
                synonyms: ["单价", "价格", "list price", "price"]
            ),
            CommonFields.currency(),
            Field(
                "is_active",
                .boolean,
                .column("is_active"),
                zh: "是否上架",
                synonyms: ["是否启用", "active", "状态"]
            ),
        ]
    )

    static let contract = Entity(
        "contract",
        table: "contract",
        id: "contract_id",
        zh: "合同",
        fields: [
            Field(
                "contract_no",
                .code,
                .column("contract_no"),
                zh: "合同编号",
                synonyms: ["合同号", "contract number", "编号", "num", "contract no"],
                weight: 30
            ),
            Field("name", .text, .column("name"), zh: "合同名称", synonyms: ["contract name"]),
            Field(
                "signed_date",
                .date,
                .column("signed_date"),
                zh: "签订日期",
                synonyms: ["签约日期", "下单时间", "签约时间", "order_date", "signed date"],
                weight: 20
            ),
            Field(
                "start_date",
                .date,
                .column("start_date"),
                zh: "合同开始时间",
                synonyms: ["开始日期", "start date", "start_time"]
            ),
            Field(
                "end_date",
                .date,
                .column("end_date"),
                zh: "合同结束时间",
                synonyms: ["到期日", "结束日期", "end date", "end_time"]
            ),
            Field(
                "amount",
                .money,
                .column("amount_minor"),
                zh: "合同金额",
                synonyms: ["金额", "money", "contract amount"],
                weight: 30
            ),
            CommonFields.currency(),
            Field("status", .keyword, .column("status"), zh: "合同状态", synonyms: ["状态"]),
            CommonFields.owner,
        ],
        links: [
            Link("account", to: "account", column: "account_id", isRequired: true),
            Link("opportunity", to: "opportunity", column: "opportunity_id"),
            Link("signed_by_contact", to: "contact", column: "signed_by_contact_id"),
        ]
    )

    static let paymentPlan = Entity(
        "payment_plan",
        table: "payment_plan",
        id: "plan_id",
        zh: "回款计划",
        fields: [
            Field("installment_no", .integer, .column("installment_no"), zh: "期数", weight: 20),
            Field(
                "due_date",
                .date,
                .column("due_date"),
                zh: "计划回款日期",
                synonyms: ["应收日期"],
                weight: 40
            ),
            Field(
                "amount",
                .money,
                .column("amount_minor"),
                zh: "计划回款金额",
                synonyms: ["应收金额"],
                weight: 40
            ),
            Field("status", .keyword, .column("status"), zh: "回款状态", synonyms: ["状态"]),
        ],
        links: [Link("contract", to: "contract", column: "contract_id", isRequired: true)]
    )

    static let payment = Entity(
        "payment",
        table: "payment",
        id: "payment_id",
        zh: "回款",
        fields: [
            Field("payment_no", .code, .column("payment_no"), zh: "回款编号", weight: 20),
            Field(
                "received_date",
                .date,
                .column("received_date"),
                zh: "回款日期",
                synonyms: ["到账日期"],
                weight: 40
            ),
            Field("amount", .money, .column("amount_minor"), zh: "回款金额", weight: 40),
            Field("method", .text, .column("method"), zh: "回款方式", synonyms: ["支付方式"]),
        ],
        links: [
            Link("contract", to: "contract", column: "contract_id", isRequired: true),
            Link("plan", to: "payment_plan", column: "plan_id"),
        ]
    )

    static let salesOrder = Entity(
        "sales_order",
        table: "sales_order",
        id: "order_id",
        zh: "订单",
        fields: [
            Field(
                "channel",
                .text,
                .column("channel"),
                zh: "销售渠道",
                synonyms: ["渠道", "平台"],
                weight: 20
            ),
            Field(
                "order_no",
                .code,
                .column("order_no"),
                zh: "订单编号",
                synonyms: ["订单号", "主订单编号", "order number", "order no", "invoice number"],
                weight: 30
            ),
            Field(
                "ordered_at",
                .datetime,
                .column("ordered_at"),
                zh: "订单创建时间",
                synonyms: [
                    "下单日期", "下单时间", "订单日期", "created at", "order date", "invoice date",
                    "date ordered",
                ],
                weight: 20
            ),
            Field(
                "paid_at",
                .datetime,
                .column("paid_at"),
                zh: "订单付款时间",
                synonyms: ["付款时间"]
            ),
            Field("status", .text, .column("status"), zh: "订单状态", synonyms: ["状态"]),
            Field(
                "total",
                .money,
                .column("total_minor"),
                zh: "总金额",
                synonyms: ["实付金额", "买家实际支付金额", "订单金额", "order total", "grand total"],
                weight: 30
            ),
            CommonFields.currency(),
            Field("rating", .integer, .column("rating"), zh: "评分"),
        ],
        links: [
            Link("account", to: "account", column: "account_id"),
            Link("contact", to: "contact", column: "contact_id"),
            Link("contract", to: "contract", column: "contract_id"),
        ]
    )
}
