import Normalizing
import Records

/// Several text steps, each reading what the one before wrote.
struct TextChain: Sendable {
    private var steps: [any TextStep]
    private var current = TextList()
    private var next = TextList()

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

    mutating func apply(_ text: Span<UInt8>, to output: inout TextList) {
        current.removeAll()
        current.append(text)
        for index in steps.indices {
            next.removeAll()
            steps[index].applyAll(current, to: &next)
            swap(&current, &next)
        }
        for index in 0..<current.count { output.append(current[index]) }
    }
}
