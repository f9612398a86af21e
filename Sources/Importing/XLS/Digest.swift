/// The digests that keys of old encrypted workbooks are made with; nothing else shall use them.
///
/// MD5 is RFC 1321, SHA-1 RFC 3174.
enum Digest {
    static func md5(_ message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
        let padded = padded(message, isBigEndian: false)
        for start in stride(from: 0, to: padded.count, by: 64) {
            let words = words(padded, at: start, isBigEndian: false)
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            for step in 0..<64 {
                let (mix, index) = md5Round(step, b, c, d)
                let sum = a &+ mix &+ md5Constants[step] &+ words[index]
                let turned = rotated(sum, by: md5Turns[step / 16 * 4 + step % 4])
                (a, b, c, d) = (d, b &+ turned, b, c)
            }
            for (index, value) in [a, b, c, d].enumerated() { state[index] &+= value }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }

    private static func md5Round(
        _ step: Int,
        _ b: UInt32,
        _ c: UInt32,
        _ d: UInt32
    ) -> (mix: UInt32, index: Int) {
        switch step / 16 {
        case 0: (b & c | ~b & d, step)
        case 1: (d & b | ~d & c, (5 * step + 1) % 16)
        case 2: (b ^ c ^ d, (3 * step + 5) % 16)
        default: (c ^ (b | ~d), 7 * step % 16)
        }
    }

    static func sha1(_ message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [
            0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0,
        ]
        let padded = padded(message, isBigEndian: true)
        for start in stride(from: 0, to: padded.count, by: 64) {
            var words = words(padded, at: start, isBigEndian: true)
            for index in 16..<80 {
                let mix = words[index - 3] ^ words[index - 8] ^ words[index - 14]
                words.append(rotated(mix ^ words[index - 16], by: 1))
            }
            var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
            for step in 0..<80 {
                let (mix, constant) = sha1Round(step, b, c, d)
                let sum = rotated(a, by: 5) &+ mix &+ e &+ constant &+ words[step]
                (a, b, c, d, e) = (sum, a, rotated(b, by: 30), c, d)
            }
            for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
        }
        return state.flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
        }
    }

    private static func sha1Round(
        _ step: Int,
        _ b: UInt32,
        _ c: UInt32,
        _ d: UInt32
    ) -> (mix: UInt32, constant: UInt32) {
        switch step / 20 {
        case 0: (b & c | ~b & d, 0x5A82_7999)
        case 1: (b ^ c ^ d, 0x6ED9_EBA1)
        case 2: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
    }

    private static func rotated(_ word: UInt32, by count: UInt32) -> UInt32 {
        word << count | word >> (32 - count)
    }

    private static func padded(_ message: [UInt8], isBigEndian: Bool) -> [UInt8] {
        var bytes = message + [0x80]
        while bytes.count % 64 != 56 { bytes.append(0) }
        let bitCount = message.count * 8
        for index in 0..<8 {
            let shift = 8 * (isBigEndian ? 7 - index : index)
            bytes.append(UInt8(truncatingIfNeeded: bitCount >> shift))
        }
        return bytes
    }

    private static func words(_ bytes: [UInt8], at start: Int, isBigEndian: Bool) -> [UInt32] {
        (0..<16).map { index in
            (0..<4).reduce(UInt32(0)) { word, place in
                let byte = UInt32(bytes[start + index * 4 + place])
                return word | byte << UInt32(8 * (isBigEndian ? 3 - place : place))
            }
        }
    }

    private static let md5Turns: [UInt32] = [
        7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21,
    ]

    /// The whole part of 2³² times the absolute sine of 1 to 64.
    private static let md5Constants: [UInt32] = [
        0xD76A_A478, 0xE8C7_B756, 0x2420_70DB, 0xC1BD_CEEE, 0xF57C_0FAF, 0x4787_C62A, 0xA830_4613,
        0xFD46_9501, 0x6980_98D8, 0x8B44_F7AF, 0xFFFF_5BB1, 0x895C_D7BE, 0x6B90_1122, 0xFD98_7193,
        0xA679_438E, 0x49B4_0821, 0xF61E_2562, 0xC040_B340, 0x265E_5A51, 0xE9B6_C7AA, 0xD62F_105D,
        0x0244_1453, 0xD8A1_E681, 0xE7D3_FBC8, 0x21E1_CDE6, 0xC337_07D6, 0xF4D5_0D87, 0x455A_14ED,
        0xA9E3_E905, 0xFCEF_A3F8, 0x676F_02D9, 0x8D2A_4C8A, 0xFFFA_3942, 0x8771_F681, 0x6D9D_6122,
        0xFDE5_380C, 0xA4BE_EA44, 0x4BDE_CFA9, 0xF6BB_4B60, 0xBEBF_BC70, 0x289B_7EC6, 0xEAA1_27FA,
        0xD4EF_3085, 0x0488_1D05, 0xD9D4_D039, 0xE6DB_99E5, 0x1FA2_7CF8, 0xC4AC_5665, 0xF429_2244,
        0x432A_FF97, 0xAB94_23A7, 0xFC93_A039, 0x655B_59C3, 0x8F0C_CC92, 0xFFEF_F47D, 0x8584_5DD1,
        0x6FA8_7E4F, 0xFE2C_E6E0, 0xA301_4314, 0x4E08_11A1, 0xF753_7E82, 0xBD3A_F235, 0x2AD7_D2BB,
        0xEB86_D391,
    ]
}
