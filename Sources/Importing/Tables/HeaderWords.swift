import CRM

/// How much a text reads like a column's name; evidence for a header row, never for a meaning.
///
/// Names of customer data stand in the CRM model. Beside them there are the forms that names of
/// columns have in any table: 退款金额, `Posting Date`, `created_at`.
enum HeaderWords {
    /// 1 for a name of the CRM model, 0.7 for the form of a name, 0 for neither.
    static func evidence(_ text: String) -> Double {
        guard text.utf8.count <= 90 else { return 0 }
        if HeaderSynonyms.isKnown(text) { return 1 }
        let base = withoutRemark(text)
        if base.isEmpty { return 0 }
        let isASCII = base.utf8.allSatisfy { $0 < 0x80 }
        return (isASCII ? isLatinName(base) : isHanName(base)) ? 0.7 : 0
    }

    /// 金额(元) → 金额, `Amount (EUR)` → `Amount`, *姓名 → 姓名.
    private static func withoutRemark(_ text: String) -> String {
        var base = text[...]
        if let last = base.last, last == ")" || last == "）",
            let open = base.lastIndex(where: { $0 == "(" || $0 == "（" }), open > base.startIndex
        {
            base = base[..<open]
        }
        return base.trimmingBlanks(and: "*#:：")
    }

    private static func isHanName(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard scalars.count <= 10, !scalars.contains(where: { $0.value < 0x80 && $0.value >= 0x30 })
        else { return false }
        for count in 1...min(4, max(1, scalars.count)) {
            var end = String.UnicodeScalarView()
            end.append(contentsOf: scalars.suffix(count))
            if hanEnds.contains(String(end)) { return true }
        }
        return false
    }

    private static func isLatinName(_ text: String) -> Bool {
        if isIdentifier(text) { return true }
        guard !text.contains(where: \.isNumber) else { return false }
        let words = text.lowercased().split { !($0.isLetter || $0 == "-") }
        guard words.count <= 5, let last = words.last, let first = words.first else { return false }
        return latinWords.contains(String(last))
            || (words.count <= 3 && latinWords.contains(String(first)))
    }

    /// `created_at`, `billToCity`: a name that a program gave.
    private static func isIdentifier(_ text: String) -> Bool {
        var isSnake = false
        var isCamel = false
        var before: UInt8 = 0x5F
        for byte in text.utf8 {
            let isLower = byte >= 0x61 && byte <= 0x7A
            let isUpper = byte >= 0x41 && byte <= 0x5A
            let isDigit = byte >= 0x30 && byte <= 0x39
            guard isLower || isUpper || isDigit || byte == 0x5F else { return false }
            if isDigit && before == 0x5F { return false }
            if byte == 0x5F { isSnake = isSnake || before != 0x5F }
            if isUpper && before >= 0x61 { isCamel = true }
            before = byte
        }
        return isSnake || isCamel
    }

    private static let hanEnds: Set<String> = [
        "号", "號", "号码", "编码", "代码", "名称", "名稱", "姓名", "户名", "全称", "简称", "昵称", "日期", "时间",
        "時間", "日", "额", "額", "价", "费", "量", "数", "数量", "率", "比例", "金额", "余额", "合计", "人",
        "员", "方", "对方", "方式", "类型", "类别", "分类", "性质", "状态", "说明", "备注", "備註", "備考", "摘要",
        "附言", "单位", "部门", "来源", "级别", "等级", "内容", "事由", "原因", "结果", "情况", "收入", "支出",
        "性别", "年龄", "民族", "学历", "地址", "地点", "场所", "城市", "省份", "区域", "地区", "区县", "型号",
        "规格", "品牌", "标题", "标签", "电话", "手机", "邮箱", "微信", "账号", "账户", "帐户", "名", "店名",
        "属性", "信息", "币种", "币别", "货币", "渠道", "网点", "项目", "科目", "商品", "产品", "业务", "时长",
        "次数", "天数", "意向", "院校", "专业", "职务", "岗位", "服务", "图片", "链接", "网址", "积分", "排名",
    ]
    private static let latinWords: Set<String> = [
        "id", "ids", "name", "names", "no", "nr", "code", "key", "phone", "tel", "telephone",
        "mobile",
        "fax", "email", "e-mail", "mail", "address", "street", "city", "province", "state",
        "country",
        "region", "zip", "postcode", "company", "customer", "client", "account", "contact", "date",
        "time", "timestamp", "timezone", "day", "month", "year", "created", "updated", "remark",
        "remarks", "note", "notes", "memo", "comment", "comments", "status", "type", "source",
        "owner",
        "title", "gender", "sex", "age", "amount", "balance", "price", "cost", "qty", "quantity",
        "total", "subtotal", "currency", "reference", "ref", "category", "method", "fee", "net",
        "gross", "order", "invoice", "due", "debit", "credit", "debits", "credits", "details",
        "description", "item", "sku", "unit", "units", "rate", "tax", "vat", "department", "role",
        "group", "url", "link", "website", "industry", "user", "users", "payee", "vendor",
        "supplier",
        "first", "last", "number", "num", "value", "label", "index", "count", "score", "size",
        "weight",
        "color", "brand", "product", "quantité", "datum", "betrag", "konto", "kontonummer", "text",
    ]
}

extension Substring {
    /// Without outer blanks and without the marks given.
    fileprivate func trimmingBlanks(and marks: String) -> String {
        var part = self
        while let last = part.last, last.isWhitespace || marks.contains(last) { part.removeLast() }
        while let first = part.first, first.isWhitespace || marks.contains(first) {
            part.removeFirst()
        }
        return String(part)
    }
}
