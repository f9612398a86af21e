import Records

/// The header of a DBF file: how many records, how long, and which fields.
///
///     dBase III–7, FoxPro   type │ YY MM DD │ records u32 │ header u16 │ record u16 │ … 29: language
///                           from 32 (dBase 7: 68) one descriptor a field, then 0D
///     dBase II              type │ records u16 │ MM DD YY │ record u16 │ descriptors from 8 │ data at 521
///
/// Lengths may lie: what counts is where records with a flag of blank or `*` really stand.
struct DBFHeader {
    var typeByte: UInt8
    /// As the header says; the file may hold more or fewer.
    var recordCount: Int
    var headerByteCount: Int
    var recordByteCount: Int
    var languageByte: UInt8 = 0
    /// dBase IV and 7 name their driver, such as `DB437US0`.
    var driverName = ""
    var fields: [DBFField] = []
    /// Where the descriptors end, behind the terminator when there is one.
    private(set) var descriptorEnd = 0
    private(set) var hasTerminator = false
    /// Whether every descriptor has a type that is known.
    private(set) var isPlausible = true

    static let maxFieldCount = 2048

    /// Nil when the bytes begin no DBF file.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 32, DBFVersion.of(bytes[0]) != nil else { return nil }
        typeByte = bytes[0]
        let isOld = typeByte == 0x02
        let date = isOld ? 3 : 1
        let month = bytes[isOld ? date : date + 1]
        let day = bytes[isOld ? date + 1 : date + 2]
        guard month <= 12, day <= 31 else { return nil }
        recordCount = bytes.unsigned(at: isOld ? 1 : 4, byteCount: isOld ? 2 : 4)
        headerByteCount = isOld ? 521 : bytes.unsigned(at: 8, byteCount: 2)
        recordByteCount = bytes.unsigned(at: isOld ? 6 : 10, byteCount: 2)
        if !isOld { languageByte = bytes[29] }
        let layout = DescriptorLayout(version)
        if version == .dBase7 || version == .dBase4, bytes.count >= 64, layout.start == 68 {
            driverName = DBFHeader.text(bytes.extracting(32..<64)).string()
        }
        readFields(bytes, layout)
        guard isPlausible, !fields.isEmpty || isEmptyTable else { return nil }
        widenFields()
        placeFields()
    }

    var version: DBFVersion { DBFVersion.of(typeByte) ?? .dBase3 }

    /// A header that ends at once, as a table without fields has it.
    private var isEmptyTable: Bool {
        hasTerminator && headerByteCount >= descriptorEnd && recordByteCount == 1
    }

    /// Whether the two lengths of the header agree with the fields.
    var agreesWithFields: Bool {
        headerByteCount >= descriptorEnd && recordByteCount == 1 + fieldByteCount
    }

    var fieldByteCount: Int { fields.reduce(0) { $0 + $1.byteCount } }

    // MARK: Descriptors

    private mutating func readFields(_ bytes: Span<UInt8>, _ layout: DescriptorLayout) {
        var offset = layout.start
        // A header that says nothing useful ends at its terminator.
        let end = headerByteCount > layout.start ? headerByteCount : Int(UInt16.max)
        while offset < bytes.count, fields.count < DBFHeader.maxFieldCount {
            let first = bytes[offset]
            if first == 0x0D {
                hasTerminator = true
                offset += 1
                break
            }
            if first == 0 || offset + layout.byteCount > bytes.count { break }
            let descriptor = bytes.extracting(offset..<(offset + layout.byteCount))
            guard let field = DBFField(descriptor, layout) else {
                // Behind the length that the header gives anything may stand.
                isPlausible = offset >= end && !fields.isEmpty
                break
            }
            fields.append(field)
            offset += layout.byteCount
        }
        descriptorEnd = offset
    }

    /// Clipper and FoxPro put the upper byte of a long text field's length into its decimals.
    private mutating func widenFields() {
        guard recordByteCount != 1 + fieldByteCount else { return }
        let widened = fields.map { field -> DBFField in
            var field = field
            if field.type == 0x43 {
                field.byteCount += field.decimalCount << 8
                field.decimalCount = 0
            }
            return field
        }
        if recordByteCount == 1 + widened.reduce(0, { $0 + $1.byteCount }) { fields = widened }
    }

    /// Lays the fields one behind the other; displacements of the header are wrong too often.
    private mutating func placeFields() {
        var offset = 1
        var nullBit = 0
        for index in fields.indices {
            fields[index].offset = offset
            offset += fields[index].byteCount
            if fields[index].isSystem { continue }
            if fields[index].hasVariableLength {
                fields[index].lengthBit = nullBit
                nullBit += 1
            }
            if version == .visualFoxPro, fields[index].isNullable {
                fields[index].nullBit = nullBit
                nullBit += 1
            }
        }
    }

    // MARK: Where the records are

    /// Settles the lengths by where flags of records stand; true when they weren't those declared.
    mutating func settleLengths(_ bytes: Span<UInt8>) -> Bool {
        let declared = (header: headerByteCount, record: recordByteCount)
        var best = declared
        var bestScore = score(bytes, declared)
        if bestScore == 1 { return false }
        let backlink = 263
        let headers = [
            declared.header, descriptorEnd, descriptorEnd + 1, descriptorEnd + backlink,
        ]
        for header in headers {
            for record in [declared.record, 1 + fieldByteCount] {
                let score = score(bytes, (header, record))
                if score > bestScore + 0.05 { (best, bestScore) = ((header, record), score) }
            }
        }
        guard best != declared else { return false }
        (headerByteCount, recordByteCount) = best
        return true
    }

    /// Which part of the first records begins with a flag; 0 for lengths that can't be.
    private func score(_ bytes: Span<UInt8>, _ lengths: (header: Int, record: Int)) -> Double {
        guard lengths.header >= min(descriptorEnd, bytes.count), lengths.record > 0 else {
            return 0
        }
        let available = max(0, bytes.count - lengths.header) / lengths.record
        let count = min(available, max(1, recordCount), 100)
        if count == 0 { return recordCount == 0 ? 1 : 0.2 }
        var good = 0
        for index in 0..<count {
            let flag = bytes[lengths.header + index * lengths.record]
            if flag == 0x20 || flag == 0x2A { good += 1 }
        }
        let isLonger = lengths.record > 1 + fieldByteCount
        let isShorter = lengths.record < 1 + fieldByteCount
        return Double(good) / Double(count) - (isShorter ? 0.2 : isLonger ? 0.02 : 0)
    }

    /// Up to the first NUL.
    @_lifetime(copy bytes)
    static func text(_ bytes: Span<UInt8>) -> Span<UInt8> {
        bytes.extracting(0..<(bytes.firstIndex(of: 0) ?? bytes.count))
    }
}

/// The families of DBF files, by the first byte.
enum DBFVersion: String, Sendable {
    case dBase2 = "dBase II"
    case dBase3 = "dBase III"
    case dBase4 = "dBase IV"
    case dBase7 = "dBase 7"
    case foxPro = "FoxPro 2"
    case visualFoxPro = "Visual FoxPro"

    static func of(_ byte: UInt8) -> DBFVersion? {
        switch byte {
        case 0x02: .dBase2
        case 0x03, 0x05, 0x83, 0x87, 0xE5: .dBase3
        case 0x07, 0x43, 0x63, 0x7B, 0x8B, 0x8E, 0xCB: .dBase4
        case 0x04, 0x8C: .dBase7
        case 0xF5, 0xFB: .foxPro
        case 0x30, 0x31, 0x32: .visualFoxPro
        default: nil
        }
    }
}

/// Where descriptors begin, and what stands where in one.
struct DescriptorLayout {
    var start = 32
    var byteCount = 32
    var nameByteCount = 11
    var typeOffset = 11
    var lengthOffset = 16
    var decimalsOffset = 17

    init(_ version: DBFVersion) {
        switch version {
        case .dBase2:
            (start, byteCount, lengthOffset, decimalsOffset) = (8, 16, 12, 15)
        case .dBase7:
            (start, byteCount, nameByteCount) = (68, 48, 32)
            (typeOffset, lengthOffset, decimalsOffset) = (32, 33, 34)
        default: break
        }
    }
}

/// One field of a table.
struct DBFField {
    /// Undecoded, without padding.
    var rawName: [UInt8]
    /// The letter, such as `C` or `N`.
    var type: UInt8
    var byteCount: Int
    var decimalCount: Int
    /// In the record; the flag of deleted records stands at 0.
    var offset = 0
    /// Of Visual FoxPro: 1 system, 2 nullable, 4 binary.
    var flags: UInt8 = 0
    /// Bits of `_NullFlags`.
    var nullBit: Int?
    var lengthBit: Int?

    private static let types = Array("CNFDLMBGPIYT@OVQWX0+".utf8)

    /// Nil when the descriptor can't be one.
    init?(_ descriptor: Span<UInt8>, _ layout: DescriptorLayout) {
        type = descriptor[layout.typeOffset]
        guard DBFField.types.contains(type) else { return nil }
        let name = DBFHeader.text(descriptor.extracting(0..<layout.nameByteCount))
        for index in name.indices where name[index] < 0x20 { return nil }
        var end = name.count
        while end > 0, name[end - 1] == 0x20 { end -= 1 }
        rawName = name.extracting(0..<end).copy()
        byteCount = Int(descriptor[layout.lengthOffset])
        decimalCount = Int(descriptor[layout.decimalsOffset])
        if layout.byteCount == 32 { flags = descriptor[18] }
    }

    var hasVariableLength: Bool { type == 0x56 || type == 0x51 }

    var isNullable: Bool { flags & 2 != 0 }

    /// `_NullFlags`, which FoxPro doesn't show.
    var isSystem: Bool { type == 0x30 }
}

extension Span where Element == UInt8 {
    /// A little-endian number of at most six bytes; 0 beyond the end.
    func unsigned(at offset: Int, byteCount: Int) -> Int {
        guard offset >= 0, offset + byteCount <= count else { return 0 }
        var value = 0
        for index in 0..<byteCount { value |= Int(self[offset + index]) << (8 * index) }
        return value
    }

    /// A big-endian number of at most six bytes; 0 beyond the end.
    func unsignedBigEndian(at offset: Int, byteCount: Int) -> Int {
        guard offset >= 0, offset + byteCount <= count else { return 0 }
        var value = 0
        for index in 0..<byteCount { value = value << 8 | Int(self[offset + index]) }
        return value
    }
}
