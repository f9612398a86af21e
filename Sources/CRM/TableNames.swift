import Records

/// What the name of a table, sheet or file says about its rows.
///
///     t_customer, 客户档案, dbo.Customers  ->  account        wk_crm_business, t_deal  ->  opportunity
///     sys_log, 字典                        ->  no records
package enum TableNames {
    /// The entity that a name stands for; nil when it says nothing.
    ///
    /// Of several words the last counts, as the head of a compound does: `customer_contacts` are
    /// contacts, 客户跟进记录 are activities.
    package static func entity(of name: String) -> String? {
        var best: (entity: String, end: Int)?
        let pieces = words(name)
        for (entity, known) in entityWords {
            for word in known {
                guard let end = position(of: word, in: pieces) else { continue }
                if end > best?.end ?? -1 { best = (entity, end) }
            }
        }
        return best?.entity
    }

    /// Whether a table holds what a program keeps for itself: logs, settings, sessions.
    package static func isTechnical(_ name: String) -> Bool {
        let pieces = words(name)
        return technicalWords.contains { position(of: $0, in: pieces) != nil }
    }

    private static let entityWords: [(entity: String, words: [String])] = [
        (
            "account",
            [
                "customer", "account", "company", "client", "cust", "organization", "organisation",
                "corp", "kehu", "kna1", "客户", "公司", "单位", "企业", "厂商",
            ]
        ),
        (
            "contact",
            ["contact", "linkman", "person", "people", "lxr", "联系人", "通讯录", "名片", "addressbook"]
        ),
        ("lead", ["lead", "clue", "线索"]),
        ("opportunity", ["opportunity", "deal", "business", "商机", "销售机会"]),
        ("contract", ["contract", "合同"]),
        ("payment_plan", ["receivablesplan", "paymentplan", "回款计划", "应收计划"]),
        ("payment", ["receivables", "receivable", "payment", "回款", "收款"]),
        ("sales_order", ["order", "salesorder", "invoice", "订单", "orderlist", "销售单"]),
        ("product", ["product", "goods", "产品", "商品"]),
        (
            "activity",
            [
                "follow", "followup", "activity", "visit", "event", "task", "calllog", "跟进", "拜访",
                "沟通记录", "回访", "联系记录", "跟进记录", "拜访记录",
            ]
        ),
        ("service_case", ["case", "ticket", "servicecase", "工单", "投诉", "售后", "报修"]),
        ("campaign", ["campaign", "市场活动", "营销活动"]),
        (
            "user",
            [
                "user", "employee", "staff", "salesperson", "salesman", "员工", "用户", "人员",
                "业务员", "销售员",
            ]
        ),
        ("department", ["dept", "department", "部门", "组织架构"]),
        ("knowledge_article", ["article", "faq", "knowledge", "知识库", "文章"]),
        ("tag", ["tag", "标签"]),
    ]

    private static let technicalWords = [
        "log", "logs", "session", "migration", "cache", "tmp", "temp", "bak", "backup", "config",
        "setting", "sys", "dict", "dictionary", "menu", "role", "permission", "privilege", "token",
        "captcha", "queue", "job", "schema", "日志", "字典", "说明", "配置", "备份", "填写须知", "导入说明",
        "readme", "lookup",
    ]

    /// Words of a name in lower case: parted at marks, digits and capitals; Han runs stay whole.
    private static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var last: UInt32 = 0
        for scalar in name.unicodeScalars {
            let value = scalar.value
            let isUpper = value >= 0x41 && value <= 0x5A
            let isLetter = isUpper || value >= 0x61 && value <= 0x7A
            let isHan = value >= 0x3400 && value <= 0x9FFF
            let wasLower = last >= 0x61 && last <= 0x7A
            let wasHan = last >= 0x3400 && last <= 0x9FFF
            if !isLetter && !isHan || isUpper && wasLower || isHan != wasHan && last != 0 {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isLetter || isHan {
                word.unicodeScalars.append(isUpper ? Unicode.Scalar(UInt8(value + 32)) : scalar)
            }
            last = value
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// Where a known word ends among the words of a name; later words stand further.
    private static func position(of known: String, in words: [String]) -> Int? {
        let isHan = known.unicodeScalars.first.map { $0.value >= 0x3400 } ?? false
        for index in words.indices.reversed() {
            let word = words[index]
            if isHan {
                if let found = word.ranges(of: known).last {
                    let end = word.distance(from: word.startIndex, to: found.upperBound)
                    return index * 100 + end
                }
            } else if word == known || word == known + "s" || word == plural(known) {
                return index * 100 + 50
            } else if index + 1 < words.count, word + words[index + 1] == known {
                return (index + 1) * 100 + 60
            }
        }
        return nil
    }

    private static func plural(_ word: String) -> String {
        word.hasSuffix("y") ? word.dropLast() + "ies" : word + "es"
    }
}
