import Loading
import Matching
import Records

/// People's answers about one entity in terms of a run: which mentions they name, and which of them
/// the target doesn't follow yet.
struct AnswersOfRun: Sendable {
    private(set) var answers: [KeyedDecision] = []
    private(set) var findings: [Finding] = []
    /// Answers that the target kept and the file no longer gives.
    private(set) var withdrawn: [StoredDecision] = []
    /// Records of the target that are taken apart and clustered anew.
    private(set) var reopened: Set<Int64> = []
    /// Records whose mentions are compared once more, because a "no" between them is withdrawn.
    private(set) var rescored: Set<Int64> = []
    /// New, changed or withdrawn answers.
    private(set) var changedCount = 0

    var isChanged: Bool { changedCount > 0 }

    var decisions: [Decision] { answers.compactMap(\.decision) }

    init() {}

    init(_ file: Decisions?, _ mapped: MappedEntity, _ sources: SourceSet, _ known: KnownKeys) {
        let name = mapped.entity.name
        if var file {
            var own: [String: Int] = [:]
            for mention in 0..<mapped.count { own[mapped.key(mention, sources)] = mention }
            let keys = NearKeys { own.keys }
            file.resolve(entity: name, near: keys.near) { own[$0] ?? known.mention($0) }
            answers = file.answers
            findings = file.findings
        }
        compare(known)
        reportStuck(file?.path ?? "", name, mapped, sources, known)
    }

    /// What is different from the answers that the target follows.
    private mutating func compare(_ known: KnownKeys) {
        guard known.hasTarget else { return }
        var stored: [DecisionKeys: String] = [:]
        for decision in known.decisions {
            stored[DecisionKeys(decision.aKey, decision.bKey)] = decision.answer
        }
        for answer in answers {
            let before = stored.removeValue(forKey: answer.pair) ?? ""
            if before == answer.answer { continue }
            changedCount += 1
            touch(answer.aKey, answer.bKey, before: before, now: answer.answer, known)
        }
        withdrawn = known.decisions.filter {
            stored[DecisionKeys($0.aKey, $0.bKey)] != nil
        }
        changedCount += withdrawn.count
        for decision in withdrawn {
            touch(decision.aKey, decision.bKey, before: decision.answer, now: "", known)
        }
    }

    private mutating func touch(
        _ aKey: String,
        _ bKey: String,
        before: String,
        now: String,
        _ known: KnownKeys
    ) {
        guard let a = known.record(aKey), let b = known.record(bKey) else { return }
        if a == b {
            if now == "no_match" || before == "match" { reopened.insert(a) }
        } else if before == "no_match", now != "match" {
            rescored.formUnion([a, b])
        }
    }

    /// A "no" between mentions of one record of which this run has no row.
    private mutating func reportStuck(
        _ path: String,
        _ name: String,
        _ mapped: MappedEntity,
        _ sources: SourceSet,
        _ known: KnownKeys
    ) {
        for answer in answers where answer.answer == "no_match" && answer.decision == nil {
            guard let record = known.record(answer.aKey), record == known.record(answer.bKey) else {
                continue
            }
            let place = Place(
                source: "decisions",
                file: path,
                locatorKind: .line,
                rowNumber: UInt32(clamping: answer.line)
            )
            var finding = Finding(RunFindings.splitNeedsRows.code, at: place)
            finding.entity = name
            findings.append(finding)
        }
    }
}

/// What the target knows of mentions by their keys.
struct KnownKeys: Sendable {
    let hasTarget: Bool
    let decisions: [StoredDecision]
    /// By key of a mention, of those that answers name: its record.
    private let records: [String: Int64]
    /// By record: a mention of this run that stands for it.
    private let mentions: [Int64: Int]

    /// No target, or none of the entity.
    static let none = KnownKeys(hasTarget: false, decisions: [], records: [:], mentions: [:])

    init(
        hasTarget: Bool,
        decisions: [StoredDecision],
        records: [String: Int64],
        mentions: [Int64: Int]
    ) {
        self.hasTarget = hasTarget
        self.decisions = decisions
        self.records = records
        self.mentions = mentions
    }

    func record(_ key: String) -> Int64? { records[key] }

    func mention(_ key: String) -> Int? { records[key].flatMap { mentions[$0] } }
}

/// Finds the key that a wrong one was probably meant to be.
struct NearKeys {
    let keys: () -> Dictionary<String, Int>.Keys

    private static let comparedCount = 20_000

    /// Only keys that begin or end alike are looked at: there may be a million.
    func near(_ text: String) -> String? {
        let keys = keys()
        if keys.contains("\(text)#1") { return "\(text)#1" }
        let (head, tail) = (text.prefix(3), text.suffix(4))
        let alike = keys.filter { $0.hasPrefix(head) || $0.hasSuffix(tail) }.sorted()
        // A blank one beside it, because a single candidate is suggested however far it is.
        return DidYouMean.suggest(text, among: alike.prefix(Self.comparedCount) + [""])
    }
}
