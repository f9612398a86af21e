@testable import Importing

/// Writes the records of old workbooks for tests, byte by byte.
struct BIFFBuilder {
    private(set) var bytes: [UInt8] = []

    static func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func double(_ value: Double) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
    }

    /// A text of Excel 97: its count, a flag and its characters.
    static func text(_ text: String, countBytes: Int = 2) -> [UInt8] {
        let units = Array(text.utf16)
        let isWide = units.contains { $0 > 0xFF }
        return number(units.count, countBytes) + [isWide ? 1 : 0]
            + units.flatMap { isWide ? number(Int($0), 2) : [UInt8($0)] }
    }

    /// A text of one byte a character, in some code page.
    static func bytes(_ text: [UInt8], countBytes: Int = 2) -> [UInt8] {
        number(text.count, countBytes) + text
    }

    mutating func add(_ type: Int, _ data: [UInt8] = []) {
        bytes += Self.number(type, 2) + Self.number(data.count, 2) + data
    }

    /// Row, column and style of a cell, 0-based.
    static func cell(_ row: Int, _ column: Int, style: Int = 0) -> [UInt8] {
        number(row, 2) + number(column, 2) + number(style, 2)
    }

    mutating func begin(_ version: Int, _ part: Int) {
        switch version {
        case 2: add(0x09, Self.number(2, 2) + Self.number(part, 2))
        case 3: add(0x209, Self.number(0x300, 2) + Self.number(part, 2) + [0, 0])
        case 4: add(0x409, Self.number(0x400, 2) + Self.number(part, 2) + [0, 0])
        case 5: add(0x809, Self.number(0x500, 2) + Self.number(part, 2) + [0, 0, 0, 0])
        default: add(0x809, Self.number(0x600, 2) + Self.number(part, 2) + Self.number(0, 12))
        }
    }

    mutating func end() { add(0x0A) }

    struct Sheet {
        /// The name as it stands in the record, with its count.
        var name: [UInt8]
        var visibility = 0
        var type = 0
        var part = 0x10
        var endsWithRecord = true
        var records: (inout BIFFBuilder) -> Void
    }

    /// A workbook of Excel 5 on: the records before the sheets, the list of sheets, the sheets.
    static func workbook(
        _ version: Int = 8,
        offsetShift: Int = 0,
        globals: (inout BIFFBuilder) -> Void = { _ in },
        sheets: [Sheet]
    ) -> [UInt8] {
        var parts: [[UInt8]] = []
        for sheet in sheets {
            var part = BIFFBuilder()
            part.begin(version, sheet.part)
            sheet.records(&part)
            if sheet.endsWithRecord { part.end() }
            parts.append(part.bytes)
        }
        var offsets = [Int](repeating: 0, count: sheets.count)
        while true {
            var head = BIFFBuilder()
            head.begin(version, 5)
            globals(&head)
            for (sheet, offset) in zip(sheets, offsets) {
                head.add(
                    0x85,
                    number(offset + offsetShift, 4)
                        + [UInt8(sheet.visibility), UInt8(sheet.type)] + sheet.name
                )
            }
            head.end()
            var next = head.bytes.count
            var found: [Int] = []
            for part in parts {
                found.append(next)
                next += part.count
            }
            if found == offsets { return head.bytes + parts.flatMap { $0 } }
            offsets = found
        }
    }

    /// One sheet `S` of Excel 97 with these records.
    static func sheet(
        globals: (inout BIFFBuilder) -> Void = { _ in },
        _ records: @escaping (inout BIFFBuilder) -> Void
    ) -> [UInt8] {
        workbook(
            globals: globals,
            sheets: [Sheet(name: text("S", countBytes: 1), records: records)]
        )
    }

    /// The styles of a workbook: for each format id one, with formats of their own by id.
    mutating func addStyles(_ ids: [Int], codes: [Int: String] = [:]) {
        for (id, code) in codes.sorted(by: { $0.key < $1.key }) {
            add(0x41E, Self.number(id, 2) + Self.text(code))
        }
        for id in ids { add(0xE0, Self.number(0, 2) + Self.number(id, 2) + Self.number(0, 16)) }
    }
}

/// Puts streams into a compound file of 512 or 4,096 bytes a sector, as broken as wanted.
struct OLEBuilder {
    var streams: [(name: String, bytes: [UInt8])] = []
    var sectorShift = 9
    /// Pieces of streams are laid out backwards, so that no two neighbours follow each other.
    var isScattered = false
    /// Declared in the directory in place of the true size.
    var declaredByteCount: Int?

    init(_ name: String, _ bytes: [UInt8]) { streams = [(name, bytes)] }

    func built() -> [UInt8] {
        let size = 1 << sectorShift
        var sectors: [[UInt8]] = []
        var table: [Int] = []
        func add(_ data: [UInt8], scattered: Bool) -> Int {
            let pieces = stride(from: 0, to: max(data.count, 1), by: size).map { start in
                let piece = Array(data[start..<min(start + size, data.count)])
                return piece + [UInt8](repeating: 0, count: size - piece.count)
            }
            let first = sectors.count
            var order = Array(pieces.indices)
            if scattered { order.reverse() }
            // order[k] is the piece in sector first + k
            var place = [Int](repeating: 0, count: pieces.count)
            for (offset, piece) in order.enumerated() { place[piece] = first + offset }
            for piece in order {
                sectors.append(pieces[piece])
                table.append(piece + 1 < pieces.count ? place[piece + 1] : 0xFFFF_FFFE)
            }
            return place[0]
        }
        var mini: [UInt8] = []
        var miniTable: [Int] = []
        var entries: [(String, Int, Int, Int)] = []
        for (name, bytes) in streams {
            if bytes.count < 4096 {
                let first = mini.count / 64
                let count = (bytes.count + 63) / 64
                for index in 0..<count {
                    miniTable.append(index + 1 < count ? first + index + 1 : 0xFFFF_FFFE)
                }
                mini += bytes + [UInt8](repeating: 0, count: count * 64 - bytes.count)
                entries.append((name, 2, first, declaredByteCount ?? bytes.count))
            } else {
                let first = add(bytes, scattered: isScattered)
                entries.append((name, 2, first, declaredByteCount ?? bytes.count))
            }
        }
        let container = mini.isEmpty ? 0xFFFF_FFFE : add(mini, scattered: false)
        let miniSectors = miniTable.flatMap { BIFFBuilder.number($0, 4) }
        let firstMini = miniTable.isEmpty ? 0xFFFF_FFFE : add(miniSectors, scattered: false)
        let root = [("Root Entry", 5, container, mini.count)] + entries
        let directory = root.enumerated().flatMap { index, entry in
            Self.entry(entry.0, entry.1, entry.2, entry.3, index, root.count)
        }
        let firstDirectory = add(directory, scattered: false)
        return finish(sectors, table, firstDirectory, firstMini)
    }

    private func finish(
        _ sectors: [[UInt8]],
        _ table: [Int],
        _ firstDirectory: Int,
        _ firstMini: Int
    ) -> [UInt8] {
        let size = 1 << sectorShift
        var table = table
        var tableCount = 1
        while (table.count + tableCount) * 4 > tableCount * size { tableCount += 1 }
        let firstTable = table.count
        table += [Int](repeating: 0xFFFF_FFFD, count: tableCount)
        while table.count * 4 < tableCount * size { table.append(0xFFFF_FFFF) }
        let number = BIFFBuilder.number
        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + number(0, 16)
        header += number(0x3E, 2) + number(sectorShift == 9 ? 3 : 4, 2) + number(0xFFFE, 2)
        header += number(sectorShift, 2) + number(6, 2) + number(0, 6) + number(0, 4)
        header += number(tableCount, 4) + number(firstDirectory, 4) + number(0, 4)
        header += number(4096, 4) + number(firstMini, 4) + number(1, 4)
        header += number(0xFFFF_FFFE, 4) + number(0, 4)
        for index in 0..<109 {
            header += number(index < tableCount ? firstTable + index : 0xFFFF_FFFF, 4)
        }
        header += [UInt8](repeating: 0, count: size - header.count)
        return header + sectors.flatMap { $0 } + table.flatMap { number($0, 4) }
    }

    /// Streams hang from the root one right of the other.
    private static func entry(
        _ name: String,
        _ type: Int,
        _ first: Int,
        _ byteCount: Int,
        _ index: Int,
        _ count: Int
    ) -> [UInt8] {
        let number = BIFFBuilder.number
        let units = name.utf16.flatMap { number(Int($0), 2) }
        var entry = units + [UInt8](repeating: 0, count: 64 - units.count)
        entry += number(units.count + 2, 2) + [UInt8(type), 1]
        let right = index > 0 && index + 1 < count ? index + 1 : 0xFFFF_FFFF
        entry += number(0xFFFF_FFFF, 4) + number(right, 4)
        entry += number(index == 0 && count > 1 ? 1 : 0xFFFF_FFFF, 4)
        entry += number(0, 16 + 4 + 16) + number(first, 4) + number(byteCount, 8)
        return entry
    }
}
