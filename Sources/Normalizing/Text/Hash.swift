import Records

/// `hash`: HMAC-SHA-256 of a text in hexadecimal digits, by the project's secret key.
///
/// Equal texts have equal hashes in every run with the same key, so that columns can be compared
/// and joined without showing what they hold.
struct Hash: TextStep {
    static let spec = ComponentSpec(
        name: "hash",
        stage: .normalizing,
        summary: "replaces a text by its keyed hash (HMAC-SHA-256)",
        options: [
            OptionSpec(
                "length",
                .integer,
                standard: "64",
                isPrimary: true,
                "hexadecimal digits kept, 16 to 64"
            )
        ],
        example: "{hash: 32}"
    )

    private let hash: KeyedHash
    private let digitCount: Int

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        digitCount = try Settings(options, Hash.spec).integer("length", in: 16...64) ?? 64
        guard context.hashKey.count >= 16 else {
            throw OptionError(
                "hash",
                context.hashKey.isEmpty
                    ? "there is no key; set the environment variable SLUICE_HASH_KEY to at least 16 "
                        + "secret characters and keep them outside the project"
                    : "the key in SLUICE_HASH_KEY is too short, expected at least 16 characters"
            )
        }
        hash = KeyedHash(key: context.hashKey)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        let trimmed = text.extracting(Blanks.trimmedRange(text))
        if trimmed.isEmpty { return output.append(text) }
        let digest = hash.digest(trimmed)
        for index in 0..<digitCount {
            let digit = index & 1 == 0 ? digest[index / 2] >> 4 : digest[index / 2] & 0xF
            output.extend(digit < 10 ? digit + 0x30 : digit + 0x57)
        }
        output.close()
    }
}
