import Records

/// A generic step on text: one text → no, one or several texts (`trim`, `split`, `replace`, `map`).
///
/// A step is copied for each worker and may keep scratch of its own. It runs once per distinct
/// cell. One file, one line in `TextSteps.all`, one fixture `Fixtures/normalizers/steps/<name>.tsv`.
package protocol TextStep: Sendable {
    static var spec: ComponentSpec { get }

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError)

    /// Appends what becomes of one text of a cell.
    mutating func apply(_ text: Span<UInt8>, to output: inout TextList)

    /// Appends what becomes of all texts of a cell; only steps such as `join`, which look at the
    /// cell as a whole, have one of their own.
    mutating func applyAll(_ texts: borrowing TextList, to output: inout TextList)
}

extension TextStep {
    package mutating func applyAll(_ texts: borrowing TextList, to output: inout TextList) {
        for index in 0..<texts.count {
            let first = output.count
            apply(texts[index], to: &output)
            output.inherit(texts.code(index), from: first)
        }
    }
}
