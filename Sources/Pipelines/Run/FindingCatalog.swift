import Importing
import Loading
import Matching
import Normalizing
import Records
import Validating

/// All findings of the program, in the order of their codes: what `sluice explain` reads.
package enum FindingCatalog {
    package static let all: [FindingKind] =
        (PipelineFindings.all + ImportFindings.all + NormalizeFindings.all
        + ChineseFindings.all + MatchFindings.all + ValidateFindings.all + LoadFindings.all
        + RunFindings.all + ReviewFindings.all).sorted { $0.code < $1.code }

    private static let byCode: [FindingCode: FindingKind] = {
        var found: [FindingCode: FindingKind] = [:]
        for kind in all { found[kind.code] = kind }
        return found
    }()

    /// About people's answers and the models that they gave.
    private static let ofUser = Set(
        (RunFindings.answerKinds + RunFindings.matchKinds).map(\.code)
            + [MatchFindings.decisionsContradict]
    )

    package static func kind(_ code: FindingCode) -> FindingKind? { byCode[code] }

    /// Findings counted by code, the gravest and most frequent first, each with its first examples.
    package static func summaries(_ findings: [Finding], exampleCount: Int = 3) -> [FindingSummary]
    {
        var byCode: [FindingCode: FindingSummary] = [:]
        for finding in findings {
            guard let kind = kind(finding.code) else { continue }
            var summary = byCode[finding.code] ?? FindingSummary(kind: kind)
            summary.isOfUser = ofUser.contains(finding.code)
            byCode[finding.code] = nil
            summary.count += 1
            if summary.examples.count < exampleCount { summary.examples.append(finding) }
            byCode[finding.code] = summary
        }
        return byCode.values.sorted { a, b in
            if a.kind.severity != b.kind.severity { return a.kind.severity > b.kind.severity }
            return a.count != b.count ? a.count > b.count : a.kind.code < b.kind.code
        }
    }
}

extension PipelineCatalog {
    /// What this build of the program offers.
    package static func standard(reporters: [ComponentSpec]) -> PipelineCatalog {
        PipelineCatalog(
            importers: Importers.all.map { $0.spec },
            sourceOptions: Containers.options,
            steps: Normalizers.specs,
            rules: Rules.all,
            reporters: reporters,
            model: .standard
        )
    }
}
