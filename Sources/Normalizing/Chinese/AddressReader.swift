import Records

/// Reads one cell of addresses; all arrays are scratch that keeps its capacity.
///
/// Nearly all functions are `mutating`, whether they change anything or not: calling one that isn't
/// from one that is copies the whole struct, which took a third of the time.
///
///     decoded ─ contacts cut ─ brackets cut ─▶ text, simple ─ pieces ─ components ─▶ mentions, detail
struct AddressReader: Sendable {
    /// A region name found in the cell: a run of `candidates` that bear it.
    struct Mention {
        var candidates: Range<Int>
        var isShort: Bool
        /// Where it stands in `text`.
        var place: Range<Int>
        /// Whether it stands behind other words and stays in the detail.
        var isInDetail = false
    }

    let table = RegionTable.shared
    let script = ScriptFolding.shared
    let lexicon = CompanyLexicon.shared
    /// The level of the column when it holds nothing but names of regions.
    let columnLevel: Region.Level?

    var decoded: [UInt32] = []
    /// The cell without contacts, remarks and postal code, and the same simplified.
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
    /// Whether a listed district was named that is none of the city's.
    var hasStrangeDistrict = false
    var hasContact = false
    /// Whether a valid value of the cell might not be read as itself.
    var mayReadOtherwise = false
    /// Regions that the address may lie in, offered and not taken.
    var offered: [Int32] = []
    /// By region index: the id that its name had when it was last interned.
    var nameIDs: [ValueID]
    let nameArena = RegionTable.shared.nameArena
    let nameStarts = RegionTable.shared.nameStarts

    static let componentEnd: UInt32 = 0x1F

    init(columnLevel: Region.Level? = nil) {
        self.columnLevel = columnLevel
        nameIDs = [ValueID](repeating: 0, count: RegionTable.shared.codes.count)
    }

    mutating func read(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        WidthFolding.decode(cell, into: &decoded)
        remark.removeAll(keepingCapacity: true)
        hasContact = false
        mayReadOtherwise = false
        if isLatin() {
            readLatin(cell, into: &column)
            return
        }
        if mayHoldContact() { cutContacts() }
        postalCode.removeAll(keepingCapacity: true)
        cutBrackets()
        simple.removeAll(keepingCapacity: true)
        script.fold(text, text.indices, into: &simple)
        let starts = pieceStarts()
        if starts.count < 2 {
            readPiece(0..<text.count)
            if mentions.isEmpty, detail.isEmpty, postalCode.isEmpty {
                return emitRest(cell, &column)
            }
            emit(raw: column.values.intern(cell), isOneOfSeveral: false, into: &column)
            return
        }
        for (index, start) in starts.enumerated() {
            if index > 0 { forgetPiece() }
            readPiece(start..<(index + 1 < starts.count ? starts[index + 1] : text.count))
            emit(raw: column.values.intern(cell), isOneOfSeveral: true, into: &column)
        }
    }

    /// A cell of nothing but a remark is its own detail: nothing is thrown away.
    private mutating func emitRest(_ cell: Span<UInt8>, _ column: inout CleanColumn) {
        guard !remark.isEmpty else { return }
        text = remark
        simple.removeAll(keepingCapacity: true)
        script.fold(text, text.indices, into: &simple)
        remark.removeAll(keepingCapacity: true)
        hasContact = false
        appendDetail(0..<text.count)
        if !detail.isEmpty {
            emit(raw: column.values.intern(cell), isOneOfSeveral: false, into: &column)
        }
    }

    mutating func forgetPiece() {
        remark.removeAll(keepingCapacity: true)
        postalCode.removeAll(keepingCapacity: true)
        hasContact = false
    }

    /// Empties what is filled for each address.
    mutating func beginPiece() {
        detail.removeAll(keepingCapacity: true)
        detailSimple.removeAll(keepingCapacity: true)
        mentions.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        offered.removeAll(keepingCapacity: true)
        hasStrangeDistrict = false
    }

    mutating func readPiece(_ piece: Range<Int>) {
        beginPiece()
        var start = piece.lowerBound
        while start <= piece.upperBound {
            var end = start
            while end < piece.upperBound, text[end] != Self.componentEnd { end &+= 1 }
            readComponent(start..<end)
            start = end &+ 1
        }
    }

    private mutating func readComponent(_ component: Range<Int>) {
        var range = trimmed(component)
        if !range.isEmpty { range = trimmed(cutPostalCode(range)) }
        guard !range.isEmpty, !isNull(range) else { return }
        let firstMention = mentions.count
        range = readRegions(range)
        if range.isEmpty { return }
        if mentions.count == firstMention {
            range = readLater(range)
        } else if mentions.count == 1, mentions[0].isShort {
            range = readRestart(range)
        }
        if detail.isEmpty { readNear(range) }
        if detail.isEmpty, !mentions.isEmpty {
            let next = skipCityProper(range.lowerBound, range.upperBound)
            range = trimmed(next..<range.upperBound)
        }
        appendDetail(range)
    }

    /// 无, 不详, dashes.
    private mutating func isNull(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if PersonReader.isLetter(text[index]) || Self.isDigit(text[index]) { break }
            index &+= 1
        }
        if index == range.upperBound { return true }
        if !mentions.isEmpty, range.count >= 3, range.count <= 12,
            Self.listWords.contains(where: { simple[range].elementsEqual($0) })
        {
            return true
        }
        return range.count <= 4 && lexicon.isNull(Array(simple[range]))
    }

    @inline(__always)
    static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    mutating func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, Self.isSeparator(text[low]) { low &+= 1 }
        while high > low, Self.isSeparator(text[high &- 1]) { high &-= 1 }
        return low..<high
    }

    /// Blanks, commas, dashes and the like between regions.
    @inline(__always)
    static func isSeparator(_ scalar: UInt32) -> Bool {
        if scalar >= 0x3400 && scalar < 0xA000 { return false }
        switch scalar {
        case 0x20, 0x22, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3B, 0x3E, 0x3F, 0x5C, 0x5F, 0x7C, 0x7E,
            0xB7,
            0x2010...0x2015, 0x201C, 0x201D, 0x2500, 0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F,
            0xFF5E, 0xFFFD:
            return true
        default: return false
        }
    }

    /// Appends words to the remark, a blank between them and what is there.
    mutating func appendRemark(_ words: ArraySlice<UInt32>) {
        guard !words.isEmpty else { return }
        if !remark.isEmpty { remark.append(0x20) }
        remark.append(contentsOf: words)
    }

    /// Appends what is left of a component to the detail, unless it stands there already.
    mutating func appendDetail(_ range: Range<Int>) {
        let start = detail.count
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = text[index]
            if scalar == 0x20, isTight(index, range) {
                index &+= 1
                continue
            }
            let isDash = (scalar >= 0x2010 && scalar <= 0x2015) || scalar == 0x2500
            detail.append(isDash ? 0x2D : scalar)
            detailSimple.append(isDash ? 0x2D : simple[index])
            index &+= 1
        }
        let added = detail[start...]
        if start > 0, start == added.count, detail[..<start].elementsEqual(added) {
            detail.removeSubrange(start...)
            detailSimple.removeSubrange(start...)
        }
    }

    /// A blank counts only between latin letters or digits.
    private mutating func isTight(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, index + 1 < range.upperBound, let last = detail.last else {
            return true
        }
        return last >= 0x2E80 || last == 0x20 || text[index + 1] >= 0x2E80
            || text[index + 1] == 0x20
    }
}
