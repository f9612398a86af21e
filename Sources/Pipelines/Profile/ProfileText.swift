import Records

extension FileProfile {
    /// The profile for people: two lines a column.
    package var text: String {
        var lines = [[format, encoding, dialect].filter { !$0.isEmpty }.joined(separator: ", ")]
        for table in tables {
            lines.append("")
            lines.append(table.title)
            for column in table.columns { lines += column.lines(rowCount: table.rowCount) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The profile for programs.
    package var json: JSON {
        .object([
            ("format", .string(format)), ("encoding", .string(encoding)),
            ("dialect", .string(dialect)),
            ("tables", .array(tables.map(\.json))),
        ])
    }
}

extension TableProfile {
    fileprivate var title: String {
        let shown = name.isEmpty ? "(the file)" : YAMLScalar.comment(name)
        let kinds = entities.isEmpty ? "" : " · looks like \(entities.joined(separator: " + "))"
        return "\(shown): \(rowCount) rows, \(skippedCount) skipped, \(columns.count) columns"
            + (isHidden ? ", hidden" : "") + kinds
    }

    fileprivate var json: JSON {
        .object([
            ("name", .string(name)), ("rows", .int(rowCount)), ("skipped", .int(skippedCount)),
            ("hidden", .bool(isHidden)), ("entities", .array(entities.map { .string($0) })),
            ("columns", .array(columns.map(\.json))),
        ])
    }
}

extension ColumnProfile {
    private func share(_ count: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(count) / Double(whole)
    }

    fileprivate func lines(rowCount: Int) -> [String] {
        let width = DisplayWidth.of(YAMLScalar.comment(name))
        let gap = String(repeating: " ", count: max(1, 22 - width))
        var facts = ["\(GuessText.percent(share(filledCount, of: rowCount))) filled"]
        if filledCount > 0 {
            facts.append("\(distinctCount) different")
            facts.append("length \(lengths.least)/\(lengths.median)/\(lengths.most)")
        }
        if placeholderCount > 0 {
            facts.append(
                "\(GuessText.percent(share(placeholderCount, of: filledCount))) say nothing"
            )
        }
        if !type.isEmpty { facts.append("\(type) \(GuessText.percent(typeShare))") }
        if !dateOrder.isEmpty { facts.append(dateOrder) }
        if isHidden { facts.append("hidden") }
        var first = "    \(YAMLScalar.comment(name))\(gap)" + facts.joined(separator: " · ")
        if !target.isEmpty { first += "  → \(target) \(GuessText.percent(targetConfidence))" }
        var lines = [first]
        let indent = String(repeating: " ", count: 8)
        if !patterns.isEmpty { lines.append(indent + patternText) }
        if !findings.isEmpty { lines.append(indent + findingText) }
        if !examples.isEmpty { lines.append(indent + exampleText) }
        return lines
    }

    private var patternText: String {
        let shown = patterns.map {
            "\($0.text) \(GuessText.percent(share($0.count, of: filledCount)))"
        }
        let more = patternCount - patterns.count
        return "patterns: " + shown.joined(separator: "  ")
            + (more > 0 ? "  and \(more) more" : "")
    }

    private var findingText: String {
        let shown = findings.prefix(4).map { finding in
            let name = FindingCatalog.kind(finding.code)?.name ?? ""
            return "\(finding.code.text) \(name) × \(finding.count)"
        }
        let more = findings.count - shown.count
        return "findings: \(findingCount): " + shown.joined(separator: ", ")
            + (more > 0 ? " and \(more) more kinds" : "")
    }

    private var exampleText: String {
        "values: "
            + examples.map { "\(YAMLScalar.comment($0.text)) × \($0.count)" }
            .joined(separator: ", ")
    }

    fileprivate var json: JSON {
        var pairs: [(String, JSON)] = [
            ("name", .string(name)), ("label", .string(label)), ("hidden", .bool(isHidden)),
            ("rows", .int(rowCount)), ("filled", .int(filledCount)),
            ("distinct", .int(distinctCount)), ("placeholders", .int(placeholderCount)),
            ("length_min", .int(lengths.least)), ("length_median", .int(lengths.median)),
            ("length_max", .int(lengths.most)), ("patterns", .array(patterns.map(\.json))),
            ("pattern_count", .int(patternCount)), ("type", .string(type)),
            ("type_share", .double(ColumnProfile.rounded(typeShare))),
            ("date_order", .string(dateOrder)), ("target", .string(target)),
            ("target_confidence", .double(ColumnProfile.rounded(targetConfidence))),
            (
                "findings",
                .array(
                    findings.map {
                        .object([("code", .string($0.code.text)), ("cells", .int($0.count))])
                    }
                )
            ),
        ]
        if !examples.isEmpty { pairs.append(("values", .array(examples.map(\.json)))) }
        return .object(pairs)
    }

    private static func rounded(_ share: Double) -> Double { (share * 1000).rounded() / 1000 }
}

extension ColumnProfile.Count {
    fileprivate var json: JSON { .object([("text", .string(text)), ("cells", .int(count))]) }
}
