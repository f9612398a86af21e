import CRM
import Records

/// Numbers → plain decimals: `1,200.50` → 1200.5, `3千` → 3000.
package struct Number: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "number",
        stage: .normalizing,
        summary: "numbers as plain decimals",
        findings: [.noNumber, .numberRange, .approximate],
        example: "number"
    )

    private var number = DecimalText()
    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Number.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = number.read(cell)
        guard code == .none, number.exponent.magnitude <= 30 else {
            column.emitRaw(cell, code: code == .none ? .outOfRange : code)
            return
        }
        value.removeAll(keepingCapacity: true)
        number.append(to: &value, timesTen: number.isPercent ? -2 : 0)
        column.emit(
            raw: cell,
            value: value.span,
            validity: number.isApproximate ? .suspect : .valid,
            code: number.isApproximate ? .approximate : .none
        )
    }
}

/// Whole numbers; `150人` and `3.0` are whole, `3.5` is a finding.
package struct Integer: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "integer",
        stage: .normalizing,
        summary: "whole numbers, counting words such as 人 cut off",
        findings: [.noNumber, .numberRange, .approximate, .outOfRange],
        example: "integer"
    )

    private var number = DecimalText()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Integer.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = number.read(cell.extracting(0..<Integer.end(cell)))
        guard code == .none, !number.isPercent else {
            column.emitRaw(cell, code: code == .none ? .noNumber : code)
            return
        }
        guard let (whole, isRounded) = number.scaled(0), !isRounded else {
            column.emitRaw(cell, code: number.scaled(0) == nil ? .outOfRange : .noNumber)
            return
        }
        let value = Array("\(whole)".utf8)
        column.emit(
            raw: cell,
            value: value.span,
            validity: number.isApproximate ? .suspect : .valid,
            code: number.isApproximate ? .approximate : .none
        )
    }

    /// Where a counting word such as 人, 个 or 家 begins.
    private static func end(_ cell: Span<UInt8>) -> Int {
        for word in ["余人", "人", "个", "家", "名", "台", "套", "次"] as [StaticString]
        where cell.hasSuffix(word) {
            return cell.count - word.utf8CodeUnitCount
        }
        return cell.count
    }
}

/// Shares → percent as a plain decimal: `60%` → 60, `0.6` → 60, `60` → 60.
package struct Percent: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "percent",
        stage: .normalizing,
        summary: "shares in percent, `60%`, `60` and `0.6` alike",
        findings: [.noNumber, .numberRange, .approximate, .outOfRange],
        example: "percent"
    )

    private var number = DecimalText()
    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Percent.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = number.read(cell)
        guard code == .none, let (millionths, _) = number.scaled(6) else {
            column.emitRaw(cell, code: code == .none ? .outOfRange : code)
            return
        }
        // Below 1 it is a share; 1 itself is one percent, as it is typed in a percent column.
        let isShare = !number.isPercent && millionths > 0 && millionths < 1_000_000
        value.removeAll(keepingCapacity: true)
        number.append(to: &value, timesTen: isShare ? 2 : 0)
        column.emit(
            raw: cell,
            value: value.span,
            validity: number.isApproximate ? .suspect : .valid,
            code: number.isApproximate ? .approximate : .none
        )
    }
}
