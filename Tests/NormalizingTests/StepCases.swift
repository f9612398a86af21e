import Records

@testable import Normalizing

/// Runs one step over the values of a cell, as the fixtures of steps write them.
enum StepCases {
    static var context: NormalizingContext {
        var context = NormalizerCases.context
        context.hashKey = Array("a key of the tests only".utf8)
        context.lookupFiles["cities.csv"] = LookupFile(
            columns: ["旧", "新", "省"],
            rows: [
                ["汉口", "武汉", "湖北"], ["奉天", "沈阳", "辽宁"], ["Peking", "北京", ""],
                [" 迪化 ", "乌鲁木齐", "新疆"], ["", "无名", ""], ["汉口", "武汉", "湖北"],
            ]
        )
        return context
    }

    /// `key=value ; key=value`, or the primary option's value; items of a list stand between ` | `.
    static func options(_ text: String, _ spec: ComponentSpec) -> OptionValue? {
        if text.isEmpty { return nil }
        let pairs = text.split(separator: " ; ", omittingEmptySubsequences: false)
        let names = spec.options.map(\.name)
        let isMap = spec.options.first { $0.isPrimary }?.kind == .map
        let first = pairs[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard isMap || first.count == 2 && names.contains(String(first[0])) else {
            return value(text, spec.options.first { $0.isPrimary }?.kind)
        }
        return .map(
            pairs.map { pair in
                let sides = pair.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                ).map(String.init)
                let kind = spec.options.first { $0.name == sides[0] }?.kind
                return (key: sides[0], value: value(sides.count > 1 ? sides[1] : "", kind))
            }
        )
    }

    private static func value(_ text: String, _ kind: OptionSpec.Kind?) -> OptionValue {
        guard kind == .list else { return .text(text) }
        return .list(text.split(separator: " | ").map { .text(String($0)) })
    }

    /// Texts joined by ` | `; blanks at their ends show as ␣, line ends as ⏎.
    static func shown(
        _ cell: String,
        _ options: OptionValue?,
        _ kind: any TextStep.Type
    ) throws -> (texts: String, codes: String) {
        var step = try kind.init(options, context: context)
        var texts = TextList()
        for piece in NormalizerCases.unescaped(cell).split(
            separator: "\u{1F}",
            omittingEmptySubsequences: false
        ) {
            let bytes = Array(piece.utf8)
            texts.append(bytes.span)
        }
        var output = TextList()
        step.applyAll(texts, to: &output)
        let shown = (0..<output.count).map { visible(output[$0].string()) }
        let codes = (0..<output.count).map { output.code($0) }.filter { $0 != .none }
        return (shown.joined(separator: " | "), codes.map(\.text).joined(separator: " "))
    }

    private static func visible(_ text: String) -> String {
        if text.isEmpty { return "∅" }
        var scalars = text.unicodeScalars.map { scalar in
            scalar == "\n" ? "⏎" : scalar == "\r" ? "␍" : scalar == "\t" ? "␉" : String(scalar)
        }
        for index in [0, scalars.count - 1] where scalars[index].allSatisfy(\.isWhitespace) {
            scalars[index] = "␣"
        }
        return scalars.joined()
    }
}
