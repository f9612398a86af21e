import Records

/// Findings on cards: the first of a kind one by one, the rest counted.
struct VCardIssues {
    private let place: Place
    private var findings: [Finding] = []
    private var counts: [FindingCode: Int] = [:]

    static let maxCount = 1000

    init(source: String, file: String) {
        place = Place(source: source, file: file, locatorKind: .record)
    }

    mutating func add(_ kind: FindingKind, row: UInt32, value: String = "", detail: String = "") {
        counts[kind.code, default: 0] += 1
        if counts[kind.code, default: 0] > VCardIssues.maxCount { return }
        var finding = Finding(kind.code, at: place)
        finding.place.rowNumber = row
        finding.value = value
        finding.detail = detail
        findings.append(finding)
    }

    /// In the order in which they were made; then one a kind for those beyond the bound.
    var all: [Finding] {
        let beyond = counts.filter { $0.value > VCardIssues.maxCount }.sorted { $0.key < $1.key }
        return findings
            + beyond.map { code, count in
                var finding = Finding(code, at: place)
                finding.detail = "\(count - VCardIssues.maxCount) more like it"
                return finding
            }
    }
}
