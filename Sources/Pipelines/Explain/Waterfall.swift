import Foundation
import Matching
import Records

/// One bar of a waterfall of weights: what it adds, and the sum behind it.
struct Waterfall {
    var name: String
    var level: String
    var match: Double?
    var other: Double?
    var weight: Double
    var sum: Double
    /// The compared field, where the step is one.
    var line: PairTrace.Line?

    /// Bits below which a part of a field's weight isn't worth a line.
    private static let least = 0.005

    /// The steps from the prior to the pair's weight; they add up.
    static func steps(_ pair: PairTrace) -> [Waterfall] {
        var sum = pair.start
        var steps = [
            Waterfall(
                name: "start",
                level: "1 in \(Figures.odds(pair.prior)) pairs",
                weight: pair.start,
                sum: sum
            )
        ]
        func add(_ name: String, _ level: String, _ weight: Double, _ line: PairTrace.Line? = nil) {
            sum += weight
            steps.append(
                Waterfall(
                    name: name,
                    level: level,
                    match: line?.match,
                    other: line?.other,
                    weight: weight,
                    sum: sum,
                    line: line
                )
            )
        }
        for line in pair.lines {
            add(line.field, line.levelName, line.weight - line.frequency, line)
            if abs(line.frequency) >= least {
                add(
                    "  frequency",
                    line.frequency > 0 ? "a rare value" : "a common value",
                    line.frequency
                )
            }
        }
        if abs(pair.sharedCauses) >= least {
            add("shared cause", "counted once", pair.sharedCauses)
        }
        if abs(pair.relation) >= least {
            let related = Figures.share(pair.relatedProbability)
            add("relation", "as among relatives (\(related))", pair.relation)
        }
        return steps
    }
}

/// Numbers as explanations show them.
enum Figures {
    static func bits(_ weight: Double) -> String { String(format: "%+.2f", weight) }

    /// Three figures: 0.498, 8.2e-07.
    static func share(_ share: Double) -> String { String(format: "%.3g", share) }

    /// Never 1 when it isn't, and with as many nines as it has.
    static func probability(_ probability: Double) -> String {
        if probability >= 0.9995, probability < 1 {
            let places = min(9, max(4, Int((-log10(1 - probability)).rounded(.up)) + 1))
            let scale = pow(10, Double(places))
            let cut = (probability * scale).rounded(.down) / scale
            return String(format: "%.\(places)f", cut)
        }
        return probability > 0 && probability < 0.0005
            ? String(format: "%.1e", probability) : String(format: "%.3f", probability)
    }

    static func odds(_ share: Double) -> String {
        guard share > 0 else { return "∞" }
        return String(Int((1 / share).rounded()))
    }
}

/// Rows of cells in columns, by display width.
struct AlignedRows {
    enum Alignment { case left, right }

    private let alignments: [Alignment]
    private var rows: [[String]] = []

    init(_ alignments: [Alignment]) { self.alignments = alignments }

    var count: Int { rows.count }

    mutating func append(_ row: [String]) { rows.append(row) }

    func width(_ column: Int) -> Int {
        rows.map { DisplayWidth.of($0[column].escapedControls) }.max() ?? 0
    }

    var lines: [String] {
        let widths = alignments.indices.map(width)
        return rows.map { row in
            row.indices.map { column in
                let cell = row[column].escapedControls
                let gap = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
                return alignments[column] == .left ? cell + gap : gap + cell
            }.joined(separator: "  ")
        }
    }
}

/// What became of a pair, in a sentence and as a word.
struct PairEnding {
    private let pair: PairTrace
    private let explanation: MatchExplanation

    init(_ pair: PairTrace, _ explanation: MatchExplanation) {
        self.pair = pair
        self.explanation = explanation
    }

    /// `merged`, `refused`, `queued`, `below` or `not compared`.
    var word: String {
        switch pair.ending {
        case .linked, .joined: "merged"
        case .refused: "refused"
        case .apart: pair.isQueued ? "queued" : pair.isProposed ? "apart" : "not compared"
        }
    }

    var sentence: String {
        let queue = pair.isQueued ? "; queued for review" : ""
        switch pair.ending {
        case .linked(let reason): return "one record: this link joined two groups (\(reason))"
        case .joined(let path):
            return "one record, through \(path.count) link\(path.count == 1 ? "" : "s"):"
        case .refused(let reason): return "kept apart: refused, \(reason)\(queue)"
        case .apart: return "kept apart: \(reason)\(queue)"
        }
    }

    private var reason: String {
        if pair.decision == false { return "a person decided so" }
        if let veto = pair.veto { return "\(veto) forbids it" }
        if !pair.isProposed {
            return pair.band == .below
                ? "not compared, and the weight would not do" : "not compared: no rule proposed it"
        }
        switch pair.band {
        case .below: return "the probability is below `review`"
        case .review: return "the probability is below `merge`"
        case .merge:
            return pair.isSufficient
                ? "the probability would do" : WaitingReason.insufficient
        }
    }
}

enum RuleText {
    static func state(_ rule: RuleTrace) -> String {
        switch rule.state {
        case .proposed(let size): "block of \(size)"
        case .tooLarge(let size):
            "a smaller block: the common one of \(size) mentions isn't compared whole"
        case .noKey(let a, let b):
            a && b ? "a value: neither has one" : "a value: \(a ? "a" : "b") has none"
        case .differs: "a common value: each has others"
        }
    }
}
