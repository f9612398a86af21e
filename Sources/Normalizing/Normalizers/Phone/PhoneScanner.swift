import Records

/// Reads a telephone cell from left to right: digit groups with what joins them, labels, marks.
///
/// Its state is the scratch of one worker; nothing in it outlives a cell.
struct PhoneScanner: Sendable {
    private var text = FoldedText()
    private var splitter = PhoneSplitter()
    /// By group: its scalars, leading `+` and `(` included.
    private var spans: [Range<Int>] = []
    /// By group: what was repaired in it.
    private var repairs: [FindingCode] = []
    /// Text that belongs to the number that follows.
    private var label: Range<Int>?
    private var value: [UInt8] = []
    private var firstOutcome = 0

    mutating func scan(_ cell: Span<UInt8>, with phone: Phone, into column: inout CleanColumn) {
        firstOutcome = column.outcomes.count
        label = nil
        text.read(cell)
        takeEmails(cell, into: &column)
        var index = 0
        while index < text.count {
            if let next = takeMasked(at: index, cell, into: &column)
                ?? takeScientific(at: index, cell, into: &column)
                ?? takeRegion(at: index, cell, phone, into: &column)
                ?? takeSeparator(at: index, cell, into: &column)
                ?? takeText(at: index, cell, into: &column)
            {
                index = next
            } else {
                index += 1
            }
        }
        guard column.outcomes.count == firstOutcome else {
            attachLabel(cell, into: &column)
            return
        }
        column.emitRaw(cell, code: .notAPhone)
    }

    private func bytes(_ range: Range<Int>) -> Range<Int> {
        text.offsets[range.lowerBound]..<text.offsets[range.upperBound]
    }

    private func hasOutcome(_ column: borrowing CleanColumn) -> Bool {
        column.outcomes.count > firstOutcome
    }

    // MARK: - E-mail addresses

    private mutating func takeEmails(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        var index = 0
        while index < text.count {
            guard text[index] == 0x40 else {
                index += 1
                continue
            }
            var low = index
            while low > 0, isMailScalar(low - 1) { low -= 1 }
            var high = index + 1
            while high < text.count, isMailScalar(high) { high += 1 }
            value.removeAll(keepingCapacity: true)
            for scalar in text.scalars[low..<high] {
                value.append(UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar))
            }
            let address = value
            if EmailSyntax.isAddress(address.span) {
                column.emit(
                    raw: cell.extracting(bytes(low..<high)), value: address.span, kind: .email,
                    code: .wrongColumn)
                for place in low..<high { text.scalars[place] = 0x2C }
            }
            index = high
        }
    }

    private func isMailScalar(_ index: Int) -> Bool {
        if text.isDigit(index) || text.isLetter(index) { return true }
        switch text[index] {
        case 0x2E, 0x5F, 0x2D, 0x2B: return true
        default: return false
        }
    }

    // MARK: - Lost and hidden digits

    private func isMask(_ index: Int) -> Bool {
        switch text[index] {
        case 0x2A, 0x78, 0x58, 0x23, 0x2022, 0xD7, 0x25CF, 0x203B: true
        default: false
        }
    }

    /// `138****5678`, `138-xxxx-5678`: two mask characters side by side among digits.
    private mutating func takeMasked(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isDigit(start) || isMask(start) else { return nil }
        var end = start
        var digitCount = 0
        var hasMask = false
        var last = start
        while end < text.count {
            if text.isDigit(end) {
                digitCount += 1
            } else if isMask(end) {
                if isMask(end + 1) && text[end] == text[end + 1] { hasMask = true }
            } else if text[end] != 0x2D && text[end] != 0x20 {
                break
            }
            if text[end] != 0x2D && text[end] != 0x20 { last = end + 1 }
            end += 1
        }
        guard hasMask, digitCount >= 2 else { return nil }
        let kind: ValueKind = text[start] == 0x31 ? .mobile : .landline
        column.emitRaw(cell.extracting(bytes(start..<last)), kind: kind, code: .masked)
        attachLabel(cell, into: &column)
        return last
    }

    /// `1.38004E+10`: what a spreadsheet showed. Exact only when no digit is missing.
    private mutating func takeScientific(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isDigit(start), !text.isDigit(start + 1) else { return nil }
        var index = start + 1
        if text[index] == 0x2E {
            index += 1
            while text.isDigit(index) { index += 1 }
        }
        guard text[index] | 0x20 == 0x65 else { return nil }
        index += 1
        if text[index] == 0x2B { index += 1 }
        let exponent = index
        while text.isDigit(index) { index += 1 }
        guard index > exponent, index - exponent <= 3, !text.isLetter(index) else { return nil }
        let kind: ValueKind = text[start] == 0x31 ? .mobile : .landline
        column.emitRaw(cell.extracting(bytes(start..<index)), kind: kind, code: .unrecoverable)
        attachLabel(cell, into: &column)
        return index
    }

    // MARK: - Digits

    private func isGroupLead(_ index: Int) -> Bool {
        if text.isDigit(index) { return true }
        guard text[index] == 0x2B || text[index] == 0x28 else { return false }
        return isGroupLead(index + 1) && index + 1 < text.count
    }

    /// A run of digit groups, read and emitted; nil when none begins here.
    private mutating func takeRegion(
        at start: Int,
        _ cell: Span<UInt8>,
        _ phone: Phone,
        into column: inout CleanColumn
    ) -> Int? {
        guard isGroupLead(start) || repairedWordEnd(start) != nil else { return nil }
        splitter.removeAll()
        spans.removeAll(keepingCapacity: true)
        repairs.removeAll(keepingCapacity: true)
        var index = start
        var lead = start
        var joiner = Joiner.none
        while text[index] == 0x2B || text[index] == 0x28 {
            joiner = text[index] == 0x2B ? .plus : joiner == .plus ? .plus : .open
            index += 1
        }
        while true {
            index = takeGroup(at: index, lead: lead, joiner: joiner)
            guard let gap = gap(at: index) else { break }
            lead = gap.joiner == .plus || gap.joiner == .open ? gap.lead : gap.next
            joiner = gap.joiner
            index = gap.next
        }
        emitRegion(cell, phone, into: &column)
        return index
    }

    /// Consumes one group of digits with its repairs.
    private mutating func takeGroup(at start: Int, lead: Int, joiner: Joiner) -> Int {
        splitter.beginGroup(after: joiner)
        var repair = FindingCode.none
        var index = start
        if let end = repairedWordEnd(start) {
            repair = .letterInDigits
            while index < end {
                let scalar = text[index]
                let isZero = scalar | 0x20 == 0x6F
                splitter.append(
                    text.isDigit(index) ? UInt8(truncatingIfNeeded: scalar) : isZero ? 0x30 : 0x31)
                index += 1
            }
        } else {
            while text.isDigit(index) {
                splitter.append(UInt8(truncatingIfNeeded: text[index]))
                index += 1
            }
        }
        if index - start >= 7, let end = decimalTailEnd(index) {
            repair = .decimalTail
            index = end
        }
        spans.append(lead..<index)
        repairs.append(repair)
        return index
    }

    /// The end of `.0` or `.00` at the end of a number.
    private func decimalTailEnd(_ start: Int) -> Int? {
        guard text[start] == 0x2E, text[start + 1] == 0x30 else { return nil }
        let end = text[start + 2] == 0x30 ? start + 3 : start + 2
        return text.isDigit(end) || text.isLetter(end) ? nil : end
    }

    /// The end of a word of digits in which one or two are typed as O, l or I.
    private func repairedWordEnd(_ start: Int) -> Int? {
        if text.isLetter(start - 1) { return nil }
        var index = start
        var letterCount = 0
        while true {
            if text.isDigit(index) {
                index += 1
                continue
            }
            switch text[index] {
            case 0x4F, 0x6F, 0x6C, 0x49: letterCount += 1
            default:
                let digitCount = index - start - letterCount
                let isWhole = !text.isLetter(index)
                return isWhole && letterCount > 0 && letterCount <= 2 && digitCount >= 6
                    ? index : nil
            }
            index += 1
        }
    }

    /// What stands between two groups; nil when no group of the same region follows.
    private func gap(at start: Int) -> (joiner: Joiner, lead: Int, next: Int)? {
        if let next = extensionStart(at: start) { return (.extensionMark, start, next) }
        var index = start
        var lead = start
        var joiner = Joiner.none
        while true {
            switch text[index] {
            case 0x20: if joiner == .none { joiner = .blank }
            case 0x2D: if joiner != .plus && joiner != .open { joiner = .hyphen }
            case 0x2E: if joiner == .none { joiner = .dot }
            case 0x28:
                lead = index
                joiner = .open
            case 0x29: if joiner != .plus { joiner = .close }
            case 0x2B:
                lead = index
                joiner = .plus
            default:
                let isDigits = text.isDigit(index) || repairedWordEnd(index) != nil
                guard isDigits, joiner != .none, !isMaskedAhead(index) else {
                    return nil
                }
                return (joiner, lead, index)
            }
            index += 1
            if let next = extensionStart(at: index) { return (.extensionMark, start, next) }
        }
    }

    private func isMaskedAhead(_ start: Int) -> Bool {
        var index = start
        while text.isDigit(index) { index += 1 }
        return isMask(index) && isMask(index + 1)
    }

    /// Where the digits of an extension begin: after 转, 分机, ext, x, # or *.
    private func extensionStart(at start: Int) -> Int? {
        var index = start
        var hasMark = false
        for mark in ["转", "轉", "分机", "分機", "内线", "extension", "ext", "x", "#", "*"]
            as [StaticString]
        where text.has(mark, at: index) {
            index += mark.utf8CodeUnitCount % 3 == 0 && !mark.isASCII
                ? mark.utf8CodeUnitCount / 3 : mark.utf8CodeUnitCount
            hasMark = true
            if mark.isASCII { break }
        }
        guard hasMark else { return nil }
        while true {
            switch text[index] {
            case 0x20, 0x2E, 0x3A, 0x53F7, 0x2D: index += 1
            default: return text.isDigit(index) ? index : nil
            }
        }
    }

    // MARK: - Emitting

    private mutating func emitRegion(
        _ cell: Span<UInt8>,
        _ phone: Phone,
        into column: inout CleanColumn
    ) {
        for piece in splitter.pieces(region: phone.region) {
            let last = piece.extensionGroup ?? piece.groups.upperBound - 1
            let scalars = spans[piece.groups.lowerBound].lowerBound..<spans[last].upperBound
            let raw = cell.extracting(bytes(scalars))
            emit(piece, raw: raw, phone, into: &column)
            if let group = piece.extensionGroup {
                let range = splitter.starts[group]..<splitter.end(of: group)
                column.setPart(.extension, splitter.digits.span.extracting(range))
            }
            attachLabel(cell, into: &column)
        }
    }

    private mutating func emit(
        _ piece: PhonePiece,
        raw: Span<UInt8>,
        _ phone: Phone,
        into column: inout CleanColumn
    ) {
        let low = splitter.starts[piece.groups.lowerBound]
        let high = splitter.end(of: piece.groups.upperBound - 1)
        guard var number = piece.number else {
            emitWrong(digitCount: high - low, first: splitter.digits[low], raw, into: &column)
            return
        }
        if hasLabel("qq", "QQ"), number.code != .placeholder {
            column.emit(
                raw: raw, value: splitter.digits.span.extracting(low..<high), kind: .qq,
                code: .wrongColumn)
            return
        }
        if hasLabel("传真", "fax"), number.kind == .landline { number.kind = .fax }
        build(&number, low: low, high: high, phone)
        var clean = CleanValue()
        clean.raw = column.values.intern(raw)
        clean.kind = number.kind
        clean.validity = number.validity
        clean.code = number.code
        clean.confidence = number.validity == .valid ? 100 : number.validity == .suspect ? 50 : 0
        if number.hasValue {
            clean.value = column.values.intern(value.span)
            clean.key = number.isKey ? clean.value : 0
        }
        let repair = repairs[piece.groups].first { $0 != .none } ?? .none
        if repair != .none, clean.code == .none {
            clean.code = repair
            clean.confidence = 90
        }
        column.emit(clean)
        if number.hasValue {
            column.setPart(.country, "\(number.country)")
            let start = low + number.start
            let area = start..<(start + number.areaDigitCount)
            column.setPart(.areaCode, splitter.digits.span.extracting(area))
        }
    }

    /// Writes the normal form into `value`; a given area code completes a number without one.
    private mutating func build(
        _ number: inout PhoneNumber,
        low: Int,
        high: Int,
        _ phone: Phone
    ) {
        value.removeAll(keepingCapacity: true)
        if number.code == .noAreaCode, !phone.areaCode.isEmpty {
            number.code = .none
            number.validity = .valid
            number.hasValue = true
            number.isKey = true
            value.append("+86")
            value.append(phone.areaCode.span)
        } else {
            value.append(number.prefix)
        }
        value.append(splitter.digits.span.extracting((low + number.start)..<high))
    }

    private func emitWrong(
        digitCount: Int,
        first: UInt8,
        _ raw: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let code: FindingCode =
            digitCount > 12 ? .tooManyDigits : digitCount < 7 ? .notAPhone : .tooFewDigits
        let isLong = digitCount == 12 || digitCount == 11
        let kind: ValueKind = first == 0x31 ? .mobile : .landline
        column.emitRaw(raw, kind: kind, code: isLong ? .notAPhone : code)
    }

    // MARK: - Separators and labels

    private func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2F, 0x3001, 0x2C, 0x3B, 0x7C, 0x5C, 0x0A, 0x0D, 0x26, 0x7E, 0x3003: true
        case 0x2460...0x2473, 0x20, 0x29, 0x2D, 0x2E, 0x3A, 0x2B, 0x22, 0x27, 0x3D: true
        default: false
        }
    }

    /// Skips one separator; `82345678/79` is a shortened second number.
    private mutating func takeSeparator(
        at index: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard isSeparator(text[index]) else { return nil }
        let isShortening = text[index] == 0x2F || text[index] == 0x3001 || text[index] == 0x7E
        guard isShortening, hasOutcome(column) else { return index + 1 }
        var end = index + 1
        while text.isDigit(end) { end += 1 }
        let length = end - index - 1
        let last = column.outcomes.count - 1
        let kind = column.outcomes[last].kind
        guard length >= 1, length <= 4, kind == .landline || kind == .mobile,
            end == text.count || isSeparator(text[end])
        else { return index + 1 }
        column.outcomes[last].code = .shortTail
        column.outcomes[last].validity = max(.suspect, column.outcomes[last].validity)
        return end
    }

    /// A label, a word that joins numbers, or an account name in the wrong column.
    private mutating func takeText(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        if let end = takeWeChat(at: start, cell, into: &column) { return end }
        let isBracketed = text[start] == 0x28
        var end = start
        while end < text.count {
            if isBracketed {
                if text[end] == 0x29 { break }
            } else if isGroupLead(end) || isSeparatorInLabel(end) || text[end] == 0x28 {
                break
            }
            end += 1
        }
        let range = (isBracketed ? start + 1 : start)..<end
        let next = min(text.count, isBracketed ? end + 1 : max(end, start + 1))
        if range.isEmpty || isJoiningWord(range) { return next }
        let touchesNext = isGroupLead(end) || text[end] == 0x3A || text[end] == 0x20
        if hasOutcome(column), isBracketed || !touchesNext || !isNumberAhead(end) {
            setLabel(range, cell, into: &column)
        } else {
            label = range
        }
        return next
    }

    private func isSeparatorInLabel(_ index: Int) -> Bool {
        text[index] != 0x2D && text[index] != 0x2E && isSeparator(text[index])
    }

    private func isNumberAhead(_ start: Int) -> Bool {
        var index = start
        while text[index] == 0x20 || text[index] == 0x3A { index += 1 }
        return isGroupLead(index)
    }

    private func isJoiningWord(_ range: Range<Int>) -> Bool {
        guard range.count <= 2 else { return false }
        for word in ["或", "和", "及", "与", "或者"] as [StaticString]
        where range.count * 3 == word.utf8CodeUnitCount && text.has(word, at: range.lowerBound) {
            return true
        }
        return false
    }

    private func hasLabel(_ words: StaticString...) -> Bool {
        guard let label else { return false }
        for index in label {
            for word in words where text.has(word, at: index) { return true }
        }
        return false
    }

    private mutating func takeWeChat(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isLetter(start) else { return nil }
        var end = start
        var hasDigit = false
        while text.isLetter(end) || text.isDigit(end) || text[end] == 0x5F || text[end] == 0x2D {
            if text.isDigit(end) || text[end] == 0x5F { hasDigit = true }
            end += 1
        }
        guard end - start >= 6, end - start <= 20, trailingDigitCount(end) < 7 else { return nil }
        guard hasDigit || hasLabel("微信", "wechat", "wx") else { return nil }
        value.removeAll(keepingCapacity: true)
        for scalar in text.scalars[start..<end] {
            value.append(UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar))
        }
        let name = value
        column.emit(
            raw: cell.extracting(bytes(start..<end)), value: name.span, kind: .wechat,
            code: .wrongColumn)
        attachLabel(cell, into: &column)
        return end
    }

    private func trailingDigitCount(_ end: Int) -> Int {
        var index = end
        while text.isDigit(index - 1) { index -= 1 }
        return end - index
    }

    /// Gives the waiting label to the outcome emitted last.
    private mutating func attachLabel(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        guard let range = label else { return }
        label = nil
        setLabel(range, cell, into: &column)
    }

    private func setLabel(
        _ range: Range<Int>,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, isLabelEdge(low) { low += 1 }
        while high > low, isLabelEdge(high - 1) { high -= 1 }
        if low < high, column.part(.label, of: column.outcomes.count - 1) == 0 {
            column.setPart(.label, cell.extracting(bytes(low..<high)))
        }
    }

    private func isLabelEdge(_ index: Int) -> Bool {
        switch text[index] {
        case 0x20, 0x3A, 0x28, 0x29, 0x2D, 0x2C, 0x2E, 0x22, 0x27, 0x3D, 0x5B, 0x5D: true
        default: false
        }
    }
}

extension StaticString {
    /// Whether the text is ASCII, so that bytes are scalars.
    var isASCII: Bool {
        withUTF8Buffer { buffer in
            for byte in unsafe buffer where byte >= 0x80 { return false }
            return true
        }
    }
}
