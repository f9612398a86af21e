/// A finding's code in two bytes: the stage's letter and three digits (`I012`).
package struct FindingCode: RawRepresentable, Hashable, Sendable, Comparable {
    /// `(letter - "A") * 1000 + digits + 1`; 0 is `.none`.
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// No finding.
    package static let none = FindingCode(rawValue: 0)

    /// From text such as `I012`; nil when it is no code.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 4, bytes[0] >= 0x41, bytes[0] <= 0x5A,
            let digits = UInt16(text.dropFirst())
        else { return nil }
        rawValue = UInt16(bytes[0] - 0x41) * 1000 + digits + 1
    }

    package static func < (a: FindingCode, b: FindingCode) -> Bool { a.rawValue < b.rawValue }

    package var text: String {
        guard rawValue > 0 else { return "" }
        let digits = String((rawValue - 1) % 1000)
        let letter = UnicodeScalar(UInt8(0x41 + (rawValue - 1) / 1000))
        return String(letter) + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

package enum Severity: String, Sendable, Comparable, CaseIterable, Codable {
    case note, warning, error, fatal

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}

/// One row of the table of findings: what a code means and what the user can do.
///
/// Each stage lists its own in one file (`ImportFindings.all`, `NormalizeFindings.all`, …);
/// letters: `P` pipeline file, `I` `N` `M` `V` `L` the stages, `R` the run.
package struct FindingKind: Sendable {
    package let code: FindingCode
    /// `TOO_MANY_CELLS`.
    package let name: String
    package let severity: Severity
    /// Lower case, no full stop: what is wrong, and what was expected.
    package let summary: String
    /// What to do, with the literal setting to type; empty when there is nothing to do.
    package let hint: String
    /// What happened to the cell, row or file: `cell kept as it was and marked suspect`.
    package let action: String
    /// A paragraph for `sluice explain`.
    package let explanation: String

    package init(
        _ code: String,
        _ name: String,
        _ severity: Severity,
        _ summary: String,
        hint: String = "",
        action: String = "",
        explanation: String = ""
    ) {
        guard let parsed = FindingCode(code) else {
            preconditionFailure("no finding code: \(code)")
        }
        self.code = parsed
        self.name = name
        self.severity = severity
        self.summary = summary
        self.hint = hint
        self.action = action
        self.explanation = explanation
    }
}
