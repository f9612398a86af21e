import Foundation
import Records

/// RFC 4180 text for files that other programs read.
enum DelimitedText {
    static func append(_ cells: [String], to text: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(0x2C) }
            append(cell, to: &text)
        }
        text.append(0x0A)
    }

    static func cell(_ cell: String) -> [UInt8] {
        var text: [UInt8] = []
        append(cell, to: &text)
        return text
    }

    private static func append(_ cell: String, to text: inout [UInt8]) {
        let needsQuotes = cell.utf8.contains(where: isSpecial)
        if !needsQuotes {
            text.append(contentsOf: cell.utf8)
            return
        }
        text.append(0x22)
        for byte in cell.utf8 {
            if byte == 0x22 { text.append(0x22) }
            text.append(byte)
        }
        text.append(0x22)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2C, 0x22, 0x0A, 0x0D: true
        default: false
        }
    }

    static func write(_ text: [UInt8], to path: String) throws {
        try Data(text).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
