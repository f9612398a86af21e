import CRM
import Records

/// Shares → percent as a plain decimal: `60%` → 60, `0.6` → 60, `60` → 60.
package struct Percent: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "percent",
        stage: .normalizing,
        summary: "shares in percent, `60%`, `60`, `六成` and `0.6` alike",
        options: [DecimalMark.option(isPrimary: true)],
        findings: NumberCells.findings + [.shareOrPercent],
        example: "percent"
    )

    private var cells: NumberCells
    /// Whether bare numbers of the column are shares of one, percent, or of both kinds.
    private var shareCount = 0
    /// Distinct numbers above zero, with a % or without.
    private var numberCount = 0
    private var hasShares: Bool { shareCount > 0 }
    private var hasPercents = false

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        cells = NumberCells(try Settings(options, Percent.spec))
    }

    package mutating func prepare(_ cells: borrowing ValueTable) {
        self.cells.prepare(cells)
        for id in cells.ids {
            guard self.cells.number.read(cells[id]) == .none,
                let (millionths, _) = self.cells.number.scaled(6)
            else { continue }
            if millionths > 0 { numberCount += 1 }
            if self.cells.number.isPercent { continue }
            if millionths > 0, millionths < 1_000_000 { shareCount += 1 }
            if millionths > 1_000_000 { hasPercents = true }
        }
    }

    /// Whether a number that could be a share stands without others that decide it.
    private func isTold(_ isShare: Bool, _ isBareOne: Bool) -> Bool {
        cells.note() == .none && numberCount < 2 && (isShare || isBareOne)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let code = cells.number.read(cell)
        guard code == .none, let (millionths, _) = cells.number.scaled(6) else {
            cells.refuse(cell, code == .none ? .outOfRange : code, into: &column)
            return
        }
        let value = cells.number.decimal
        // Below 1 it is a share; 1 itself is one percent, unless the others are shares.
        let isBelowOne = millionths > 0 && millionths < 1_000_000
        let isBareOne = millionths == 1_000_000 && !cells.number.isPercent
        let isShare = !cells.number.isPercent && isBelowOne || isBareOne && hasShares
        if isShare, hasPercents {
            cells.number.choices = (value, value.times(2))
            cells.refuse(cell, .ambiguousNumber, into: &column)
            return
        }
        cells.emit(
            value,
            timesTen: isShare ? 2 : 0,
            cell,
            code: isTold(isShare, isBareOne) ? .shareOrPercent : cells.note(),
            into: &column
        )
        if isTold(isShare, isBareOne) {
            var other: [UInt8] = []
            value.append(to: &other, timesTen: isShare ? 0 : 2)
            column.setPart(.suggestion, other.span)
        }
    }
}
