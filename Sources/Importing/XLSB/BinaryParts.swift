import Records

/// The parts of a binary workbook that say the same as those of an .xlsx.
extension WorkbookParts {
    /// `xl/workbook.bin`: the epoch (153) and the sheets (156).
    init(records bytes: Span<UInt8>) {
        var sheets: [Sheet] = []
        var is1904 = false
        var offset = 0
        while let record = BinaryRecord(bytes, at: offset) {
            offset = record.end
            if record.type == 153, record.count >= 4 {
                is1904 = bytes[record.start] & 1 != 0
            } else if record.type == 156, record.count >= 12 {
                var at = record.start + 8
                let relationship = record.string(bytes, at: &at)
                let name = record.string(bytes, at: &at)
                let state = ["visible", "hidden"][bytes.long(record.start) == 0 ? 0 : 1]
                sheets.append(Sheet(name: name, state: state, relationship: relationship))
            }
        }
        self.init(sheets: sheets, is1904: is1904)
    }
}

extension CellStyles {
    /// `xl/styles.bin`: formats (44) and, between 617 and 618, the formats of cell styles (47).
    init(records bytes: Span<UInt8>) {
        var formats: [Int: NumberFormat] = [:]
        var ids: [Int] = []
        var isInCellFormats = false
        var offset = 0
        while let record = BinaryRecord(bytes, at: offset) {
            offset = record.end
            switch record.type {
            case 617: isInCellFormats = true
            case 618: isInCellFormats = false
            case 44 where record.count >= 6:
                var at = record.start + 2
                let code = record.string(bytes, at: &at)
                formats[bytes.word(record.start)] = NumberFormat(code: code)
            case 47 where isInCellFormats && record.count >= 4:
                ids.append(bytes.word(record.start + 2))
            default: break
            }
        }
        self.init(ids.map { formats[$0] ?? NumberFormat(builtIn: $0) })
    }
}

extension SharedStrings {
    /// `xl/sharedStrings.bin`: texts (19), of which runs and phonetic data follow the characters.
    init(records bytes: Span<UInt8>) {
        var arena: [UInt8] = []
        var ends: [UInt32] = []
        arena.reserveCapacity(bytes.count)
        var offset = 0
        var isComplete = false
        var isCut = false
        while !isCut, let record = BinaryRecord(bytes, at: offset) {
            offset = record.end
            isCut = record.isCut || arena.count >= 1 << 31
            if record.type == 19 {
                let range = record.text(bytes, at: record.start + 1)
                UTF16Text.append(bytes.extracting(range), to: &arena)
                ends.append(UInt32(arena.count))
            } else if record.type == 160 {
                isComplete = true
            }
        }
        self.init(arena: arena, ends: ends, outcome: isComplete ? .complete : .cut)
    }
}
