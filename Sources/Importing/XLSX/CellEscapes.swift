import Records

/// The escapes `_xHHHH_` for characters that XML can't hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
///
///     A_x000D_B → A, carriage return, B        _x005F_x000D_ → _x000D_
enum CellEscapes {
    /// Decodes the bytes from `start` on in place.
    static func decode(_ bytes: inout [UInt8], from start: Int) {
        guard var at = escape(bytes, from: start) else { return }
        var output = Array(bytes[start..<at])
        while at < bytes.count {
            guard let unit = unit(bytes, at: at) else {
                output.append(bytes[at])
                at += 1
                continue
            }
            at += 7
            if unit >= 0xD800, unit < 0xDC00, let low = self.unit(bytes, at: at),
                low >= 0xDC00, low < 0xE000
            {
                Scalars.append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), to: &output)
                at += 7
            } else {
                Scalars.append(unit, to: &output)
            }
        }
        bytes.removeSubrange(start...)
        bytes.append(contentsOf: output)
    }

    private static func escape(_ bytes: [UInt8], from start: Int) -> Int? {
        var at = start
        while at + 7 <= bytes.count {
            if bytes[at] == 0x5F, unit(bytes, at: at) != nil { return at }
            at += 1
        }
        return nil
    }

    /// The UTF-16 unit of an escape at `at`.
    private static func unit(_ bytes: [UInt8], at: Int) -> UInt32? {
        guard at + 7 <= bytes.count, bytes[at] == 0x5F, bytes[at + 1] == 0x78,
            bytes[at + 6] == 0x5F
        else { return nil }
        var value: UInt32 = 0
        for index in (at + 2)..<(at + 6) {
            guard let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue else {
                return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
