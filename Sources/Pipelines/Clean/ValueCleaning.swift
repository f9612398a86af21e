import CRM
import Normalizing
import Records

/// A normalizer under the microscope: lines of text in, what each became out.
///
///     "010-82345678转801" ─ Cleaner ─▶ +861082345678, landline, extension 801 ─ TEXT or JSON ─▶ bytes
///
/// Every line is judged by itself, so that the same line gives the same answer whatever stands
/// around it; `judgesColumn` lets all lines decide together, as the cells of a column do (the order
/// of day and month). Blocks of lines are cleaned and written side by side and joined in order.
package struct ValueCleaning: Sendable {
    let plan: CleaningPlan
    let form: CleanForm

    /// `type` is a field type, a normalizer or a step on text; `region` is that of telephone numbers
    /// without a country code, `asOf` the day that dates are judged by (ISO 8601).
    package init(
        type name: String,
        options: OptionValue? = nil,
        region: String = "CN",
        asOf: String,
        environment: [String: String] = [:],
        form: CleanForm
    ) throws(OptionError) {
        let type = FieldType(rawValue: name)
        let steps = options == nil && type != nil ? nil : [Step(name, options)]
        var context = try StepContext.make(steps ?? [], asOf: asOf, environment: environment)
        context.region = region
        plan = try CleaningPlan(type: type ?? .text, steps: steps, context: context)
        self.form = form
    }

    /// What `sluice clean` takes as TYPE.
    package static let names: [String] = Normalizers.specs.map(\.name)

    /// The answers to whole lines, in order.
    package func answers(
        to blocks: [[UInt8]],
        separator: UInt8 = 0x0A,
        workers: Workers
    ) -> [CleanAnswer] {
        workers.map(blocks.count) { answer(to: blocks[$0], separator) }
    }

    /// Lets all lines of a column decide what one alone can't.
    package func judging(column lines: [UInt8], separator: UInt8 = 0x0A) -> ValueCleaning {
        var raw = ValueTable()
        LineCells.forEach(lines, separator: separator) { _ = raw.intern($0) }
        return ValueCleaning(plan: plan.prepared(for: raw), form: form)
    }

    private init(plan: CleaningPlan, form: CleanForm) {
        self.plan = plan
        self.form = form
    }

    private func answer(to lines: [UInt8], _ separator: UInt8) -> CleanAnswer {
        var raw = ValueTable(minimumCapacity: lines.count / 16)
        var cells = IDRuns()
        var repairedCount = 0
        LineCells.forEach(lines, separator: separator) { line in
            if LineCells.isWellFormed(line) {
                cells.append(raw.intern(line))
            } else {
                cells.append(raw.intern(line.string()))
                repairedCount += 1
            }
        }
        let column = plan.clean(raw, cells: cells)
        var answer = CleanAnswer(repairedCount: repairedCount)
        form.write(column, to: &answer)
        return answer
    }
}

/// How answers look.
package enum CleanForm: Sendable {
    /// For people, with findings in words.
    case text
    /// One object a line.
    case json
    /// Counts only.
    case summary

    fileprivate func write(_ column: CleanColumn, to answer: inout CleanAnswer) {
        switch self {
        case .text: CleanText.write(column, to: &answer.bytes)
        case .json: CleanLines().write(column, to: &answer.bytes)
        case .summary: answer.tally = CleanTally(column)
        }
    }
}

/// What a block of lines gave.
package struct CleanAnswer: Sendable {
    package var bytes: [UInt8] = []
    package var tally = CleanTally()
    /// Lines that were not UTF-8: each bad byte was read as U+FFFD.
    package var repairedCount = 0

    init(repairedCount: Int) { self.repairedCount = repairedCount }
}
