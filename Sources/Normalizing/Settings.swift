import Records

/// The options of a step, checked against its spec; the primary option may stand alone.
struct Settings: Sendable {
    private var values: [String: OptionValue] = [:]

    init(_ options: OptionValue?, _ spec: ComponentSpec) throws(OptionError) {
        guard let options else { return }
        guard case .map(let pairs) = options else {
            guard let primary = spec.options.first(where: \.isPrimary) else {
                throw OptionError(spec.name, "`\(spec.name)` takes no value")
            }
            try Settings.check(options, primary, spec)
            values[primary.name] = options
            return
        }
        for (key, value) in pairs {
            guard let option = spec.options.first(where: { $0.name == key }) else {
                let known = spec.options.map(\.name).joined(separator: ", ")
                let rest = known.isEmpty ? "it has no options" : "`\(spec.name)` has: \(known)"
                throw OptionError(key, "unknown option `\(key)`, \(rest)")
            }
            try Settings.check(value, option, spec)
            values[key] = value
        }
    }

    private static func check(
        _ value: OptionValue,
        _ option: OptionSpec,
        _ spec: ComponentSpec
    ) throws(OptionError) {
        switch option.kind {
        case .choice(let choices):
            guard let text = value.text, choices.contains(text) else {
                let known = choices.joined(separator: ", ")
                throw OptionError(option.name, "expected one of: \(known)")
            }
        case .text, .integer, .boolean, .share:
            guard value.text != nil else { throw OptionError(option.name, "expected one text") }
        case .list:
            if case .map = value { throw OptionError(option.name, "expected a list of texts") }
        case .map:
            guard case .map = value else { throw OptionError(option.name, "expected a map") }
        }
    }

    func text(_ name: String) -> String? { values[name]?.text }

    func texts(_ name: String) -> [String]? { values[name]?.texts }

    subscript(name: String) -> OptionValue? { values[name] }

    /// False when the option isn't set.
    func boolean(_ name: String) throws(OptionError) -> Bool {
        switch values[name]?.text {
        case nil, "false": return false
        case "true": return true
        default: throw OptionError(name, "expected `true` or `false`")
        }
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(OptionError) -> Int? {
        guard let text = values[name]?.text else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw OptionError(
                name,
                "expected a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }
}
