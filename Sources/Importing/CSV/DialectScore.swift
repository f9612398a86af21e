import Records

/// How well a dialect explains a sample: rows of one length × cells that look like values.
///
/// After van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type
/// patterns" (2019), with lengths in place of patterns, and neighbours that agree counted too, so
/// that two tables in one file don't spoil each other.
struct DialectScore {
    private(set) var value = 0.0
    /// The commonest number of cells of a row.
    private(set) var cellCount = 0

    private static let maxRowCount = 1000

    init(_ sample: Span<UInt8>, _ dialect: CSVDialect) {
        var scan = CSVScan()
        scan.run(sample, dialect)
        let lengths = DialectScore.lengths(scan.batches)
        var counts: [Int: Int] = [:]
        for length in lengths { counts[length, default: 0] += 1 }
        let wide = counts.filter { $0.key > 1 }
        guard let modal = wide.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
        cellCount = modal.key
        let rowCount = Double(lengths.count)
        let modalShare = Double(modal.value) / rowCount
        let smoothShare = Double(DialectScore.smoothCount(lengths, modal.key)) / rowCount
        let consistency = 0.6 * modalShare + 0.4 * smoothShare
        let width = 1 - 0.5 / Double(modal.key)
        let bytes = dialect.delimiterBytes
        let quality = CellQuality(scan.batches, width: modal.key, delimiter: bytes)
        value = consistency * width * quality.mean * DialectScore.prior(bytes)
        if bytes == [0x20], !DialectScore.isSpaced(modal.key, modalShare, quality) { value = 0 }
        if DialectScore.prior(bytes) < 0.7, modalShare < 0.5 { value = 0 }
        let misfits = scan.issues.filter { $0.kind == .unterminatedQuote }.count
        value *= 1 - 0.25 * min(1, Double(misfits) / rowCount)
    }

    /// Of rows that aren't blank.
    private static func lengths(_ batches: [RawBatch]) -> [Int] {
        var lengths: [Int] = []
        for batch in batches {
            guard let column = batch.columns.first else { continue }
            for (row, count) in batch.cellCounts.enumerated() {
                if lengths.count == maxRowCount { return lengths }
                let isBlank = count == 1 && CellText.isBlank(column[row])
                if !isBlank { lengths.append(Int(count)) }
            }
        }
        return lengths
    }

    /// Rows of two or more cells that are as long as a neighbour, or as most rows.
    private static func smoothCount(_ lengths: [Int], _ modal: Int) -> Int {
        lengths.indices.filter { index in
            let length = lengths[index]
            if length < 2 { return false }
            return length == modal || (index > 0 && lengths[index - 1] == length)
                || (index + 1 < lengths.count && lengths[index + 1] == length)
        }.count
    }

    /// Single blanks part cells only when nearly all rows agree; words in a text do so by chance.
    private static func isSpaced(_ width: Int, _ share: Double, _ quality: CellQuality) -> Bool {
        share >= 0.8 && (width >= 3 || share >= 0.95) && quality.valueShare >= 0.2
            && quality.mean >= 0.88
    }

    /// How usual a delimiter is; a sign of prose or of masked numbers (1234****9876) only wins where
    /// no usual one explains the rows.
    private static func prior(_ delimiter: [UInt8]) -> Double {
        if delimiter.count > 1 {
            let isASCII = delimiter.allSatisfy { $0 < 0x80 }
            if !isASCII { return delimiter == Array("、".utf8) ? 0.5 : 0.6 }
            return delimiter.contains(0x20) ? 0.985 : 1
        }
        switch delimiter[0] {
        case 0x2C, 0x09, 0x3B, 0x7C, ..<0x20: return 1
        case 0x5E, 0x7E: return 0.97
        case 0x20: return 0.7
        default: return 0.5
        }
    }
}

/// Whether the cells of a sample look like values rather than like parts of a wrong cut.
struct CellQuality {
    /// 0…1 over all cells.
    private(set) var mean = 0.0
    /// The share of cells that are numbers, dates, phones or mail addresses.
    private(set) var valueShare = 0.0

    private static let maxRowCount = 300

    init(_ batches: [RawBatch], width: Int, delimiter: [UInt8]) {
        guard let batch = batches.first(where: { $0.cellCounts.contains(UInt32(width)) }) else {
            return
        }
        let rows = batch.cellCounts.indices.filter { batch.cellCounts[$0] == UInt32(width) }
            .prefix(CellQuality.maxRowCount)
        var sum = 0.0
        var values = 0
        for column in batch.columns.prefix(min(width, 64)) {
            var isAllBlank = true
            var points = 0.0
            for row in rows {
                let cell = column[row]
                let shape = CellShape.of(cell)
                if shape != .blank { isAllBlank = false }
                if shape != .blank && shape != .text { values += 1 }
                points += CellQuality.points(cell, shape, delimiter)
            }
            sum += isAllBlank && rows.count > 2 ? points * 0.4 : points
        }
        let count = Double(rows.count * min(width, 64, batch.columns.count))
        mean = count == 0 ? 0 : sum / count
        valueShare = count == 0 ? 0 : Double(values) / count
    }

    private static func points(
        _ cell: Span<UInt8>,
        _ shape: CellShape,
        _ delimiter: [UInt8]
    ) -> Double {
        switch shape {
        case .blank: return 0.9
        case .number, .date, .phone, .email: return 1
        case .text: break
        }
        var others = 0.0
        for index in cell.indices {
            switch cell[index] {
            case 0x09, 0x01...0x08, 0x1C...0x1F: others += 0.5
            case 0x3B, 0x7C: others += 0.25
            case 0x2C, 0x5E, 0x7E: others += 0.12
            default: break
            }
        }
        let first = cell[0]
        let last = cell[cell.count - 1]
        let isHalfQuoted = (first == 0x22) != (last == 0x22)
        // What is left of a delimiter of several bytes.
        let isSign = CellQuality.isSign(first) || CellQuality.isSign(last)
        return max(0.3, 0.96 - others - (isHalfQuoted ? 0.4 : 0) - (isSign ? 0.3 : 0))
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2A, 0x2B, 0x3A, 0x3B, 0x7C, 0x7E, 0x5E, 0x26, 0x2C: true
        default: false
        }
    }
}
