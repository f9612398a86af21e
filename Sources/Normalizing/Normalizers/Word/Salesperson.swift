import CRM
import Records

/// Salespersons by name: 周启航（已离职） → 周启航, remark 已离职; `王经理` keeps its title.
package struct Salesperson: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "user",
        stage: .normalizing,
        summary: "salespersons by name, remarks such as （离职） cut off",
        example: "user"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Salesperson.spec)
    }

    private static let honorifics: [StaticString] = [
        "先生", "女士", "小姐", "老师", "经理", "同学", "总监", "主管",
    ]

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        var name = value
        var remark: [UInt8] = []
        if name.last == 0x29, let open = name.lastIndex(of: 0x28), open > 0 {
            remark = Array(name[(open + 1)..<(name.count - 1)])
            name.removeSubrange(open...)
        }
        for tail in ["-离职", "已离职", "离职"] as [StaticString]
        where remark.isEmpty && name.span.hasSuffix(tail) && name.count > tail.utf8CodeUnitCount {
            name.removeLast(tail.utf8CodeUnitCount)
            remark.append("离职")
        }
        for tail in Salesperson.honorifics
        where name.span.hasSuffix(tail) && name.count >= tail.utf8CodeUnitCount + 6 {
            name.removeLast(tail.utf8CodeUnitCount)
        }
        while name.last == 0x20 { name.removeLast() }
        guard !name.isEmpty else { return column.emit(raw: cell, value: cell) }
        joinHan(&name)
        let text = name
        column.emit(raw: cell, value: text.span)
        column.setPart(.remark, remark.span)
    }

    /// 李 明 → 李明; blanks between Latin words stay.
    private func joinHan(_ name: inout [UInt8]) {
        for byte in name where byte < 0x80 && byte != 0x20 { return }
        name.removeAll { $0 == 0x20 }
    }
}
