import Records

/// `title`: JOHN o'neill-smith → John O'neill-Smith; a word with both cases, as McDonald, stays.
struct Title: TextStep {
    static let spec = ComponentSpec(
        name: "title",
        stage: .normalizing,
        summary: "words with a capital first letter; a word that has both cases stays",
        example: "title"
    )

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Title.spec)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var offset = 0
        while offset < text.count {
            let end = wordEnd(text, from: offset)
            if end == offset {
                let byteCount = Scalars.decode(text, at: offset).byteCount
                output.extend(text.extracting(offset..<(offset + byteCount)))
                offset += byteCount
            } else {
                append(text.extracting(offset..<end), to: &output)
                offset = end
            }
        }
        output.close()
    }

    /// The end of the letters that begin at `start`; an apostrophe between letters is among them, but
    /// behind the first (don't, but O'Neill).
    private func wordEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        var letterCount = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            if scalar == 0x27 || scalar == 0x2019 {
                guard letterCount > 1 else { return offset }
                let behind = offset + byteCount
                guard behind < text.count,
                    LetterCase.isLetter(Scalars.decode(text, at: behind).scalar)
                else { return offset }
            } else if !LetterCase.isLetter(scalar) {
                return offset
            }
            letterCount += 1
            offset += byteCount
        }
        return offset
    }

    private func append(_ word: Span<UInt8>, to output: inout TextList) {
        if hasBothCases(word) { return output.extend(word) }
        var offset = 0
        while offset < word.count {
            let (scalar, byteCount) = Scalars.decode(word, at: offset)
            let changed = offset == 0 ? LetterCase.upper(scalar) : LetterCase.lower(scalar)
            if changed == scalar {
                output.extend(word.extracting(offset..<(offset + byteCount)))
            } else {
                output.extend(scalar: changed)
            }
            offset += byteCount
        }
    }

    private func hasBothCases(_ word: Span<UInt8>) -> Bool {
        var offset = 0
        var hasLower = false
        var hasUpper = false
        while offset < word.count {
            let (scalar, byteCount) = Scalars.decode(word, at: offset)
            if LetterCase.upper(scalar) != scalar { hasLower = true }
            if LetterCase.lower(scalar) != scalar { hasUpper = true }
            offset += byteCount
        }
        return hasLower && hasUpper
    }
}
