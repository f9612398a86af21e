import Foundation
import Records

/// The scored pairs of `sluice match --pairs`, read a piece at a time: the file may be far larger
/// than memory.
package struct PairFile {
    package enum Band: UInt8, Sendable { case merge, review, below }

    /// One pair; the hashes are those of its keys.
    struct Row {
        /// The hash of its entity; nil in a file that doesn't say it.
        var type: UInt64?
        var a: UInt64
        var b: UInt64
        var probability: String
        var weight: String
        var band: Band
    }

    let path: String
    private static let chunkSize = 1 << 20

    package init(path: String) { self.path = path }

    func forEach(_ body: (Row) -> Void) throws(CompareFailure) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CompareFailure(message: "can't read `\(path)`")
        }
        defer { try? handle.close() }
        var cells = CellScanner()
        var columns: [String: Int] = [:]
        while true {
            let chunk: Data?
            do { chunk = try handle.read(upToCount: Self.chunkSize) } catch {
                throw CompareFailure(message: "can't read `\(path)`")
            }
            guard let chunk, !chunk.isEmpty else { break }
            try cells.scan(Array(chunk)) { row throws(CompareFailure) in
                try read(row, &columns, body)
            }
        }
        try cells.finish { row throws(CompareFailure) in try read(row, &columns, body) }
        if columns.isEmpty { throw CompareFailure(message: "`\(path)` is empty") }
    }

    /// A header stands before the pairs of each entity, because each has fields of its own.
    private func read(
        _ row: CellScanner.Row,
        _ columns: inout [String: Int],
        _ body: (Row) -> Void
    ) throws(CompareFailure) {
        let isHeader = columns.isEmpty || row.text(0) == "type" && row.text(1) == "a"
        if isHeader {
            columns = [:]
            for index in 0..<row.count { columns[row.text(index)] = index }
            for name in ["a", "b", "probability", "weight", "band"] where columns[name] == nil {
                throw CompareFailure(message: "`\(path)` has no column `\(name)`")
            }
            return
        }
        guard let a = columns["a"], let b = columns["b"], let band = columns["band"],
            let probability = columns["probability"], let weight = columns["weight"],
            row.count > max(a, b, band, probability, weight)
        else { return }
        body(
            Row(
                type: columns["type"].map { row.hash($0) },
                a: row.hash(a),
                b: row.hash(b),
                probability: row.text(probability),
                weight: row.text(weight),
                band: row.text(band) == "merge"
                    ? .merge : row.text(band) == "review" ? .review : .below
            )
        )
    }
}

/// Cells of RFC 4180 text that comes in pieces.
struct CellScanner {
    /// The cells of one row.
    struct Row {
        fileprivate let bytes: [UInt8]
        fileprivate let ends: [Int]

        var count: Int { ends.count }

        private func range(_ cell: Int) -> Range<Int> {
            cell < count ? (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] : 0..<0
        }

        func text(_ cell: Int) -> String { String(decoding: bytes[range(cell)], as: UTF8.self) }

        func hash(_ cell: Int) -> UInt64 { Hash64.of(bytes.span.extracting(range(cell))) }
    }

    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isQuoted = false
    /// Whether the last byte was a quote inside quotes: its end, or half of a doubled one.
    private var sawQuote = false

    mutating func scan<F: Error>(
        _ piece: [UInt8],
        _ body: (Row) throws(F) -> Void
    ) throws(F) {
        for byte in piece {
            if isQuoted, !sawQuote {
                if byte == 0x22 { sawQuote = true } else { bytes.append(byte) }
                continue
            }
            if sawQuote {
                sawQuote = false
                if byte == 0x22 {
                    bytes.append(byte)
                    continue
                }
                isQuoted = false
            }
            switch byte {
            case 0x22 where bytes.count == ends.last ?? 0: isQuoted = true
            case 0x2C: ends.append(bytes.count)
            case 0x0D: break
            case 0x0A: try close(body)
            default: bytes.append(byte)
            }
        }
    }

    mutating func finish<F: Error>(
        _ body: (Row) throws(F) -> Void
    ) throws(F) {
        if !bytes.isEmpty || !ends.isEmpty { try close(body) }
    }

    private mutating func close<F: Error>(
        _ body: (Row) throws(F) -> Void
    ) throws(F) {
        if bytes.isEmpty, ends.isEmpty { return }
        ends.append(bytes.count)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]), let first = ends.first, first >= 3 {
            bytes.removeFirst(3)
            ends = ends.map { $0 - 3 }
        }
        try body(Row(bytes: bytes, ends: ends))
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }
}
