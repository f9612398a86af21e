import CRM

/// What the schema demands of columns beyond the fields: keys, defaults, NOT NULL, UNIQUE.
extension EntityLayout {
    /// Columns that the loader fills itself.
    static func technical(_ entity: Entity) -> [String] {
        let runs = ["created_run", "updated_run"]
        if entity.isCustom { return ["custom"] + runs }
        switch entity.name {
        case "account": return ["account_type", "name_norm", "custom", "completeness"] + runs
        case "contact":
            return [
                "name_norm", "name_pinyin", "family_name", "given_name", "salutation", "is_primary",
                "do_not_call", "custom", "completeness",
            ] + runs
        case "lead": return ["custom"] + runs
        case "opportunity": return runs
        case "contract", "sales_order", "activity", "service_case": return ["created_run"]
        case "department": return ["path"]
        default: return []
        }
    }

    static func hasColumn(_ column: String, _ entity: Entity) -> Bool {
        technical(entity).contains(column)
    }

    /// Values for columns that are NOT NULL.
    static func standard(_ entity: String, _ column: String) -> StandardValue {
        switch (entity, column) {
        case (_, "currency"): .text("CNY")
        case ("account", "lifecycle"): .text("prospect")
        case ("contact", "gender"), ("contact", "is_primary"): .integer(0)
        case ("user", "role"): .text("sales")
        case ("user", "is_active"), ("product", "is_active"): .integer(1)
        case ("lead", "status"), ("service_case", "status"): .text("new")
        case ("contract", "status"): .text("active")
        case ("payment_plan", "status"): .text("pending")
        case ("activity", "kind"): .text("note")
        case ("activity", "status"): .text("done")
        case ("knowledge_article", "status"): .text("published")
        case ("knowledge_article", "language"): .text("zh-Hans")
        case ("tag", "tag_group"): .text("")
        default: .none
        }
    }

    /// NOT NULL columns without a default in the schema that a load may leave unmapped.
    static let mandatory: [String: [(String, StandardValue)]] = [
        "activity": [("kind", .text("note"))],
        "service_case": [("status", .text("new"))],
        "opportunity": [("stage_id", .none)],
    ]

    /// NOT NULL columns that nothing can be put into but the record's own value.
    static func required(_ entity: String) -> [String] {
        switch entity {
        case "account", "department", "tag": ["name"]
        case "contact", "user": ["full_name"]
        case "opportunity": ["name"]
        case "product": ["product_code", "name"]
        case "contract": ["contract_no"]
        case "payment_plan": ["installment_no", "due_date", "amount_minor"]
        case "payment": ["amount_minor"]
        case "sales_order": ["channel", "order_no"]
        case "campaign": ["campaign_code", "name"]
        case "service_case": ["case_no", "subject"]
        case "knowledge_article": ["article_no", "title"]
        default: []
        }
    }

    static func isRequired(_ entity: String, _ column: String) -> Bool {
        required(entity).contains(column)
    }

    /// Columns, or groups of them, that are UNIQUE; `uscc` among live accounts only.
    static func unique(_ entity: String) -> [[String]] {
        switch entity {
        case "account": [["uscc"]]
        case "user": [["employee_no"]]
        case "product": [["product_code"]]
        case "contract": [["contract_no"]]
        case "payment": [["payment_no"]]
        case "payment_plan": [["contract_id", "installment_no"]]
        case "department": [["path"]]
        case "sales_order": [["channel", "order_no"]]
        case "campaign": [["campaign_code"]]
        case "service_case": [["case_no"]]
        case "knowledge_article": [["article_no"]]
        case "tag": [["tag_group", "name"]]
        default: []
        }
    }

    /// Columns whose CHECK refuses zero and less.
    static func isPositive(_ column: String, of entity: String) -> Bool {
        entity == "payment_plan" && column == "amount_minor"
    }

    /// Columns whose CHECK refuses negative numbers.
    static func isNonNegative(_ entity: String, _ column: String) -> Bool {
        column == "amount_minor" && (entity == "opportunity" || entity == "contract")
    }
}
