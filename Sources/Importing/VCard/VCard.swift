import Records

/// Reads address cards: vCard 2.1, 3.0 and 4.0 of phones, mail programs and address books.
///
/// In: the bytes of the file. Out: one table, a record a card, numbered from 1 in the order of the
/// cards; the columns are always the same, then come those of X- properties.
///
///     BEGIN:VCARD                                          full_name │ mobile      │ email
///     N;CHARSET=GBK;QUOTED-PRINTABLE:=D5=C5;=C8=FD    →    张三      │ 13800138000 │ z@x.cn
///     TEL;CELL:13800138000
///     EMAIL:z@x.cn
///     END:VCARD
package enum VCard: Importer {
    package static let spec = ComponentSpec(
        name: "vcard",
        stage: .importing,
        summary: "address cards (.vcf) of phones and mail programs, versions 2.1, 3.0 and 4.0",
        options: [
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "encoding of values that name no charset, such as utf-8 or gb18030"
            )
        ],
        findings: VCardFindings.all.map(\.code)
            + [
                ImportFindings.truncatedSource, ImportFindings.invalidEncoding,
                ImportFindings.doubtfulEncoding, ImportFindings.limit, ImportFindings.emptySource,
            ].map(\.code),
        example: "{vcard: 通讯录.vcf}"
    )

    /// By the line `BEGIN:VCARD`, which is the first one but for blanks, or one of the first few.
    package static func confidence(head: Span<UInt8>) -> Int {
        var letters: [UInt8] = []
        for index in 0..<min(head.count, 512) {
            let byte = head[index]
            // Zeros of UTF-16, and a BOM of any encoding.
            if byte == 0 || byte >= 0xBB || byte <= 0x20 { continue }
            letters.append(byte)
            if letters.count == 11 { break }
        }
        if isBegin(letters) { return 95 }
        var lines = VCardLines()
        for _ in 0..<5 where lines.next(head) {
            if isBegin(lines.line) { return 60 }
        }
        return 0
    }

    private static func isBegin(_ line: [UInt8]) -> Bool {
        String(decoding: line, as: UTF8.self).trimmedBlanks.uppercased() == "BEGIN:VCARD"
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let option = input.options["encoding"]?.text ?? "auto"
        // Only UTF-16 has to be decoded as a whole: its lines can't be told before.
        let isWide = EncodingGuess.utf16(input.bytes.span) != nil
        let decoded = isWide ? try DecodedText(input.bytes, encoding: nil) : nil
        var guess = TextSample.Guess(name: CodePage.utf8Name, confidence: 100)
        if !isWide {
            guess =
                option == "auto" || option.isEmpty
                ? VCard.guess(input.bytes.span) : TextSample.Guess(name: option, confidence: 100)
        }
        let text = try VCardText(defaultName: guess.name)
        var reader = VCardReader(input, text)
        if let decoded {
            reader.run(decoded.span)
        } else {
            reader.run(input.bytes.span)
        }
        var result = ImportResult()
        result.encoding = decoded?.encoding.rawValue ?? guess.name
        result.encodingConfidence = guess.confidence
        result.dialect = reader.versions.sorted().joined(separator: ", ")
        result.isBroken = reader.isTruncated || reader.cardCount == 0
        result.tables = [
            reader.table.table(source: input.source, file: input.path, skipped: reader.skipped)
        ]
        report(reader, guess, input, &result)
        return result
    }

    private static func report(
        _ reader: VCardReader,
        _ guess: TextSample.Guess,
        _ input: ImportInput,
        _ result: inout ImportResult
    ) {
        let place = Place(source: input.source, file: input.path)
        if reader.cardCount == 0 {
            result.findings.add(Finding(ImportFindings.emptySource.code, at: place))
        }
        if guess.confidence < 80 {
            var finding = Finding(ImportFindings.doubtfulEncoding.code, at: place)
            finding.detail = "\(guess.name) with confidence \(guess.confidence) of 100"
            result.findings.add(finding)
        }
        for finding in reader.issues.all { result.findings.add(finding) }
    }

    /// From the values that name no charset, quoted-printable ones decoded.
    private static func guess(_ bytes: Span<UInt8>) -> TextSample.Guess {
        var sample = TextSample()
        var lines = VCardLines()
        while !sample.isFull, lines.next(bytes) {
            let line = lines.line.span
            let transfer = VCardLines.transfer(line)
            if transfer == .base64 || (transfer == .plain && line.isASCII) { continue }
            guard let property = VCardProperty(line) else {
                sample.add(line)
                continue
            }
            if property.charset != nil { continue }
            let value =
                transfer == .quotedPrintable
                ? VCardTransfer.quotedPrintable(property.value.span) : property.value
            sample.add(value.span)
        }
        return TextSample.guess(sample.bytes.span)
    }
}
