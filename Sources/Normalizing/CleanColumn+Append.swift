import Records

extension CleanColumn {
    /// Appends the outcomes of the raw ids that follow, made apart; text ids are mapped over.
    mutating func append(_ piece: CleanColumn) {
        var ids: [ValueID] = [0]
        ids.reserveCapacity(piece.values.count)
        for id in piece.values.ids { ids.append(values.intern(piece.values[id])) }
        var next = 0
        for raw in 1..<(piece.outcomeStarts.count - 1) {
            let end = Int(piece.outcomeStarts[raw + 1])
            while next < end {
                var value = piece.outcomes[next]
                value.value = ids[Int(value.value)]
                value.raw = ids[Int(value.raw)]
                value.key = ids[Int(value.key)]
                emit(value)
                for part in Part.allCases {
                    let id = piece.part(part, of: next)
                    if id != 0 { setPart(part, ids[Int(id)]) }
                }
                next += 1
            }
            closeRaw()
        }
    }

    /// A value whose text, key and raw piece are known; confidence and parts are set by the caller.
    mutating func emit(
        raw: Span<UInt8>,
        value: Span<UInt8>,
        kind: ValueKind = .plain,
        validity: Validity = .valid,
        code: FindingCode = .none,
        isKey: Bool = true
    ) {
        var clean = CleanValue()
        clean.value = values.intern(value)
        clean.raw = values.intern(raw)
        clean.key = isKey ? clean.value : 0
        clean.kind = kind
        clean.validity = validity
        clean.code = code
        emit(clean)
    }

    /// A cell without a normal form: only its raw text is kept.
    mutating func emitRaw(
        _ raw: Span<UInt8>,
        kind: ValueKind = .plain,
        validity: Validity = .invalid,
        code: FindingCode
    ) {
        var clean = CleanValue()
        clean.raw = values.intern(raw)
        clean.kind = kind
        clean.validity = validity
        clean.code = code
        clean.confidence = 0
        emit(clean)
    }
}
