import Records

/// `upper`: Latin, Greek and Cyrillic letters in capital letters; other scripts stay.
struct Upper: TextStep {
    static let spec = ComponentSpec(
        name: "upper",
        stage: .normalizing,
        summary: "letters in capital letters",
        example: "upper"
    )

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Upper.spec)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var offset = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            let upper = LetterCase.upper(scalar)
            if upper == scalar {
                output.extend(text.extracting(offset..<(offset &+ byteCount)))
            } else {
                output.extend(scalar: upper)
            }
            offset &+= byteCount
        }
        output.close()
    }
}
