import Records

/// Runs of blanks → one blank, and half width where asked.
enum Squeezing {
    static func squeeze(_ text: Span<UInt8>, isHalfWidth: Bool, into output: inout [UInt8]) {
        output.removeAll(keepingCapacity: true)
        var offset = 0
        var isAfterBlank = true
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            let plain = isHalfWidth ? Widths.half(scalar) : scalar
            if Widths.isBlank(plain) {
                if !isAfterBlank { output.append(0x20) }
                isAfterBlank = true
            } else {
                if plain == scalar {
                    output.append(text.extracting(offset..<(offset &+ byteCount)))
                } else {
                    Scalars.append(plain, to: &output)
                }
                isAfterBlank = false
            }
            offset &+= byteCount
        }
        if output.last == 0x20 { output.removeLast() }
    }
}
