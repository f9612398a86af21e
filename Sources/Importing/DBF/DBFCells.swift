import Records

/// Turns the bytes of a field into the text of a cell.
struct DBFCells: ~Copyable {
    let page: CodePage
    let memo: MemoFile?
    let version: DBFVersion
    /// How many bytes of the memo file may still be read: blocks that many records share can't
    /// fill the memory.
    private var memoBudget: Int
    /// The text of the cell in progress.
    private(set) var output: [UInt8] = []

    /// Photographs are longer; they are left out.
    static let maxBinaryByteCount = 64 << 10

    /// What became of a cell.
    enum Outcome: Equatable {
        case value, null
        case finding(Problem, isNull: Bool)
    }

    enum Problem: Hashable {
        case overflow, wrongValue, cutCharacter, badBytes, nulBytes, brokenMemo, missingMemo
        case binary, largeBinary, memoLimit
    }

    init(page: consuming CodePage, memo: MemoFile?, version: DBFVersion) {
        self.page = page
        self.memo = memo
        self.version = version
        memoBudget = memo.map { $0.bytes.count * 2 + 1 << 20 } ?? 0
    }

    /// Decodes a field's bytes into `output`; `isFull` unless a flag says that it holds less.
    mutating func decode(_ raw: Span<UInt8>, _ field: DBFField, isFull: Bool = true) -> Outcome {
        output.removeAll(keepingCapacity: true)
        switch field.type {
        case 0x43: return text(DBFCells.trimmedEnd(raw))
        case 0x56: return text(variable(raw, isFull: isFull))
        case 0x51: return binary(variable(raw, isFull: isFull))
        case 0x4E, 0x46: return number(raw)
        case 0x44: return date(raw)
        case 0x4C: return logical(raw)
        case 0x54: return moment(raw)
        case 0x40: return timestamp(raw)
        case 0x49, 0x2B: return integer(raw)
        case 0x59: return currency(raw)
        case 0x4F: return double(raw, isBigEndian: true)
        case 0x42 where raw.count == 8: return double(raw, isBigEndian: false)
        case 0x4D, 0x47, 0x50, 0x57, 0x42: return memoCell(raw, isObject: field.type != 0x4D)
        default: return text(DBFCells.trimmedEnd(raw))
        }
    }

    /// What stands in a field whose cell is null: digits, or the number of a memo's block.
    static func shown(_ raw: Span<UInt8>, _ field: DBFField) -> String {
        if raw.count == 4, let block = block(raw), field.type != 0x4E { return "block \(block)" }
        return trimmed(raw).string()
    }

    // MARK: Text

    /// Without the blanks and NULs that fill the field.
    @_lifetime(copy raw)
    static func trimmedEnd(_ raw: Span<UInt8>) -> Span<UInt8> {
        var end = raw.count
        while end > 0, raw[end &- 1] == 0x20 || raw[end &- 1] == 0 { end &-= 1 }
        return raw.extracting(0..<end)
    }

    @_lifetime(copy raw)
    static func trimmed(_ raw: Span<UInt8>) -> Span<UInt8> {
        let end = trimmedEnd(raw)
        var start = 0
        while start < end.count, end[start] == 0x20 || end[start] == 0 { start &+= 1 }
        return end.extracting(start..<end.count)
    }

    /// A field of variable length that isn't full keeps its length in its last byte.
    @_lifetime(copy raw)
    private func variable(_ raw: Span<UInt8>, isFull: Bool) -> Span<UInt8> {
        guard !isFull, raw.count > 0 else { return raw }
        return raw.extracting(0..<min(Int(raw[raw.count - 1]), raw.count - 1))
    }

    private mutating func text(_ raw: Span<UInt8>) -> Outcome {
        let outcome = page.append(raw, to: &output)
        if outcome == CodePage.Outcome() { return .value }
        if outcome.badByteCount > 0 { return .finding(.badBytes, isNull: false) }
        return .finding(outcome.isCut ? .cutCharacter : .nulBytes, isNull: false)
    }

    private mutating func binary(_ raw: Span<UInt8>) -> Outcome {
        if raw.isEmpty { return .value }
        let digits = Array("0123456789ABCDEF".utf8)
        output.append("0x")
        for index in raw.indices {
            output.append(digits[Int(raw[index] >> 4)])
            output.append(digits[Int(raw[index] & 15)])
        }
        return .finding(.binary, isNull: false)
    }

    // MARK: Numbers written as text

    private mutating func number(_ raw: Span<UInt8>) -> Outcome {
        let text = DBFCells.trimmed(raw)
        if text.isEmpty { return .null }
        var starCount = 0
        var hasExponent = false
        var isNumber = true
        for index in text.indices {
            switch text[index] {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E: break
            case 0x2A: starCount += 1
            case 0x45, 0x65: hasExponent = true
            default: isNumber = false
            }
        }
        if starCount > 0 { return .finding(.overflow, isNull: true) }
        // A dot or sign alone is what some programs write for no number.
        if text.equals(".") || text.equals("-") { return .null }
        guard isNumber, let decimal = NumberText.Decimal(text) else {
            _ = page.append(text, to: &output)
            return .finding(.wrongValue, isNull: false)
        }
        if hasExponent, decimal.exponent < 400, decimal.exponent > -400 {
            decimal.append(to: &output)
        } else {
            plain(text)
        }
        return .value
    }

    /// The digits as they stand, without a plus and with a digit before the point.
    private mutating func plain(_ text: Span<UInt8>) {
        var start = 0
        if text[0] == 0x2D || text[0] == 0x2B {
            if text[0] == 0x2D { output.append(0x2D) }
            start = 1
        }
        if start < text.count, text[start] == 0x2E { output.append(0x30) }
        var end = text.count
        if text[end - 1] == 0x2E { end -= 1 }
        output.append(text.extracting(min(start, end)..<end))
    }

    private mutating func date(_ raw: Span<UInt8>) -> Outcome {
        let text = DBFCells.trimmed(raw)
        if text.isEmpty || text.equals("00000000") { return .null }
        if DBFMoment.appendDate(text, to: &output) { return .value }
        _ = page.append(text, to: &output)
        return .finding(.wrongValue, isNull: false)
    }

    private mutating func logical(_ raw: Span<UInt8>) -> Outcome {
        let text = DBFCells.trimmed(raw)
        guard let letter = text.isEmpty ? nil : text[0] else { return .null }
        switch letter {
        case 0x54, 0x74, 0x59, 0x79, 0x31: output.append("TRUE")
        case 0x46, 0x66, 0x4E, 0x6E, 0x30: output.append("FALSE")
        case 0x3F: return .null
        default:
            _ = page.append(text, to: &output)
            return .finding(.wrongValue, isNull: false)
        }
        return .value
    }

    // MARK: Binary values

    private static func isBlank(_ raw: Span<UInt8>) -> Bool {
        trimmedEnd(raw).isEmpty
    }

    private mutating func moment(_ raw: Span<UInt8>) -> Outcome {
        if DBFCells.isBlank(raw) { return .null }
        if raw.count == 14 { return momentText(raw) }
        if raw.count == 8, DBFMoment.appendMoment(raw, to: &output) { return .value }
        return wrongBinary(raw)
    }

    /// `20230422103000`, as some writers do.
    private mutating func momentText(_ raw: Span<UInt8>) -> Outcome {
        guard DBFMoment.appendDate(raw.extracting(0..<8), to: &output) else {
            return wrongBinary(raw)
        }
        output.append(0x20)
        for start in [8, 10, 12] {
            if start > 8 { output.append(0x3A) }
            output.append(raw.extracting(start..<(start + 2)))
        }
        return .value
    }

    private mutating func timestamp(_ raw: Span<UInt8>) -> Outcome {
        if DBFCells.isBlank(raw) { return .null }
        return DBFMoment.appendTimestamp(raw, to: &output) ? .value : wrongBinary(raw)
    }

    private mutating func wrongBinary(_ raw: Span<UInt8>) -> Outcome {
        output.removeAll(keepingCapacity: true)
        _ = binary(raw)
        return .finding(.wrongValue, isNull: false)
    }

    private mutating func integer(_ raw: Span<UInt8>) -> Outcome {
        guard raw.count == 4 else { return wrongBinary(raw) }
        if version == .dBase7 {
            // Big-endian with the sign bit flipped; four zeros are no number.
            let value = raw.unsignedBigEndian(at: 0, byteCount: 4)
            if value == 0 { return .null }
            output.append(contentsOf: String(value - 1 << 31).utf8)
        } else {
            let value = Int32(truncatingIfNeeded: raw.unsigned(at: 0, byteCount: 4))
            output.append(contentsOf: String(value).utf8)
        }
        return .value
    }

    private static func bits(_ raw: Span<UInt8>, isBigEndian: Bool) -> UInt64 {
        var bits: UInt64 = 0
        for index in 0..<8 {
            bits = bits << 8 | UInt64(raw[isBigEndian ? index : 7 - index])
        }
        return bits
    }

    /// Ten-thousandths in 64 bits.
    private mutating func currency(_ raw: Span<UInt8>) -> Outcome {
        guard raw.count == 8 else { return wrongBinary(raw) }
        let value = Int64(bitPattern: DBFCells.bits(raw, isBigEndian: false))
        if value < 0 { output.append(0x2D) }
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 10_000)
        output.append(contentsOf: String(whole).utf8)
        guard rest > 0 else { return .value }
        output.append(0x2E)
        var digits = Array(String(rest + 10_000).utf8.dropFirst())
        while digits.last == 0x30 { digits.removeLast() }
        output.append(contentsOf: digits)
        return .value
    }

    private mutating func double(_ raw: Span<UInt8>, isBigEndian: Bool) -> Outcome {
        guard raw.count == 8 else { return wrongBinary(raw) }
        var bits = DBFCells.bits(raw, isBigEndian: isBigEndian)
        if isBigEndian {
            if bits == 0 { return .null }
            // dBase 7 flips the sign of positive numbers and all bits of negative ones.
            bits = bits >> 63 == 1 ? bits ^ 1 << 63 : ~bits
        }
        let value = Double(bitPattern: bits)
        guard value.isFinite else { return wrongBinary(raw) }
        NumberText.append(Array("\(value)".utf8).span, to: &output)
        return .value
    }

    // MARK: Memos

    private mutating func memoCell(_ raw: Span<UInt8>, isObject: Bool) -> Outcome {
        guard let block = DBFCells.block(raw) else { return .finding(.brokenMemo, isNull: true) }
        if block == 0 { return .null }
        guard let memo else { return .finding(.missingMemo, isNull: true) }
        if memoBudget < 0 { return .finding(.memoLimit, isNull: true) }
        switch memo.content(block: block, isObject: isObject) {
        case .broken: return .finding(.brokenMemo, isNull: true)
        case .text(let range):
            guard spend(range.count) else { return .finding(.memoLimit, isNull: true) }
            return memoText(memo.bytes.span.extracting(range), memo.form)
        case .binary(let range):
            if range.count > DBFCells.maxBinaryByteCount {
                return .finding(.largeBinary, isNull: true)
            }
            guard spend(range.count) else { return .finding(.memoLimit, isNull: true) }
            return binary(memo.bytes.span.extracting(range))
        }
    }

    private mutating func spend(_ byteCount: Int) -> Bool {
        memoBudget -= byteCount
        return memoBudget >= 0
    }

    /// dBase marks its own line breaks by 8D 0A, which no code page has inside a character.
    private mutating func memoText(_ raw: Span<UInt8>, _ form: MemoFile.Form) -> Outcome {
        guard form != .foxPro, raw.firstIndex(of: 0x8D) != nil else { return text(raw) }
        var bytes = raw.copy()
        for index in bytes.indices.dropLast() where bytes[index] == 0x8D && bytes[index + 1] == 0x0A
        {
            bytes[index] = 0x0D
        }
        return text(bytes.span)
    }

    /// The block's number, in digits or as four bytes; 0 for none, nil when it is neither.
    static func block(_ raw: Span<UInt8>) -> Int? {
        if raw.count == 4 { return raw.unsigned(at: 0, byteCount: 4) }
        let digits = trimmed(raw)
        var number = 0
        for index in digits.indices {
            guard digits[index] &- 0x30 <= 9, number < 1 << 40 else { return nil }
            number = number * 10 + Int(digits[index] - 0x30)
        }
        return number
    }
}
