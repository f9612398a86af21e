import Records

/// Numbers as outcomes of the column.
extension PhoneScanner {
    mutating func emitRegion(
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

    mutating func emit(
        _ piece: PhonePiece,
        raw: Span<UInt8>,
        _ phone: Phone,
        into column: inout CleanColumn
    ) {
        let low = splitter.starts[piece.groups.lowerBound]
        let high = splitter.end(of: piece.groups.upperBound - 1)
        if hasLabel("qq"), high - low >= 5, high - low <= 11 {
            column.emit(
                raw: raw,
                value: splitter.digits.span.extracting(low..<high),
                kind: .qq,
                code: .wrongColumn
            )
            return
        }
        guard var number = piece.number else {
            emitWrong(digitCount: high - low, first: splitter.digits[low], raw, into: &column)
            return
        }
        if hasLabel("传真", "fax"), number.kind == .landline { number.kind = .fax }
        let isCompleted = number.code == .noAreaCode && !phone.areaCode.isEmpty
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
            if number.areaDigitCount == 0, isCompleted {
                column.setPart(.areaCode, phone.areaCode.span)
            } else {
                let area = start..<(start + number.areaDigitCount)
                column.setPart(.areaCode, splitter.digits.span.extracting(area))
            }
        }
    }

    /// Writes the normal form into `value`; a given area code completes a number without one.
    mutating func build(
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
        let digits = splitter.digits
        value.append(digits.span.extracting((low + number.start)..<high))
    }

    func emitWrong(
        digitCount: Int,
        first: UInt8,
        _ raw: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let code: FindingCode =
            digitCount > 11 ? .tooManyDigits : digitCount < 7 ? .notAPhone : .tooFewDigits
        let kind: ValueKind = first == 0x31 ? .mobile : .landline
        column.emitRaw(raw, kind: kind, code: digitCount == 11 ? .notAPhone : code)
    }
}
