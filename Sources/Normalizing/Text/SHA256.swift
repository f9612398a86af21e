/// SHA-256 (FIPS 180-4) and its keyed form HMAC (RFC 2104).
struct SHA256: Sendable {
    private var state: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
        0x5BE0_CD19,
    ]
    private var block: [UInt8] = []
    private var byteCount = 0
    private var words = [UInt32](repeating: 0, count: 64)

    init() { block.reserveCapacity(64) }

    mutating func update(_ bytes: Span<UInt8>) {
        for index in bytes.indices {
            block.append(bytes[index])
            if block.count == 64 { compress() }
        }
        byteCount += bytes.count
    }

    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(bytes.span)
        return hasher.finish()
    }

    /// The digest, 32 bytes; the hasher is of no use afterwards.
    mutating func finish() -> [UInt8] {
        let bitCount = UInt64(byteCount) * 8
        block.append(0x80)
        if block.count == 64 { compress() }
        while block.count != 56 {
            block.append(0)
            if block.count == 64 { compress() }
        }
        for shift in stride(from: 56, through: 0, by: -8) {
            block.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
        }
        compress()
        return state.flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
        }
    }

    private mutating func compress() {
        for index in 0..<16 {
            let place = index * 4
            words[index] =
                UInt32(block[place]) << 24 | UInt32(block[place + 1]) << 16
                | UInt32(block[place + 2]) << 8 | UInt32(block[place + 3])
        }
        for index in 16..<64 {
            let a = words[index - 15]
            let b = words[index - 2]
            let low = SHA256.rotated(a, 7) ^ SHA256.rotated(a, 18) ^ a >> 3
            let high = SHA256.rotated(b, 17) ^ SHA256.rotated(b, 19) ^ b >> 10
            words[index] = words[index - 16] &+ low &+ words[index - 7] &+ high
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let high = SHA256.rotated(e, 6) ^ SHA256.rotated(e, 11) ^ SHA256.rotated(e, 25)
            let first = h &+ high &+ ((e & f) ^ (~e & g)) &+ SHA256.constants[index] &+ words[index]
            let low = SHA256.rotated(a, 2) ^ SHA256.rotated(a, 13) ^ SHA256.rotated(a, 22)
            let second = low &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ second)
        }
        for (index, value) in [a, b, c, d, e, f, g, h].enumerated() {
            state[index] = state[index] &+ value
        }
        block.removeAll(keepingCapacity: true)
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
        0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
        0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
        0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
        0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
        0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
        0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
        0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
        0xC671_78F2,
    ]
}

/// A keyed hash: nobody without the key can tell by trial which text it is of.
struct KeyedHash: Sendable {
    /// Hashers that have read the padded key already.
    private var inner = SHA256()
    private var outer = SHA256()

    init(key: [UInt8]) {
        let shortened = key.count > 64 ? SHA256.digest(key) : key
        let padded = shortened + [UInt8](repeating: 0, count: 64 - shortened.count)
        let innerPad = padded.map { $0 ^ 0x36 }
        let outerPad = padded.map { $0 ^ 0x5C }
        inner.update(innerPad.span)
        outer.update(outerPad.span)
    }

    /// 32 bytes.
    func digest(_ text: Span<UInt8>) -> [UInt8] {
        var hasher = inner
        hasher.update(text)
        let digest = hasher.finish()
        hasher = outer
        hasher.update(digest.span)
        return hasher.finish()
    }
}
