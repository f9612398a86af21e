import CRM
import Records

/// Remarks that ask not to be called → `do_not_call`; any other remark says nothing.
///
///     请勿电话营销, 勿扰, 不要打电话, do not call, 1, 是   →   do_not_call
package struct OptOut: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "opt_out",
        stage: .normalizing,
        summary: "finds requests not to be called in free text",
        example: "opt_out"
    )

    private var key = WordKey()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, OptOut.spec)
    }

    private static let whole: [StaticString] = [
        "1", "是", "true", "yes", "y", "t", "√", "1.0", "do_not_call", "dnc", "退订", "拒绝",
    ]
    private static let phrases: [StaticString] = [
        "请勿电话", "勿扰", "勿打扰", "不要打电话", "免打扰", "别打电话", "不要再打", "不要致电", "请勿致电", "请勿打电话",
        "请勿联系", "不要联系", "拒绝来电", "拒接电话营销", "不接受电话", "不接受营销", "谢绝电话", "谢绝来电", "勿致电", "勿电",
        "拒绝营销", "拒绝推销", "请勿拨打", "donotcall", "don'tcall", "nocalls", "optout", "opt-out",
        "unsubscribe",
    ]

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        var isOptOut = key.isOne(of: OptOut.whole)
        for phrase in OptOut.phrases where !isOptOut && key.contains(phrase) { isOptOut = true }
        guard isOptOut else { return }
        var value: [UInt8] = []
        value.append("do_not_call")
        column.emit(raw: cell, value: value.span)
    }
}
