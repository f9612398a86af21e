import Normalizing
import Records

/// Several text steps, each reading what the one before wrote.
struct TextChain: Sendable {
    private let steps: [any TextStep]

    init(_ steps: [Step], context: NormalizingContext) throws(OptionError) {
        var resolved: [any TextStep] = []
        for step in steps {
            guard let kind = TextSteps.find(step.name) else {
                throw OptionError(step.name, "`steps:` takes text steps, `\(step.name)` is none")
            }
            resolved.append(try kind.init(step.options, context: context))
        }
        self.steps = resolved
    }

    func apply(_ text: Span<UInt8>, to output: inout TextList) {
        var current = TextList()
        current.append(text)
        for step in steps {
            var next = TextList()
            for index in 0..<current.count { step.apply(current[index], to: &next) }
            current = next
        }
        for index in 0..<current.count { output.append(current[index]) }
    }
}
