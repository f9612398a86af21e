import Records

/// `coalesce`: the first of a cell's values that isn't blank.
///
/// Of several columns a mapping takes the first by itself: `phone: [手机, 电话]`.
struct Coalesce: TextStep {
    static let spec = ComponentSpec(
        name: "coalesce",
        stage: .normalizing,
        summary: "keeps the first of a cell's values that isn't blank",
        example: "coalesce"
    )

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Coalesce.spec)
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        if !Blanks.trimmedRange(text).isEmpty { output.append(text) }
    }

    func applyAll(_ texts: borrowing TextList, to output: inout TextList) {
        for index in 0..<texts.count where !Blanks.trimmedRange(texts[index]).isEmpty {
            return output.append(texts[index], code: texts.code(index))
        }
    }
}
