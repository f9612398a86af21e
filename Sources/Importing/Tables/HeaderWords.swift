/// Words that occur in headers of customer files; evidence for a header row, never for a meaning.
enum HeaderWords {
    private static let parts = [
        "名称", "姓名", "名字", "简称", "编号", "编码", "代码", "序号", "电话", "手机", "座机", "传真", "邮箱",
        "邮件", "微信", "地址", "省", "市", "区", "邮编", "日期", "时间", "备注", "说明", "公司", "单位",
        "客户", "联系", "职务", "职位", "部门", "来源", "行业", "级别", "等级", "金额", "状态", "类型", "性别",
        "生日", "负责人", "业务员", "产品", "数量", "单价", "标签", "网址", "信用代码", "税号", "阶段", "合同",
    ]
    private static let words: Set<String> = [
        "id", "name", "no", "code", "phone", "tel", "mobile", "fax", "email", "e-mail", "mail",
        "address", "city", "province", "state", "country", "zip", "company", "customer",
        "account", "contact", "date", "time", "created", "updated", "remark", "remarks", "note",
        "notes", "status", "type", "source", "owner", "title", "gender", "sex", "amount",
        "industry", "website", "description", "first", "last", "number", "value", "key", "label",
    ]

    /// Whether a short text holds one of the words.
    static func areIn(_ text: String) -> Bool {
        guard text.utf8.count <= 60 else { return false }
        let lower = text.lowercased()
        if lower.utf8.allSatisfy({ $0 < 0x80 }) {
            let pieces = lower.split { !($0.isLetter || $0 == "-") }
            return pieces.contains { words.contains(String($0)) }
        }
        return parts.contains { lower.firstRange(of: $0) != nil }
    }
}
