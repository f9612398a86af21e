import CRM
import Records

/// E-mail cells → addresses in lower case, several per cell.
///
///     "张三 <ZS＠Acme。com>；info@acme.com,"
///       zs@acme.com    label 张三
///       info@acme.com  mailbox role
///
/// ＠ 。 and ， are folded; separators behind an address and whole pairs of brackets and quotes around
/// it fall away. Damage in an address or at its edge (`(zs@acme.com`, `zs @acme.com`) makes it
/// invalid, and a misspelt provider (qq.con) suspect: what was meant is offered as a suggestion and
/// never applied. The key is what tells the owner: Gmail ignores dots.
package struct Email: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "email",
        stage: .normalizing,
        summary: "e-mail addresses in lower case, several per cell",
        findings: [
            .noEmail, .emailTypo, .wrongColumn, .emailMended, .unusualEmail, .sharedPlaceholder,
            .lostLines, .starred, .sensitive,
        ],
        example: "email"
    )

    private let domains: EmailDomains
    private let typos: EmailTypos
    private let roleWord = Array("role".utf8)
    private let freeWord = Array("free".utf8)
    private var scanner = EmailScanner()
    private var seen = [SeenDomain](repeating: SeenDomain(), count: Email.slotCount)
    private var freeID: ValueID = 0
    private var value: [UInt8] = []
    private var scratch: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Email.spec)
        domains = EmailDomains()
        typos = EmailTypos(domains)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if let at = EmailSyntax.plainAt(cell) {
            emit(cell, cell, at: at, isPlain: true, code: .none, into: &column)
            return
        }
        if let length = EmailSyntax.foldPlain(cell, into: &value),
            let at = EmailSyntax.plainAt(value.span)
        {
            let address = value
            emit(cell.extracting(0..<length), address.span, at: at, code: .none, into: &column)
            return
        }
        scanner.read(cell)
        let scanner = scanner
        if scanner.pieces.isEmpty {
            emitWithoutAt(scanner.text, cell, into: &column)
            return
        }
        let first = column.outcomes.count
        var floor = 0
        for (index, piece) in scanner.pieces.enumerated() {
            emit(piece, scanner, cell, floor: floor, first: first, into: &column)
            floor = piece.range.upperBound
            if let remark = EmailRemarks.bracketed(scanner.text, after: floor) {
                floor = remark.upperBound
            }
            let next = index + 1
            let end =
                next < scanner.pieces.count
                ? scanner.pieces[next].range.lowerBound : scanner.text.count
            emitMobiles(scanner.text, floor..<max(floor, end), cell, into: &column)
        }
        let start = scanner.pieces[0].range.lowerBound
        emitMobiles(scanner.text, 0..<start, cell, into: &column)
    }

    // MARK: - One piece

    private mutating func emit(
        _ piece: EmailScanner.Piece,
        _ scanner: EmailScanner,
        _ cell: Span<UInt8>,
        floor: Int,
        first: Int,
        into column: inout CleanColumn
    ) {
        let text = scanner.text
        let raw = cell.extracting(
            text.offsets[piece.range.lowerBound]..<text.offsets[piece.range.upperBound]
        )
        value.removeAll(keepingCapacity: true)
        scanner.append(piece.address, to: &value)
        let address = value
        let verdict = piece.isBroken ? .none : EmailSyntax.verdict(address.span)
        guard verdict != .none, !piece.isDamaged else {
            column.emitRaw(raw, kind: .email, code: .noEmail)
            if verdict == .usual {
                column.setPart(.suggestion, withoutTypo(address).span)
            } else if let meant = EmailRepair.meant(address, typos) {
                column.setPart(.suggestion, meant.span)
            }
            return
        }
        if address.span.firstIndex(of: 0x2A) != nil, Email.isStarred(address) {
            column.emitRaw(raw, kind: .email, code: .starred)
            return
        }
        if column.values.find(address.span) ?? 0 > 0,
            column.outcomes[first...].contains(where: {
                column.values[$0.value].hasSameBytes(as: address.span)
            })
        {
            return
        }
        let at = address.firstIndex(of: 0x40) ?? 0
        let isUnusual = verdict == .unusual
        let code: FindingCode = isUnusual ? .unusualEmail : piece.isMended ? .emailMended : .none
        emit(raw, address.span, at: at, code: code, into: &column)
        setLabel(piece, text, cell, floor: floor, into: &column)
    }

    /// An address with the domain that was probably meant.
    private func withoutTypo(_ address: [UInt8]) -> [UInt8] {
        let start = (address.firstIndex(of: 0x40) ?? 0) + 1
        let domain = address.span.extracting(start..<address.count)
        var meant = Array(address[..<start])
        guard domains.provider(of: domain) == nil, typos.appendMeant(domain, to: &meant) else {
            return address
        }
        return meant
    }

    /// Two stars in a row, or one where letters stand on both sides: z***s@, z*s@.
    private static func isStarred(_ address: [UInt8]) -> Bool {
        for index in 1..<address.count where address[index] == 0x2A {
            let before = address[index - 1]
            if before == 0x2A || EmailSyntax.isAlphanumeric(before) { return true }
        }
        return address[0] == 0x2A && EmailSyntax.isAlphanumeric(address[1])
    }

    private func setLabel(
        _ piece: EmailScanner.Piece,
        _ text: FoldedText,
        _ cell: Span<UInt8>,
        floor: Int,
        into column: inout CleanColumn
    ) {
        let before = floor..<max(floor, piece.range.lowerBound)
        let label =
            EmailRemarks.label(text, before)
            ?? EmailRemarks.bracketed(text, after: piece.range.upperBound)
        guard let label else { return }
        let words = cell.extracting(text.offsets[label.lowerBound]..<text.offsets[label.upperBound])
        // `zhang san@acme.com` may have been `zhangsan@…`: told, not mended.
        let index = column.outcomes.count - 1
        let outcome = column.outcomes[index]
        if label.lowerBound == 0, text[label.upperBound] == 0x20, outcome.code == .none,
            label.upperBound + 1 == piece.range.lowerBound, Email.isLowerWord(words)
        {
            if column.values[outcome.value].starts(with: words) { return }
            var meant = words.copy()
            meant.append(column.values[outcome.value])
            column.outcomes[index].code = .unusualEmail
            column.outcomes[index].validity = .suspect
            column.setPart(.suggestion, meant.span)
            return
        }
        column.setPart(.label, words)
    }

    private static func isLowerWord(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            let isWord = byte &- 0x61 < 26 || Digits.isDigit(byte) || byte == 0x2E || byte == 0x5F
            if !isWord { return false }
        }
        return true
    }

    // MARK: - One address

    private mutating func emit(
        _ raw: Span<UInt8>,
        _ address: Span<UInt8>,
        at: Int,
        isPlain: Bool = false,
        code: FindingCode,
        into column: inout CleanColumn
    ) {
        let local = address.extracting(0..<at)
        let domain = address.extracting((at + 1)..<address.count)
        var clean = CleanValue()
        clean.value = column.values.intern(address)
        clean.raw = isPlain ? clean.value : column.values.intern(raw)
        clean.key = clean.value
        clean.kind = .email
        clean.code = code
        let seen = recall(domain, column)
        let provider = seen.id != 0 ? seen.provider : domains.provider(of: domain)
        scratch.removeAll(keepingCapacity: true)
        let isTypo =
            seen.id == 0 && provider == nil && typos.appendMeant(domain, to: &scratch)
        if isTypo { clean.code = .emailTypo }
        let isFiller = domains.isFiller(local, domain, isFree: provider != nil)
        if isFiller {
            clean.code = .sharedPlaceholder
            clean.key = 0
        }
        if isTypo || isFiller || code == .unusualEmail { clean.validity = .suspect }
        if code == .emailMended { clean.confidence = 90 }
        column.emit(clean)
        column.setPart(.localPart, column.values.intern(local))
        let domainID = seen.id != 0 ? seen.id : column.values.intern(domain)
        column.setPart(.domain, domainID)
        if seen.id == 0, !isTypo { remember(domain, domainID, provider) }
        if isTypo {
            var meant = local.copy()
            meant.append(0x40)
            meant.append(contentsOf: scratch)
            column.setPart(.suggestion, meant.span)
        }
        if domains.isRole(local) {
            column.setPart(.mailbox, roleWord.span)
        } else if provider != nil {
            let isSame =
                freeID < column.values.count
                && column.values[freeID].hasSameBytes(as: freeWord.span)
            if !isSame { freeID = column.values.intern(freeWord.span) }
            column.setPart(.mailbox, freeID)
        }
        setKey(local, domain, provider, isFiller, into: &column)
    }

    /// What is known of a domain from a cell before; its id is 0 when nothing is.
    ///
    /// A handful of domains make most of a column, and looking one up again costs more than
    /// comparing it with the one last seen in its slot.
    private func recall(_ domain: Span<UInt8>, _ column: borrowing CleanColumn) -> SeenDomain {
        let known = seen[Email.slot(domain)]
        guard known.id != 0, known.id < column.values.count,
            column.values[known.id].hasSameBytes(as: domain)
        else { return SeenDomain() }
        return known
    }

    private mutating func remember(_ domain: Span<UInt8>, _ id: ValueID, _ provider: Int?) {
        seen[Email.slot(domain)] = SeenDomain(id: id, provider: provider)
    }

    private static let slotCount = 2048

    private static func slot(_ domain: Span<UInt8>) -> Int {
        let middle = domain.count >> 1
        let head = Int(domain[0]) &* 31 &+ Int(domain[1]) &* 197
        let tail = Int(domain[middle]) &* 59 &+ Int(domain[middle &- 1]) &* 389
        return (head &+ tail &+ domain.count &* 7) & (slotCount &- 1)
    }

    private struct SeenDomain {
        var id: ValueID = 0
        private var index: Int32 = -1

        init() {}

        init(id: ValueID, provider: Int?) {
            self.id = id
            index = Int32(provider ?? -1)
        }

        var provider: Int? { index < 0 ? nil : Int(index) }
    }

    private mutating func setKey(
        _ local: Span<UInt8>,
        _ domain: Span<UInt8>,
        _ provider: Int?,
        _ isFiller: Bool,
        into column: inout CleanColumn
    ) {
        if provider == nil || isFiller { return }
        scratch.removeAll(keepingCapacity: true)
        if domains.appendKey(local, domain, provider: provider, to: &scratch) {
            let key = scratch
            column.outcomes[column.outcomes.count - 1].key = column.values.intern(key.span)
        }
    }

    // MARK: - Other things in the column

    private func emitMobiles(
        _ text: FoldedText,
        _ range: Range<Int>,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        if range.count < 11 { return }
        for (place, digits) in EmailRemarks.mobiles(text, range) {
            var value: [UInt8] = []
            value.append("+86")
            value.append(contentsOf: digits)
            let raw = cell.extracting(
                text.offsets[place.lowerBound]..<text.offsets[place.upperBound]
            )
            column.emit(raw: raw, value: value.span, kind: .mobile, code: .wrongColumn)
        }
    }

    /// A cell without @: numbers and web addresses are told as such, anything else is no address.
    private func emitWithoutAt(
        _ text: FoldedText,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let first = column.outcomes.count
        emitMobiles(text, 0..<text.count, cell, into: &column)
        if column.outcomes.count > first { return }
        if let kind = EmailRepair.numberKind(text) {
            column.emitRaw(cell, kind: kind, validity: .suspect, code: .wrongColumn)
            if kind == .qq {
                var meant: [UInt8] = []
                for index in 0..<text.count { Scalars.append(text[index], to: &meant) }
                meant.append("@qq.com")
                column.setPart(.suggestion, meant.span)
            }
            return
        }
        if text.has("www.", at: 0) || text.has("http", at: 0),
            WebAddress.emit(cell, code: .wrongColumn, into: &column)
        {
            return
        }
        column.emitUnread(cell, kind: .email, validity: .invalid, code: .noEmail)
        if let meant = EmailRepair.meantWithoutAt(text, domains) {
            column.setPart(.suggestion, meant.span)
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether `text` stands at the beginning.
    fileprivate func starts(with text: Span<UInt8>) -> Bool {
        text.count <= count && extracting(0..<text.count).hasSameBytes(as: text)
    }
}
