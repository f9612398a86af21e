import Records

/// The forms of nearly all numbers, read from their bytes.
///
///     12300   12,300.50   -5   ¥117,000.00   12万   1.2万元   300元
///
/// Everything else is left to the reader of all forms, which gives the same for these.
extension DecimalText {
    /// False when the cell isn't of these forms; nothing is changed then.
    @inline(__always)
    mutating func readPlain(_ cell: Span<UInt8>) -> Bool {
        var offset = 0
        let count = cell.count
        guard count > 0, count <= 28 else { return false }
        var isNegative = false
        var isYuan = false
        if cell[0] == 0x2D {
            isNegative = true
            offset = 1
        } else if cell[0] == 0xC2, cell.starts(with: "¥", at: 0) {
            isYuan = true
            offset = 2
        } else if cell[0] == 0xEF, cell.starts(with: "￥", at: 0) {
            isYuan = true
            offset = 3
        }
        let start = offset
        var value = 0
        var digitCount = 0
        // Digits since the last comma; -1 before the first.
        var group = -1
        while offset < count {
            let digit = cell[offset] &- 0x30
            if digit < 10 {
                value = value &* 10 &+ Int(digit)
                digitCount &+= 1
                if group >= 0 { group &+= 1 }
            } else if cell[offset] == 0x2C {
                guard group == 3 || group < 0 && digitCount <= 3 && digitCount > 0,
                    cell[start] != 0x30
                else { return false }
                group = 0
            } else {
                break
            }
            offset &+= 1
        }
        guard digitCount > 0, digitCount <= 15, group < 0 || group == 3 else { return false }
        var power = 0
        if offset &+ 1 < count, cell[offset] == 0x2E {
            offset &+= 1
            let pointOffset = offset
            while offset < count, cell[offset] &- 0x30 < 10 {
                value = value &* 10 &+ Int(cell[offset] &- 0x30)
                digitCount &+= 1
                offset &+= 1
            }
            power = pointOffset &- offset
            guard power < 0, digitCount <= 15 else { return false }
        }
        var unit = 0
        if offset < count, cell.starts(with: "万", at: offset) {
            unit = 4
            offset &+= 3
        }
        if offset < count, cell.starts(with: "元", at: offset) {
            isYuan = true
            offset &+= 3
        }
        guard offset == count else { return false }
        mantissa = isNegative ? -value : value
        exponent = value == 0 ? 0 : power &+ unit
        scale = unit
        hasUnit = isYuan || unit > 0
        if isYuan { currency = "CNY" }
        return true
    }
}
