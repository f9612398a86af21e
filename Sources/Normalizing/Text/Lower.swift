import Records

/// `lower`: Latin, Greek and Cyrillic letters in small letters; other scripts stay.
struct Lower: TextStep {
    static let spec = ComponentSpec(
        name: "lower",
        stage: .normalizing,
        summary: "letters in small letters",
        example: "lower"
    )

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Lower.spec)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var offset = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            let lower = LetterCase.lower(scalar)
            if lower == scalar {
                output.extend(text.extracting(offset..<(offset &+ byteCount)))
            } else {
                output.extend(scalar: lower)
            }
            offset &+= byteCount
        }
        output.close()
    }
}
