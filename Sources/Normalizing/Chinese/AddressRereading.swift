import Records

/// Reads addresses so that what comes out valid is valid and the same when it is read again.
///
/// A cell of several mixed-up addresses may leave words in the detail that mean something else
/// behind the regions put before them: such a value is suspect. Only details with names of regions,
/// labels or long numbers in them are read twice.
struct AddressRereading: Sendable {
    private var reader = AddressReader()
    private var second = AddressReader()
    private var again = Self.emptyColumn

    /// Values of the second reading after which its column is emptied.
    private static let valueLimit = 4096

    private static var emptyColumn: CleanColumn {
        CleanColumn(field: "", raw: ValueTable(), cells: IDRuns())
    }

    mutating func read(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let first = column.outcomes.count
        reader.read(cell, into: &column)
        guard reader.mayReadOtherwise else { return }
        for index in first..<column.outcomes.count
        where column.outcomes[index].validity == .valid && !isStable(index, column) {
            column.outcomes[index].validity = .suspect
            column.outcomes[index].code = ChineseFindings.regionConflict.code
            column.outcomes[index].confidence = min(column.outcomes[index].confidence, 50)
        }
    }

    /// Whether an outcome's value is read as itself.
    private mutating func isStable(_ index: Int, _ column: borrowing CleanColumn) -> Bool {
        if again.values.count > Self.valueLimit { again = Self.emptyColumn }
        let text = column.values[column.outcomes[index].value]
        let first = again.outcomes.count
        second.read(text, into: &again)
        guard again.outcomes.count == first + 1, again.outcomes[first].validity == .valid else {
            return false
        }
        return again.values[again.outcomes[first].value].hasSameBytes(as: text)
    }
}

extension AddressReader {
    /// Whether the detail holds what may be read otherwise behind the official names of its regions:
    /// full names of regions, any name at the front or beside a sign that parts addresses, labels,
    /// numbers of six digits.
    mutating func isDetailDoubtful() -> Bool {
        guard let front = detailSimple.first else { return false }
        if RoadWords.isRegionTail(front) || front == 0x573A || isDoubtfulSign(front) { return true }
        var digitCount = 0
        var hasSign = false
        var hasName = false
        for (index, scalar) in detailSimple.enumerated() {
            if scalar < 0x3400 || scalar >= 0xFF00 {
                digitCount = Self.isDigit(scalar) || scalar == 0x2D ? digitCount &+ 1 : 0
                if digitCount >= 6 || scalar == 0x3A || scalar == 0xFF1A { return true }
                if scalar != 0x2D, Self.isSeparator(scalar) { hasSign = true }
                continue
            }
            digitCount = 0
            let count = nameCount(index)
            if count > 2 || count > 0 && index == 0 { return true }
            if count > 0 { hasName = true }
        }
        return hasSign && hasName
    }

    /// A separator or bracket.
    private mutating func isDoubtfulSign(_ scalar: UInt32) -> Bool {
        scalar == 0x28 || scalar == 0x5B || scalar == 0x3010 || Self.isSeparator(scalar)
    }

    /// The length of the region's name at an index of the detail; 0 when there is none, or a road's.
    private mutating func nameCount(_ index: Int) -> Int {
        guard table.names.step(ScalarTrie.root, detailSimple[index]) != 0,
            let found = table.names.longest(detailSimple, index, detailSimple.count)
        else { return 0 }
        let end = index + found.count
        if end == detailSimple.count { return found.count }
        let isRoad =
            found.count > 2
            ? RoadWords.isStreetAhead(detailSimple, end, detailSimple.count)
            : RoadWords.isRoadAhead(detailSimple, end, detailSimple.count)
        return isRoad ? 0 : found.count
    }
}
