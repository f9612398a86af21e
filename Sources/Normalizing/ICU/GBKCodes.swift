import CICU

/// The two-byte codes of GBK (GB 18030 with its private area), both ways.
///
/// Asked of ICU once, when the first Han text is looked at; 128 KiB.
struct GBKCodes: Sendable {
    static let shared = GBKCodes()

    /// By scalar of the basic plane: its code, lead byte high; 0 when it has none of two bytes.
    private var codes = [UInt16](repeating: 0, count: 0x10000)
    /// By code less 0x8140: its scalar; 0 when it has none.
    private var scalars = [UInt16](repeating: 0, count: 0xFEFF - 0x8140)

    private init() {
        guard let converter = unsafe CICUConverter_open("GB18030") else { return }
        defer { unsafe CICUConverter_close(converter) }
        var bytes: [UInt8] = [0, 0]
        for lead in UInt8(0x81)...0xFE {
            for trail in UInt8(0x40)...0xFE where trail != 0x7F {
                bytes[0] = lead
                bytes[1] = trail
                let scalar = unsafe bytes.withUnsafeBufferPointer { buffer in
                    unsafe CICUConverter_scalar(converter, buffer.baseAddress, 2)
                }
                guard scalar > 0, scalar < 0x10000 else { continue }
                let code = UInt16(lead) << 8 | UInt16(trail)
                codes[Int(scalar)] = code
                scalars[Int(code) - 0x8140] = UInt16(scalar)
            }
        }
    }

    /// 0 when the scalar has no code of two bytes.
    @inline(__always)
    func code(_ scalar: UInt32) -> UInt16 {
        scalar < 0x10000 ? codes[Int(scalar)] : 0
    }

    /// 0 when the bytes are no code.
    func scalar(_ lead: UInt8, _ trail: UInt8) -> UInt32 {
        let code = Int(lead) << 8 | Int(trail)
        return code >= 0x8140 && code < 0xFEFF ? UInt32(scalars[code - 0x8140]) : 0
    }

    /// The 3,755 characters of GB 2312's first level, which make up nearly all of modern text.
    @inline(__always)
    static func isCommon(_ code: UInt16) -> Bool {
        code >= 0xB0A1 && code <= 0xD7F9 && code & 0xFF >= 0xA1
    }

    func isCommonHan(_ scalar: UInt32) -> Bool { GBKCodes.isCommon(code(scalar)) }
}
