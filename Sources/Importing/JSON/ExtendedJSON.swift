import Records

/// The values that MongoDB writes as objects.
///
/// Extended JSON v2, canonical and relaxed, and the older form of mongoexport:
///
///     {"$oid":"64a1…"} → 64a1…          {"$date":"2023-04-22T02:30:00.000Z"} → 2023-04-22T02:30:00Z
///     {"$numberLong":"13800138000"} → 13800138000      {"$date":1682130600000} → the same
enum ExtendedJSON {
    enum Value {
        case null
        case text([UInt8])
        /// Still in base64.
        case binary([UInt8])
    }

    /// The value of such an object that begins here; nil, and nothing is stepped over, for others.
    static func read(
        _ text: Span<UInt8>,
        _ scanner: inout JSONScanner,
        depth: Int
    ) -> Value? {
        var probe = scanner
        probe.offset += 1
        probe.skipBlanks(text)
        guard probe.peek(text) == 0x22, probe.offset + 1 < probe.end,
            text[probe.offset + 1] == 0x24, depth > 3
        else { return nil }
        do throws(JSONBreak) {
            guard let value = try value(text, &probe) else { return nil }
            scanner = probe
            return value
        } catch {
            return nil
        }
    }

    private static func value(
        _ text: Span<UInt8>,
        _ probe: inout JSONScanner
    ) throws(JSONBreak) -> Value? {
        let key = try key(text, &probe)
        var value: Value?
        switch key {
        case "$oid", "$uuid", "$symbol", "$code", "$numberLong", "$numberInt":
            value = try scalar(text, &probe).map { .text($0) }
        case "$numberDouble", "$numberDecimal":
            value = try scalar(text, &probe).map { .text(plain($0)) }
        case "$date": value = try date(text, &probe).map { .text($0) }
        case "$timestamp": value = try timestamp(text, &probe).map { .text($0) }
        case "$binary": value = try binary(text, &probe)
        case "$undefined":
            try probe.skipValue(text, depth: 1)
            value = .null
        default: return nil
        }
        probe.skipBlanks(text)
        if key == "$binary", probe.peek(text) == 0x2C {
            probe.offset += 1
            probe.skipBlanks(text)
            guard try self.key(text, &probe) == "$type" else { return nil }
            try probe.skipValue(text, depth: 1)
            probe.skipBlanks(text)
        }
        guard probe.peek(text) == 0x7D else { return nil }
        probe.offset += 1
        return value
    }

    private static func key(
        _ text: Span<UInt8>,
        _ probe: inout JSONScanner
    ) throws(JSONBreak) -> String {
        let quoted = try probe.string(text)
        probe.skipBlanks(text)
        try probe.expect(0x3A, text, "`:` behind a key")
        probe.skipBlanks(text)
        return quoted.range.count > 32 ? "" : text.extracting(quoted.range).string()
    }

    /// A string without escapes, or a number.
    private static func scalar(
        _ text: Span<UInt8>,
        _ probe: inout JSONScanner
    ) throws(JSONBreak) -> [UInt8]? {
        if probe.peek(text) == 0x22 {
            let quoted = try probe.string(text)
            return quoted.hasEscapes ? nil : text.extracting(quoted.range).copy()
        }
        let byte = probe.peek(text)
        guard byte == 0x2D || byte &- 0x30 <= 9 else { return nil }
        let number = try probe.number(text)
        return text.extracting(number.range).copy()
    }

    /// The members of an inner object, all of them scalars.
    private static func members(
        _ text: Span<UInt8>,
        _ probe: inout JSONScanner
    ) throws(JSONBreak) -> [String: [UInt8]]? {
        try probe.expect(0x7B, text, "an object")
        probe.skipBlanks(text)
        var members: [String: [UInt8]] = [:]
        repeat {
            let name = try key(text, &probe)
            guard members.count < 4, let value = try scalar(text, &probe) else { return nil }
            members[name] = value
            probe.skipBlanks(text)
        } while !(try probe.close(true, text, isFirst: false))
        return members
    }

    private static func plain(_ number: [UInt8]) -> [UInt8] {
        guard number.contains(where: { $0 | 0x20 == 0x65 }) else { return number }
        var output: [UInt8] = []
        JSONText.appendPlain(number.span, to: &output)
        return output
    }

    // MARK: Dates

    private static func date(
        _ text: Span<UInt8>,
        _ probe: inout JSONScanner
    ) throws(JSONBreak) -> [UInt8]? {
        if probe.peek(text) == 0x22 { return try scalar(text, &probe).map(withoutZeros) }
        if probe.peek(text) == 0x7B {
            return try members(text, &probe)?["$numberLong"].flatMap(instant)
        }
        return try scalar(text, &probe).flatMap(instant)
    }

    private static func timestamp(
        _ text: Span<UInt8>,
        _ probe: inout JSONScanner
    ) throws(JSONBreak) -> [UInt8]? {
        guard probe.peek(text) == 0x7B, let seconds = try members(text, &probe)?["t"],
            let number = Int(String(decoding: seconds, as: UTF8.self)), abs(number) < 1 << 40
        else { return nil }
        return instant(milliseconds: number * 1000)
    }

    /// Without `.000` before the zone.
    private static func withoutZeros(_ date: [UInt8]) -> [UInt8] {
        guard date.count > 23, date.span.starts(with: ".000", at: 19) else { return date }
        return Array(date[0..<19] + date[23...])
    }

    private static func instant(_ digits: [UInt8]) -> [UInt8]? {
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return instant(milliseconds: number)
    }

    /// ISO 8601 in UTC, for the years 0001 to 9999; nil beyond.
    static func instant(milliseconds: Int) -> [UInt8]? {
        guard abs(milliseconds) < 300_000_000_000_000 else { return nil }
        let day = milliseconds / 86_400_000 - (milliseconds % 86_400_000 < 0 ? 1 : 0)
        let rest = milliseconds - day * 86_400_000
        // Days of eras of 400 years that begin on 1 March (Hinnant, chrono-compatible dates).
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        guard (1...9999).contains(year) else { return nil }
        var text: [UInt8] = []
        append(year, 4, 0x2D, &text)
        append(month, 2, 0x2D, &text)
        append(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2, 0x54, &text)
        append(rest / 3_600_000, 2, 0x3A, &text)
        append(rest / 60_000 % 60, 2, 0x3A, &text)
        append(rest / 1000 % 60, 2, rest % 1000 == 0 ? 0x5A : 0x2E, &text)
        if rest % 1000 != 0 { append(rest % 1000, 3, 0x5A, &text) }
        return text
    }

    private static func append(_ number: Int, _ width: Int, _ mark: UInt8, _ text: inout [UInt8]) {
        let digits = String(number).utf8
        for _ in digits.count..<max(width, digits.count) { text.append(0x30) }
        text.append(contentsOf: digits)
        text.append(mark)
    }

    // MARK: Binary

    /// UUIDs (subtype 4) as text, all other bytes in base64.
    private static func binary(
        _ text: Span<UInt8>,
        _ probe: inout JSONScanner
    ) throws(JSONBreak) -> Value? {
        if probe.peek(text) == 0x22 { return try scalar(text, &probe).map { .binary($0) } }
        guard probe.peek(text) == 0x7B, let members = try members(text, &probe),
            let base64 = members["base64"]
        else { return nil }
        let isUUID = members["subType"].map { [Array("04".utf8), Array("4".utf8)].contains($0) }
        if isUUID == true, let uuid = uuid(base64) { return .text(uuid) }
        return .binary(base64)
    }

    private static func uuid(_ base64: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for digit in base64 where digit != 0x3D {
            guard let value = sextet(digit) else { return nil }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        guard bytes.count == 16 else { return nil }
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }

    private static func sextet(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 0x41...0x5A: UInt32(digit) - 0x41
        case 0x61...0x7A: UInt32(digit) - 0x47
        case 0x30...0x39: UInt32(digit) + 4
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
