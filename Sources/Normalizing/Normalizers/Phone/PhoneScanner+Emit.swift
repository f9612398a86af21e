import Records

/// Numbers as outcomes of the column.
extension PhoneScanner {
    mutating func emitRegion(
        _ cell: Span<UInt8>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) {
        splitter.split(region: rules.region)
        let firstNew = column.outcomes.count
        var isStray = false
        var pending = -1
        for index in splitter.pieces.indices {
            let piece = splitter.pieces[index]
            let last = piece.extensionGroup ?? piece.groups.upperBound - 1
            var scalars = spans[piece.groups.lowerBound].lowerBound..<spans[last].upperBound
            if piece.number == nil, isLoose(piece) {
                hasLooseDigits = true
                if isMark(piece) {
                    pending = scalars.lowerBound
                } else {
                    isStray = true
                }
                continue
            }
            let start = pending >= 0 ? pending : lead ?? scalars.lowerBound
            scalars = start..<scalars.upperBound
            pending = -1
            lead = nil
            emit(piece, rules, into: &column)
            ranges.append(scalars)
            if let group = piece.extensionGroup {
                let range = splitter.starts[group]..<splitter.end(of: group)
                column.setPart(.extension, splitter.digits.span.extracting(range))
            }
            attachLabel()
        }
        if isStray { noteStray(in: &column) }
        doubtShreds(from: firstNew, in: &column)
        if isSlip { noteSlip(at: firstNew, in: &column) }
        isSlip = false
    }

    /// 894.6232.105 18: beside digits that are no number, a short code is a shred of them.
    private func doubtShreds(from first: Int, in column: inout CleanColumn) {
        let outcomes = first..<column.outcomes.count
        guard outcomes.count > 1,
            outcomes.contains(where: { column.outcomes[$0].validity != .valid })
        else { return }
        for index in outcomes
        where column.outcomes[index].kind == .service && column.outcomes[index].code == .none
            && column.values[column.outcomes[index].value].count <= 6
        {
            column.outcomes[index].validity = .suspect
            column.outcomes[index].code = .strayDigits
            column.outcomes[index].key = 0
            column.outcomes[index].confidence = 50
        }
    }

    /// A few digits beside numbers that are whole without them.
    private func isLoose(_ piece: PhonePiece) -> Bool {
        guard piece.groups.count == 1, splitter.length(of: piece.groups.lowerBound) <= 5 else {
            return false
        }
        return hasOutcome || splitter.pieces.contains { $0.number != nil }
    }

    private func isMark(_ piece: PhonePiece) -> Bool {
        splitter.isListMark(piece.groups.lowerBound, in: 0..<splitter.starts.count)
    }

    /// 8234B45678901: of two pieces that a letter parts, one whole and one not, neither is sure.
    private func noteSlip(at second: Int, in column: inout CleanColumn) {
        guard second > firstOutcome, second < column.outcomes.count else { return }
        let isWhole = (
            column.outcomes[second - 1].validity == .valid,
            column.outcomes[second].validity == .valid
        )
        guard isWhole.0 != isWhole.1 else { return }
        let index = isWhole.0 ? second - 1 : second
        column.outcomes[index].validity = .suspect
        column.outcomes[index].code = .strayDigits
        column.outcomes[index].confidence = min(50, column.outcomes[index].confidence)
    }

    private func noteStray(in column: inout CleanColumn) {
        let last = column.outcomes.count - 1
        guard column.outcomes[last].code == .none else { return }
        column.outcomes[last].code = .strayDigits
        column.outcomes[last].validity = max(.suspect, column.outcomes[last].validity)
        column.outcomes[last].confidence = min(70, column.outcomes[last].confidence)
    }

    private mutating func emit(
        _ piece: PhonePiece,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) {
        let low = splitter.starts[piece.groups.lowerBound]
        let high = splitter.end(of: piece.groups.upperBound - 1)
        if label != nil, high - low >= 5, high - low <= 11, isQQ() {
            let name = column.values.intern(splitter.digits.span.extracting(low..<high))
            var clean = CleanValue()
            clean.value = name
            clean.key = name
            clean.kind = .qq
            clean.code = .wrongColumn
            column.emit(clean)
            return
        }
        guard var number = piece.number else {
            emitWrong(digitCount: high - low, first: splitter.digits[low], into: &column)
            return
        }
        if number.code == .noAreaCode { complete(&number, rules, column) }
        if number.code == .none { number.code = repair(of: piece) }
        append(number, digits: low..<high, rules, into: &column)
    }

    /// What was done to the digits of a number: the first repair, an extension without a mark.
    private func repair(of piece: PhonePiece) -> FindingCode {
        for group in piece.groups where repairs[group] != .none { return repairs[group] }
        return piece.isUnmarked ? .unmarkedExtension : .none
    }

    /// A given area code completes a number without one; that of a neighbour is offered.
    private mutating func complete(
        _ number: inout PhoneNumber,
        _ rules: PhoneRules,
        _ column: borrowing CleanColumn
    ) {
        guard rules.region == .mainland else { return }
        if rules.areaCode != 0 {
            number.code = .none
            number.validity = .valid
            number.hasValue = true
            number.isKey = true
            number.callingCode = 86
            number.type = .fixedLine
            return
        }
        guard hasOutcome else { return }
        let last = column.outcomes.count - 1
        let isWhole =
            column.outcomes[last].value != 0 || column.outcomes[last].code == .areaCodeOfNeighbour
        guard column.outcomes[last].kind == .landline, isWhole,
            column.part(.areaCode, of: last) != 0
        else { return }
        number.code = .areaCodeOfNeighbour
        number.callingCode = 86
    }

    mutating func append(
        _ number: PhoneNumber,
        digits: Range<Int>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) {
        let last = column.outcomes.count - 1
        let neighbour =
            number.code == .areaCodeOfNeighbour
            ? Digits.value(column.values[column.part(.areaCode, of: last)]) ?? 0 : 0
        let isCompleted =
            number.areaDigitCount == 0 && number.kind == .landline
            && number.callingCode == 86 && number.type == .fixedLine && rules.areaCode != 0
        let area = isCompleted ? rules.areaCode : neighbour
        number.write(splitter, digits, area: area, into: &value)
        var clean = CleanValue()
        clean.kind = number.kind
        clean.validity = number.validity
        clean.code = number.code
        clean.confidence = number.confidence
        if number.hasValue {
            clean.value = column.values.intern(value.span)
            clean.key = number.isKey ? clean.value : 0
        }
        column.emit(clean)
        if neighbour != 0 || number.isSuggestion { column.setPart(.suggestion, value.span) }
        if neighbour != 0 { texts.setAreaCode(neighbour, of: &column) }
        guard number.hasValue else { return }
        texts.setCountry(number.country, of: &column)
        texts.setType(number.type, of: &column)
        if isCompleted {
            texts.setArea(area, of: &column)
        } else if number.areaDigitCount > 0 {
            let start = digits.lowerBound + number.start
            var code = 0
            for index in start..<(start + number.areaDigitCount) {
                code = code &* 10 &+ Int(splitter.digits[index] & 0xF)
            }
            texts.setArea(code, of: &column)
        }
    }

    func emitWrong(digitCount: Int, first: UInt8, into column: inout CleanColumn) {
        var clean = CleanValue()
        clean.kind = first == 0x31 ? .mobile : .landline
        clean.validity = .invalid
        clean.confidence = 0
        clean.code =
            digitCount == 11 || digitCount < 7
            ? .notAPhone : digitCount > 11 ? .tooManyDigits : .tooFewDigits
        column.emit(clean)
    }
}

extension PhoneNumber {
    var confidence: UInt8 {
        switch validity {
        case .valid: code == .letterInDigits || code == .decimalTail ? 90 : 100
        case .suspect: 50
        case .invalid: 0
        }
    }

    /// The normal form: `+`, country code, national digits; an area code that is known otherwise
    /// stands before them.
    func write(
        _ splitter: borrowing PhoneSplitter,
        _ digits: Range<Int>,
        area: Int,
        into value: inout [UInt8]
    ) {
        value.removeAll(keepingCapacity: true)
        if callingCode == 86 {
            value.append(0x2B)
            value.append(0x38)
            value.append(0x36)
        } else if callingCode != 0 {
            value.append(0x2B)
            PhoneNumber.append(UInt64(callingCode), digitCount: 0, to: &value)
        }
        if area != 0 { PhoneNumber.append(UInt64(area), digitCount: 0, to: &value) }
        if nationalDigitCount > 0 {
            PhoneNumber.append(national, digitCount: nationalDigitCount, to: &value)
        } else {
            for index in (digits.lowerBound + start)..<digits.upperBound {
                value.append(splitter.digits[index])
            }
        }
    }

    private static func append(_ number: UInt64, digitCount: Int, to value: inout [UInt8]) {
        var divisor: UInt64 = 1
        var count = 1
        while count < 19, count < digitCount || number / divisor >= 10 {
            divisor *= 10
            count += 1
        }
        while divisor > 0 {
            value.append(0x30 + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
