import Records

/// Cells of mainland China that no Chinese rule reads, but the numbering plan does as one number.
///
///     tel:16812245;isub=12345    +86 29276/75178    8716883092;phone-context=+44
extension PhoneScanner {
    /// Takes a telephone URI with parameters as the plan reads it.
    mutating func takeURI(
        _ cell: Span<UInt8>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) -> Bool {
        guard rules.region == .mainland, marks.hasParameter else { return false }
        guard text.firstIndex(of: ";phone-context=") ?? text.firstIndex(of: ";isub=") != nil
        else { return false }
        return takePlanned(cell, rules, into: &column)
    }

    /// Replaces outcomes of which none is good by the one number that the plan makes of the cell.
    mutating func preferPlan(
        _ cell: Span<UInt8>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) {
        guard rules.region == .mainland, hasOutcome, !marks.hasAt, !marks.hasMask else { return }
        let isExplicit = saysCountry
        for index in firstOutcome..<column.outcomes.count {
            let outcome = column.outcomes[index]
            if outcome.validity == .valid { return }
            switch outcome.code {
            case .notAPhone, .tooFewDigits, .tooManyDigits, .notInPlan:
                if !isExplicit, isFraction { return }
            case .countryCodeProposed:
                let offered = column.part(.suggestion, of: index)
                if !column.values[offered].hasPrefix("+86") { return }
            case .shortTail: if !isExplicit, outcome.validity == .suspect { return }
            case .noAreaCode, .strayDigits: if !isExplicit { return }
            default: return
            }
        }
        _ = takePlanned(cell, rules, into: &column)
    }

    /// 1391234567.9: no plan makes a number of a fraction.
    private var isFraction: Bool {
        var length = 0
        for index in 0..<text.count {
            if text[index] == 0x2E, length >= 7, text.isDigit(index + 1) { return true }
            length = text.isDigit(index) ? length + 1 : 0
        }
        return false
    }

    /// Whether the first digits follow a `+` or are 00.
    private var saysCountry: Bool {
        for index in 0..<text.count {
            if text[index] == 0x2B { return true }
            if text.isDigit(index) { return text[index] == 0x30 && text[index + 1] == 0x30 }
        }
        return false
    }

    /// Makes one outcome of the whole cell when the plan calls it valid.
    private mutating func takePlanned(
        _ cell: Span<UInt8>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) -> Bool {
        guard let range = plainRange() else { return false }
        let reading = NumberingPlan.shared.read(cell, region: rules.region.index)
        guard reading.isValid else { return false }
        var verdict = judge(reading, range, rules)
        guard verdict.number.validity == .valid else { return false }
        verdict.extensionDigits = reading.extension
        if verdict.number.areaDigitCount > 0, !saysCountry, text[range.lowerBound] != 0x30 {
            verdict.number.validity = .suspect
            verdict.number.code = .lostZero
            verdict.number.isKey = false
        }
        column.dropOutcomes(from: firstOutcome)
        ranges.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        hasLooseDigits = false
        label = range.lowerBound > 0 ? 0..<range.lowerBound : nil
        _ = emit(verdict, DialExtent(range: range), rules, into: &column)
        return true
    }

    /// From the first digit or `+` on; nil when letters stand among the digits.
    ///
    /// +86 13912345 VIP: in Chinese files letters are remarks and never keys of a keypad.
    private func plainRange() -> Range<Int>? {
        var start: Int?
        var end = 0
        for index in 0..<text.count {
            if start == nil, text[index] == 0x2B || text.isDigit(index) { start = index }
            if text.isDigit(index) { end = index + 1 }
            if start != nil, text[index] == 0x3B { return start.map { $0..<text.count } }
            if end > 0, text.isLetter(index), !text.isLetter(index - 1),
                extensionStart(at: index) == nil
            {
                return nil
            }
        }
        return start.flatMap { $0 < end ? $0..<end : nil }
    }
}

extension CleanColumn {
    /// Takes back outcomes of the raw cell that is being read, with their parts.
    fileprivate mutating func dropOutcomes(from first: Int) {
        guard first < outcomes.count else { return }
        outcomes.removeLast(outcomes.count - first)
        for part in parts.indices where parts[part].count > first {
            parts[part].removeLast(parts[part].count - first)
        }
    }
}
