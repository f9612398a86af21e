import Records

/// Reads the cards of a file, each one record; nested cards become records behind their holder.
struct VCardReader {
    private let input: ImportInput
    private let text: VCardText
    private(set) var table = VCardTable()
    private(set) var skipped: [SkippedRow] = []
    private(set) var issues: VCardIssues
    private(set) var isTruncated = false
    private(set) var versions: [String] = []
    private(set) var cardCount: UInt32 = 0
    private var open: [Card] = []
    private var closed: [Card] = []

    static let maxCardCount = 1_000_000
    private static let maxDepth = 8

    /// A card whose lines are being read.
    private struct Card {
        var number: UInt32
        var byteOffset: UInt64
        var properties: [VCardProperty] = []
    }

    init(_ input: ImportInput, _ text: VCardText) {
        self.input = input
        self.text = text
        issues = VCardIssues(source: input.source, file: input.path)
    }

    mutating func run(_ bytes: Span<UInt8>) {
        read(bytes, depth: 0)
        if let card = open.last {
            isTruncated = true
            issues.add(
                ImportFindings.truncatedSource,
                row: card.number,
                detail: "the last card has no `END:VCARD`"
            )
            while !open.isEmpty { close() }
        }
    }

    private mutating func read(_ bytes: Span<UInt8>, depth: Int) {
        let start = open.count
        var lines = VCardLines()
        while lines.next(bytes) {
            let line = lines.line.span
            if lines.isCut {
                issues.add(ImportFindings.limit, row: open.last?.number ?? 0, detail: "line length")
            }
            guard var property = VCardProperty(line) else {
                stray(line)
                continue
            }
            if depth > 0, property.transfer == .plain { property.setCharset(CodePage.utf8Name) }
            let isCard = property.value.count < 16 && property.isVCard
            if property.name == "BEGIN" && isCard {
                guard begin(at: depth == 0 ? UInt64(lines.byteOffset) : nil) else { return }
            } else if property.name == "END" && isCard {
                if open.count > start { close() } else { stray(line) }
            } else if open.isEmpty {
                stray(line)
            } else {
                add(property, depth)
            }
        }
        // Cards of a nested text that lack their end.
        while depth > 0, open.count > start { close() }
    }

    /// False when there are too many cards.
    private mutating func begin(at byteOffset: UInt64?) -> Bool {
        if let holder = open.last, byteOffset != nil {
            let last = holder.properties.last
            let isNested = last?.name == "AGENT" && last?.value.isEmpty == true
            if isNested, open.count < VCardReader.maxDepth {
                issues.add(VCardFindings.nestedCard, row: holder.number)
            } else {
                issues.add(VCardFindings.missingEnd, row: holder.number)
                close()
            }
        }
        guard cardCount < VCardReader.maxCardCount else {
            let detail = "more than \(VCardReader.maxCardCount) cards"
            issues.add(ImportFindings.limit, row: cardCount, detail: detail)
            return false
        }
        cardCount += 1
        let offset = byteOffset ?? open.last?.byteOffset ?? 0
        open.append(Card(number: cardCount, byteOffset: offset))
        return true
    }

    private mutating func add(_ property: VCardProperty, _ depth: Int) {
        let card = open.count - 1
        if property.name == "AGENT", !property.value.isEmpty, depth < VCardReader.maxDepth {
            let value = text.components(property).components.joined(separator: ";")
            if value.uppercased().hasPrefix("BEGIN:VCARD") {
                issues.add(VCardFindings.nestedCard, row: open[card].number)
                let bytes = Array(value.utf8)
                return read(bytes.span, depth: depth + 1)
            }
        }
        open[card].properties.append(property)
    }

    /// A line without name and colon belongs to the value before it.
    private mutating func stray(_ line: Span<UInt8>) {
        let shown = line.extracting(0..<min(64, line.count)).string()
        guard let card = open.indices.last, let last = open[card].properties.indices.last else {
            return issues.add(VCardFindings.strayLine, row: 0, value: shown)
        }
        issues.add(VCardFindings.strayLine, row: open[card].number, value: shown)
        open[card].properties[last].value.append(0x0A)
        open[card].properties[last].value.append(line)
    }

    // MARK: Closing

    /// Ends the innermost card; records are written when no card is open, in the order of numbers.
    private mutating func close() {
        guard let card = open.popLast() else { return }
        closed.append(card)
        guard open.isEmpty else { return }
        for card in closed.sorted(by: { $0.number < $1.number }) { write(card) }
        closed.removeAll(keepingCapacity: true)
    }

    private mutating func write(_ card: Card) {
        var labels: [String: String] = [:]
        for property in card.properties
        where property.name == "X-ABLABEL" && !property.group.isEmpty {
            labels[property.group] = text.components(property).components.joined(separator: ";")
        }
        var record = VCardRecord()
        for property in card.properties {
            let value = text.components(property)
            report(value.problem, property, card.number)
            switch property.name {
            case "VERSION": note(version: value.components.first ?? "")
            case "X-ABLABEL" where !property.group.isEmpty: continue
            case "AGENT" where property.value.isEmpty: continue
            default: record.add(property, value.components, label: labels[property.group])
            }
        }
        record.finish()
        if record.isNameJoined { issues.add(VCardFindings.nameFromParts, row: card.number) }
        if record.isEmpty {
            skipped.append(SkippedRow(rowNumber: card.number, kind: .blank, text: ""))
        } else {
            table.append(record, number: card.number, byteOffset: card.byteOffset)
        }
    }

    private mutating func note(version: String) {
        let version = version.trimmedBlanks
        if !version.isEmpty, version.count < 8, versions.count < 8, !versions.contains(version) {
            versions.append(version)
        }
    }

    private mutating func report(
        _ problem: VCardText.Problem?,
        _ property: VCardProperty,
        _ row: UInt32
    ) {
        switch problem {
        case nil: return
        case .binary:
            issues.add(VCardFindings.binaryLeftOut, row: row, detail: "property \(property.name)")
        case .unknownCharset(let name):
            issues.add(VCardFindings.unknownCharset, row: row, detail: "`\(name.prefix(40))`")
        case .badBytes:
            issues.add(
                ImportFindings.invalidEncoding,
                row: row,
                detail: "property \(property.name)"
            )
        case .otherEncoding(let name):
            issues.add(
                ImportFindings.invalidEncoding,
                row: row,
                detail: "property \(property.name) was read as \(name)"
            )
        }
    }
}
