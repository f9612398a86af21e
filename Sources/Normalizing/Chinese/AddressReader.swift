import Records

/// Reads one address; all arrays are scratch that keeps its capacity.
struct AddressReader: Sendable {
    /// A region name found in the cell: a run of `candidates` that bear it.
    struct Mention {
        var candidates: Range<Int>
        var isShort: Bool
        /// Where it stands in `text`.
        var place: Range<Int>
    }

    let table = RegionTable.shared
    let script = ScriptFolding.shared
    let lexicon = CompanyLexicon.shared

    var decoded: [UInt32] = []
    /// The cell without remarks and postal code, and the same simplified.
    var text: [UInt32] = []
    var simple: [UInt32] = []
    var mentions: [Mention] = []
    var candidates: [Int32] = []
    /// What is left of the components, cleaned, and the same simplified.
    var detail: [UInt32] = []
    var detailSimple: [UInt32] = []
    var remark: [UInt32] = []
    var postalCode: [UInt32] = []
    var bytes: [UInt8] = []

    static let componentEnd: UInt32 = 0x1F

    mutating func read(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        WidthFolding.decode(cell, into: &decoded)
        remark.removeAll(keepingCapacity: true)
        postalCode.removeAll(keepingCapacity: true)
        detail.removeAll(keepingCapacity: true)
        detailSimple.removeAll(keepingCapacity: true)
        mentions.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        cutBrackets()
        simple.removeAll(keepingCapacity: true)
        script.fold(text, text.indices, into: &simple)
        readComponents()
        if mentions.isEmpty, detail.isEmpty, postalCode.isEmpty { return }
        emit(raw: column.values.intern(cell), into: &column)
    }

    private mutating func readComponents() {
        var start = 0
        while start <= text.count {
            var end = start
            while end < text.count, text[end] != Self.componentEnd { end += 1 }
            var range = trimmed(start..<end)
            if !range.isEmpty { range = trimmed(cutPostalCode(range)) }
            if !range.isEmpty, !isNull(range) { appendDetail(readRegions(range)) }
            start = end + 1
        }
    }

    /// 无, 不详, dashes.
    private func isNull(_ range: Range<Int>) -> Bool {
        !text[range].contains { PersonReader.isLetter($0) || Self.isDigit($0) }
            || range.count <= 4 && lexicon.isNull(Array(simple[range]))
    }

    /// Copies `decoded` to `text` without the brackets that hold a remark or a postal code.
    private mutating func cutBrackets() {
        text.removeAll(keepingCapacity: true)
        var index = 0
        while index < decoded.count {
            let scalar = decoded[index]
            if scalar == 0x28 || scalar == 0x3010 || scalar == 0x5B,
                let close = decoded[index...].firstIndex(where: {
                    $0 == 0x29 || $0 == 0x3011 || $0 == 0x5D
                }), isCut((index + 1)..<close)
            {
                index = close + 1
                continue
            }
            text.append(scalar)
            index += 1
        }
    }

    /// Takes a bracket's inside as postal code or remark; false when it is part of the address.
    private mutating func isCut(_ inside: Range<Int>) -> Bool {
        if inside.contains(where: { decoded[$0] == Self.componentEnd }) { return false }
        if inside.count == 6, decoded[inside].allSatisfy(Self.isDigit) {
            postalCode = Array(decoded[inside])
            return true
        }
        for index in inside where Self.isDigit(decoded[index]) || Self.isPlaceWord(decoded[index]) {
            return false
        }
        if !remark.isEmpty { remark.append(0x20) }
        remark.append(contentsOf: decoded[inside])
        return true
    }

    /// 号 楼 座 室 层 栋 幢 院 园 区 厦 村 路 街, simplified or not.
    private static func isPlaceWord(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x53F7, 0x865F, 0x697C, 0x6A13, 0x5EA7, 0x5BA4, 0x5C42, 0x5C64, 0x680B, 0x68DF, 0x5E62,
            0x9662, 0x56ED, 0x5712, 0x533A, 0x5340, 0x53A6, 0x5EC8, 0x6751, 0x8DEF, 0x8857:
            true
        default: false
        }
    }

    @inline(__always)
    static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, Self.isSeparator(text[low]) { low += 1 }
        while high > low, Self.isSeparator(text[high - 1]) { high -= 1 }
        return low..<high
    }

    /// Blanks, commas, dashes and the like between regions.
    @inline(__always)
    static func isSeparator(_ scalar: UInt32) -> Bool {
        if scalar >= 0x3400 && scalar < 0xA000 { return false }
        switch scalar {
        case 0x20, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3B, 0x5F, 0x7C, 0xB7, 0x2010...0x2015, 0x2500,
            0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF5E, 0x7E:
            return true
        default: return false
        }
    }

    /// Takes six digits off either end of a component, 邮编 with them.
    private mutating func cutPostalCode(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        if range.count >= 6, isPostalCode(low), low + 6 == high || isCodeEnd(low + 6) {
            postalCode = Array(text[low..<(low + 6)])
            return (low + 6)..<high
        }
        if range.count > 7, isPostalCode(high - 6), isCodeStart(high - 7) {
            postalCode = Array(text[(high - 6)..<high])
            high -= 6
            let rest = trimmed(low..<high)
            for word in Self.codeWords where simple[rest].suffix(word.count).elementsEqual(word) {
                high = rest.upperBound - word.count
                break
            }
            low = rest.lowerBound
        }
        return low..<max(high, low)
    }

    private func isPostalCode(_ start: Int) -> Bool {
        text[start..<(start + 6)].allSatisfy(Self.isDigit) && text[start] <= 0x38
    }

    /// Behind a leading code: a separator, or a region's name.
    private func isCodeEnd(_ index: Int) -> Bool {
        Self.isSeparator(text[index]) && text[index] != 0x2D
            || table.names.longest(simple, index, simple.count) != nil
    }

    /// Before a trailing code: a blank, comma, colon or 编.
    private func isCodeStart(_ index: Int) -> Bool {
        text[index] != 0x2D && Self.isSeparator(text[index]) || simple[index] == 0x7F16
            || simple[index] == 0x7801
    }

    private static let codeWords = "邮政编码 邮编".wordScalars

    /// Appends what is left of a component to the detail, unless it stands there already.
    private mutating func appendDetail(_ range: Range<Int>) {
        let start = detail.count
        for index in range {
            let scalar = text[index]
            if scalar == 0x20, isTight(index, range) { continue }
            let isDash = (scalar >= 0x2010 && scalar <= 0x2015) || scalar == 0x2500
            detail.append(isDash ? 0x2D : scalar)
            detailSimple.append(isDash ? 0x2D : simple[index])
        }
        let added = detail[start...]
        if start > 0, start == added.count, detail[..<start].elementsEqual(added) {
            detail.removeSubrange(start...)
            detailSimple.removeSubrange(start...)
        }
    }

    /// A blank counts only between latin letters or digits.
    private func isTight(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, index + 1 < range.upperBound else { return true }
        return text[index - 1] >= 0x2E80 || text[index + 1] >= 0x2E80 || text[index + 1] == 0x20
    }
}
