/// The words by which rows that are no data show themselves.
enum RowWords {
    /// 小计, 华东区合计：, Grand total.
    static func isTotal(_ text: String) -> Bool {
        var word = text.lowercased().filter { !$0.isWhitespace }
        while let last = word.last, last == ":" || last == "：" { word.removeLast() }
        if ["total", "subtotal", "sub-total", "grandtotal", "sum"].contains(word) { return true }
        let isShort = word.count <= 12
        return isShort
            && totals.contains { word.hasSuffix($0) || (word.hasPrefix($0) && hasCount(word)) }
    }

    /// Total Business Bank Account, Transactions total: a total only beside numbers.
    static func isLooseTotal(_ text: String) -> Bool {
        let word = text.lowercased()
        return word.hasPrefix("total ") || word.hasPrefix("total:") || word.hasSuffix(" total")
    }

    /// 313条, 共 12 户: a number with a unit, as totals show it.
    static func isCount(_ text: String) -> Bool {
        text.count <= 12 && hasCount(text) && units.contains { text.hasSuffix($0) }
    }

    /// 填表说明：…, 注：…: text that explains.
    static func startsNote(_ text: String) -> Bool {
        noteStarts.contains { text.hasPrefix($0) }
    }

    static func isNote(_ text: String) -> Bool {
        startsNote(text) || noteParts.contains { text.firstRange(of: $0) != nil }
    }

    /// 制表人：…, 打印日期…, Printed on ….
    static func isFooter(_ text: String) -> Bool {
        let lower = text.lowercased()
        if footers.contains(where: { lower.hasPrefix($0) }) || startsNote(text) { return true }
        return isPage(text) || (text.hasPrefix("共") && hasCount(text))
    }

    /// 第 3 页, 第3页/共12页, Page 3 of 12.
    static func isPage(_ text: String) -> Bool {
        guard text.count <= 24, hasCount(text) else { return false }
        return (text.hasPrefix("第") && text.contains("页")) || text.lowercased().hasPrefix("page ")
    }

    private static func hasCount(_ text: String) -> Bool {
        text.contains { $0.isNumber }
    }

    private static let totals = ["小计", "合计", "总计", "共计", "累计", "总和", "汇总"]
    private static let units = ["条", "户", "家", "人", "个", "行", "笔", "页", "元", "rows", "records"]
    private static let noteStarts = [
        "填表说明", "填写说明", "填写须知", "使用说明", "导入说明", "说明：", "说明:", "注：", "注:", "备注：",
        "备注:", "注意", "示例", "填写示例", "样例", "例：", "例:", "如：", "提示：", "提示:", "特别提示", "温馨提示",
        "Note:", "Notes:", "Instructions", "Example", "e.g.", "Sample",
    ]
    private static let noteParts = ["必填", "选填", "例如", "例：", "如：", "格式：", "请填写", "下拉选择", "不超过"]
    private static let footers = [
        "制表", "制单", "填表", "审核", "复核", "打印", "导出", "以上", "本明细", "本表", "本账单", "本报", "仅供",
        "签字", "签名", "盖章", "经办", "主管：",
        "共计", "数据来源", "截止", "截至", "printed", "generated", "exported", "page ",
        "prepared by", "end of ", "source:", "copyright", "©", "--", "==",
    ]
}
