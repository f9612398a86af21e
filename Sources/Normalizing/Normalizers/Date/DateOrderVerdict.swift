import Records

/// What the dates of a column say about the order of day, month and year.
package enum DateOrderVerdict: String, Sendable {
    case yearFirst = "year first"
    case monthFirst = "month first"
    case dayFirst = "day first"
    /// Days and months of two digits, and no cell that tells them apart.
    case open = "day and month can't be told apart"

    /// Judges the distinct cells of a column of dates.
    package static func of(_ cells: borrowing ValueTable) -> DateOrderVerdict {
        var evidence = DateEvidence()
        var isOpen = false
        for id in cells.ids {
            evidence.add(cells[id])
            isOpen = isOpen || hasYearLast(cells[id])
        }
        switch evidence.order == .unknown ? evidence.shortOrder : evidence.order {
        case .monthFirst: return .monthFirst
        case .dayFirst: return .dayFirst
        case .yearFirst: return isOpen ? .open : .yearFirst
        case .unknown: return isOpen || evidence.hasShortOpen ? .open : .yearFirst
        }
    }

    /// `5/1/2023`: one or two digits, a mark, one or two digits, a mark, four digits.
    private static func hasYearLast(_ cell: Span<UInt8>) -> Bool {
        var digits = 0
        var marks = 0
        for index in cell.indices {
            switch cell[index] {
            case 0x30...0x39: digits += 1
            case 0x2D, 0x2E, 0x2F:
                if digits == 0 || digits > 2 || marks == 2 { return false }
                marks += 1
                digits = 0
            default: return marks == 2 && digits == 4
            }
        }
        return marks == 2 && digits == 4
    }
}
