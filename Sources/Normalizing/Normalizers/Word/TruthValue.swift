import CRM
import Records

/// 是 √ Y T 1 已 有 对 → 1; 否 × N F 0 未 无 错 → 0.
package struct TruthValue: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "boolean",
        stage: .normalizing,
        summary: "yes and no in their many spellings, as 1 and 0",
        findings: [.noBoolean],
        example: "boolean"
    )

    private var key = WordKey()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, TruthValue.spec)
    }

    private static let yes: [StaticString] = [
        "1", "是", "有", "对", "對", "√", "✓", "✔", "☑", "y", "yes", "t", "true", "on", "已", "已成交",
        "成交", "已完成", "是的", "1.0", "真", "启用", "已签", "b'1'",
    ]
    private static let no: [StaticString] = [
        "0", "否", "无", "無", "没有", "错", "錯", "×", "✗", "✘", "☐", "x", "n", "no", "f", "false", "off",
        "未", "未成交", "没", "不是", "不", "0.0", "假", "停用", "未完成", "未签", "空", "b'0'",
    ]

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        let isYes = key.isOne(of: TruthValue.yes)
        guard isYes || key.isOne(of: TruthValue.no) else {
            column.emitRaw(cell, code: .noBoolean)
            return
        }
        let value: [UInt8] = [isYes ? 0x31 : 0x30]
        column.emit(raw: cell, value: value.span)
    }
}
