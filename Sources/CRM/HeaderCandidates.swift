import Records

extension HeaderSynonyms {
    /// A field that a header may name, and how surely: 1 = its own name, 0.5 = hardly.
    package struct Candidate: Sendable {
        package var field: Field
        package var score: Double
    }

    /// The field that a header names best, by ever weaker readings; nil when none fits.
    ///
    ///     客户名称 = account.name 1 · 公司 = synonym .95 · cust_phone = prefix and name .88
    ///     单位名称（全称） = without its remark .9 · 手机/电话 = either of two .9 · 业务联系电话 = ends in .65
    ///
    /// - Parameters:
    ///   - header: as the file shows it.
    ///   - label: what a dump says about the column, empty when nothing.
    /// - Returns: the field with its score.
    package func candidate(_ header: String, label: String = "") -> Candidate? {
        let own = reading(header)
        guard own?.score ?? 0 < 0.95, !label.isEmpty else { return own }
        let said = reading(label.prefix { !"：:，,（( 0123456789".contains($0) }.description)
        guard let said, said.score > own?.score ?? 0 else { return own }
        return Candidate(field: said.field, score: said.score - 0.02)
    }

    private func reading(_ header: String) -> Candidate? {
        if let match = match(header) {
            return Candidate(field: match.field, score: match.certainty == .exact ? 1 : 0.95)
        }
        return plain(header) ?? either(header) ?? prefixed(header) ?? near(header)
            ?? suffix(header)
    }

    /// Without whatever stands in brackets.
    private func plain(_ header: String) -> Candidate? {
        var text = ""
        var depth = 0
        for character in header {
            if "（([【「<《".contains(character) { depth += 1 }
            if depth == 0 { text.append(character) }
            if "）)]】」>》".contains(character) { depth = max(0, depth - 1) }
        }
        guard text != header, !text.isEmpty else { return nil }
        return match(text).map { Candidate(field: $0.field, score: 0.9) }
            ?? prefixed(text).map { Candidate(field: $0.field, score: $0.score - 0.05) }
    }

    /// `手机/电话`, `State/Region`: each part names a field; of two kinds of telephone it is `phone`.
    private func either(_ header: String) -> Candidate? {
        let parts = header.split { "/／、|&,，或".contains($0) }.map(String.init)
        guard parts.count > 1 else { return nil }
        let found = parts.compactMap { match($0)?.field }
        guard let first = found.first else { return nil }
        if found.count == parts.count, Set(found.map(\.name)).count > 1,
            found.allSatisfy({ $0.type == .phone }), let phone = entity.field("phone")
        {
            return Candidate(field: phone, score: 0.9)
        }
        return Candidate(field: first, score: found.count == parts.count ? 0.9 : 0.75)
    }

    /// `cust_phone`, 客户电话: the entity's word, then a name.
    private func prefixed(_ header: String) -> Candidate? {
        let name = HeaderName.normalized(header)
        for prefix in HeaderSynonyms.prefixes(of: entity.name) + ["f", "c"]
        where name.hasPrefix(prefix) && name.count > prefix.count {
            let rest = String(name.dropFirst(prefix.count))
            let isLetter = prefix.count == 1
            if isLetter, rest.count < 4 { continue }
            if let match = match(rest) {
                return Candidate(field: match.field, score: isLetter ? 0.75 : 0.88)
            }
        }
        return nil
    }

    private func near(_ header: String) -> Candidate? {
        // No field is a country, though `county` is near.
        if ["country", "countrycode", "国家"].contains(HeaderName.normalized(header)) { return nil }
        return similar(to: header).map { Candidate(field: $0.0, score: 0.78) }
    }

    /// The longest name in which the header ends, or which ends the header's first part.
    private func suffix(_ header: String) -> Candidate? {
        let name = HeaderName.normalized(header)
        guard name.count > 2 else { return nil }
        var best: (field: Field, length: Int)?
        for field in entity.fields {
            for known in [field.labelZh] + field.synonyms {
                let wanted = HeaderName.normalized(known)
                let isHan = wanted.unicodeScalars.first.map { $0.value >= 0x3400 } ?? false
                guard wanted.count >= (isHan ? 2 : 5), wanted.count < name.count,
                    name.hasSuffix(wanted) || isHan && wanted.count > 1 && name.hasPrefix(wanted)
                else { continue }
                if wanted.count > best?.length ?? 0 { best = (field, wanted.count) }
            }
        }
        return best.map { Candidate(field: $0.field, score: 0.65) }
    }

    /// Words before a header that name the entity itself.
    package static func prefixes(of entity: String) -> [String] {
        switch entity {
        case "account":
            [
                "customer", "cust", "client", "company", "account", "corp", "ccus", "客户", "公司",
                "单位", "企业",
            ]
        case "contact":
            ["contact", "linkman", "person", "mailing", "联系人", "对接人", "收货人", "收件人", "业务联系人"]
        case "lead": ["lead", "线索", "销售线索", "意向客户"]
        case "opportunity": ["opportunity", "deal", "商机", "项目", "机会"]
        case "contract": ["contract", "合同"]
        case "sales_order": ["order", "salesorder", "订单"]
        case "product": ["product", "goods", "产品", "商品"]
        case "activity": ["follow", "activity", "visit", "跟进", "拜访"]
        case "service_case": ["case", "ticket", "工单"]
        case "user": ["user", "employee", "emp", "staff", "员工", "用户"]
        case "department": ["dept", "department", "部门"]
        case "payment": ["payment", "回款"]
        case "payment_plan": ["plan", "计划"]
        case "campaign": ["campaign", "活动"]
        default: []
        }
    }

    /// Whether a column marks rows that were deleted in the old system (is_del, 是否删除, LOEVM).
    package static func isDeletionMark(_ header: String) -> Bool {
        deletionMarks.contains(HeaderName.normalized(header))
    }

    private static let deletionMarks = Set(
        [
            "is_del", "is_deleted", "isdelete", "deleted", "del_flag", "delflag", "delete_flag",
            "FDeleted", "LOEVM", "是否删除", "删除标记", "删除标志", "已删除", "is_removed", "del",
        ].map(HeaderName.normalized)
    )

    /// The entity whose key a header names (customer_id, 客户编号, AccountId); nil for no key.
    package static func keyOwner(_ header: String) -> String? {
        var name = HeaderName.normalized(header)
        for ending in ["id", "no", "code", "num", "编号", "编码", "代码", "key"]
        where name.hasSuffix(ending) && name.count > ending.count {
            name = String(name.dropLast(ending.count))
            break
        }
        if name == HeaderName.normalized(header) { return nil }
        return TableNames.entity(of: name) ?? keyWords[name]
    }

    private static let keyWords = [
        "supportrep": "user", "owneruser": "user", "owner": "user", "salesrep": "user",
        "uid": "user", "emp": "user",
        "createuser": "user", "parent": "", "opp": "opportunity", "khbh": "account",
        "acct": "account", "负责人": "user",
    ]
}

extension HeaderSynonyms {
    /// The kind of an address by its header: `shipping` for 收货地址; nil for an address as such.
    package static func addressKind(_ header: String) -> String? {
        let name = HeaderName.normalized(header)
        return addressKinds.first { kind in kind.words.contains { name.contains($0) } }?.kind
    }

    private static let addressKinds: [(kind: String, words: [String])] = [
        ("shipping", ["收货", "发货", "送货", "ship", "oaddress", "delivery"]),
        ("registered", ["注册", "工商", "regist"]), ("office", ["办公", "office"]),
        ("billing", ["开票", "账单", "billing", "invoice"]), ("home", ["家庭", "住址", "home"]),
        ("other", ["备用", "其他地址", "other"]),
    ]
}

extension HeaderSynonyms {
    /// Whether a header says that the column holds another system's id (旧系统编号, legacy_id, ERP编码).
    package static func isForeignID(_ header: String) -> Bool {
        let name = HeaderName.normalized(header)
        let isID = ["编号", "编码", "代码", "id", "号", "no", "code"].contains { name.hasSuffix($0) }
        let words = ["旧", "原", "老", "历史", "外部", "old", "legacy", "external", "erp", "crm", "系统"]
        return isID && words.contains { name.contains($0) }
    }
}

extension HeaderSynonyms {
    /// Whether a header names who typed or approved a row: no customer and no salesperson.
    package static func isOperator(_ header: String) -> Bool {
        operators.contains(HeaderName.normalized(header))
    }

    private static let operators = Set(
        [
            "创建人", "创建者", "修改人", "最后修改人", "更新人", "审批人", "审核人", "制单人", "经办人", "操作人", "录入人",
            "登记人", "填写人", "填表人", "created by", "createdbyid", "creator", "modified by",
            "lastmodifiedbyid", "last modified by", "updated by", "approved by", "create_user",
            "create_by", "update_by", "update_user", "create_user_id", "update_user_id",
        ].map(HeaderName.normalized)
    )
}
