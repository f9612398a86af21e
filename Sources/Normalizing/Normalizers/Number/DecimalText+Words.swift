import Records

/// Sign and brackets of a number as they are met.
struct NumberSign {
    var isNegative = false
    var openCount = 0
    var isClosed: Bool { openCount == 0 }
}

/// What stands around a number: signs, currencies, 约 and 以上, counting words.
extension DecimalText {
    // MARK: - In front

    /// False when something stands there that changes the number.
    mutating func readPrefix(_ sign: inout NumberSign) -> Bool {
        while index < text.count {
            switch text[index] {
            case 0x20, 0x22, 0x27, 0x3D: index += 1
            case 0x2B: index += 1
            case 0x3A where hasUnit: index += 1
            case 0x2D, 0x8D1F, 0x8CA0:
                if sign.isNegative { return false }
                sign.isNegative = true
                index += 1
            case 0x28:
                guard isAmountStart(index + 1), !sign.isNegative else { return false }
                sign.isNegative = true
                sign.openCount += 1
                index += 1
            case 0x7E, 0x2248, 0x3E, 0x3C, 0x2265, 0x2264, 0x2267, 0x2266:
                isApproximate = true
                index += 1
            default:
                guard let length = wordLength(DecimalText.prefixes, DecimalText.prefixHeads)
                else { return true }
                if length < 0 { return false }
                index += length
            }
        }
        return false
    }

    private func isAmountStart(_ index: Int) -> Bool {
        text.isDigit(index) || text[index] == 0xA5 || text[index] == 0x24
    }

    // MARK: - Behind

    mutating func readSuffix(_ sign: inout NumberSign) -> Bool {
        while index < text.count {
            switch text[index] {
            case 0x20, 0x22, 0x27: index += 1
            case 0x25:
                if isPercent { return false }
                isPercent = true
                index += 1
            case 0x2030:
                isPercent = true
                exponent -= 1
                index += 1
            case 0x2B:
                isApproximate = true
                index += 1
            case 0x28:
                sign.openCount += 1
                index += 1
                if !readBracketUnit() { return false }
            case 0x29:
                guard sign.openCount > 0 else { return false }
                sign.openCount -= 1
                index += 1
            case 0x2D where index == text.count - 1 && !sign.isNegative:
                sign.isNegative = true
                hasTrailingMinus = true
                index += 1
            default:
                guard let length = wordLength(DecimalText.suffixes, DecimalText.suffixHeads)
                else { return true }
                if length < 0 { return false }
                index += length
            }
        }
        return true
    }

    /// `（万元）` behind a number.
    private mutating func readBracketUnit() -> Bool {
        guard !hasUnit else { return true }
        for (word, power) in DecimalText.bracketUnits where text.has(word, at: index) {
            exponent += power
            scale = power
            hasUnit = true
            index += word.hanCount
            return true
        }
        return true
    }

    private static let bracketUnits: [(StaticString, Int)] = [
        ("百万", 6), ("千万", 7), ("万", 4), ("亿", 8), ("千", 3),
    ]

    // MARK: - Words

    enum Meaning: Sendable {
        case ignored, approximate, percent, tenths, yuan, counter, calendarYear
        case currency(StaticString)
    }

    /// The length of the word at `index`, whose meaning is noted; -1 when it contradicts, nil: none.
    private mutating func wordLength(
        _ words: [(StaticString, Meaning)],
        _ heads: [UInt32]
    ) -> Int? {
        // These two are of two bytes in UTF-8; all words below have one or three a scalar.
        if text[index] == 0xA5 { return name(DecimalText.isSame(currency, "JPY") ? "JPY" : "CNY") }
        if text[index] == 0xA3 { return name("GBP") }
        let head = text[index] &- 0x41 < 26 ? text[index] | 0x20 : text[index]
        for place in heads.indices where heads[place] == head {
            let (word, meaning) = words[place]
            guard text.has(word, at: index) else { continue }
            let length = word.withUTF8Buffer { unsafe DecimalText.scalarCount($0.span) }
            if text.isLetter(index + length - 1), text.isLetter(index + length) { continue }
            switch meaning {
            case .ignored: break
            case .approximate: isApproximate = true
            case .percent: isPercent = true
            case .tenths:
                isPercent = true
                exponent += 1
            case .yuan:
                if DecimalText.isSame(currency, "USD") { hasDollarAndYuan = true }
                noteYuan()
            case .counter: if !countsThings { continue }
            case .calendarYear:
                // 2023年 is a year, 3年 a stretch of time.
                guard countsThings, exponent == 0, (1900...2100).contains(mantissa) else {
                    continue
                }
            case .currency(let code): if name(code) < 0 { return -1 }
            }
            return length
        }
        return nil
    }

    /// Notes a currency: 1, or -1 when the text has named another.
    private mutating func name(_ code: StaticString) -> Int {
        if currency.utf8CodeUnitCount > 0, !DecimalText.isSame(currency, code) {
            // 元 is the unit of several currencies.
            guard isYuanOnly else { return -1 }
        }
        isYuanOnly = false
        currency = code
        hasUnit = true
        return 1
    }

    private static func isSame(_ a: StaticString, _ b: StaticString) -> Bool {
        a.withUTF8Buffer { unsafe $0.span.equals(b) }
    }

    private static func scalarCount(_ word: Span<UInt8>) -> Int {
        var count = 0
        for index in word.indices where word[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    private static func heads(_ words: [(StaticString, Meaning)]) -> [UInt32] {
        words.map { word, _ in
            word.withUTF8Buffer { unsafe Scalars.decode($0.span, at: 0).scalar }
        }
    }

    private static let prefixHeads = heads(prefixes)
    private static let suffixHeads = heads(suffixes)

    /// Longer words stand before the words that they begin with.
    private static let prefixes: [(StaticString, Meaning)] =
        [
            ("大约", .approximate), ("约为", .approximate), ("约有", .approximate),
            ("约", .approximate), ("約", .approximate), ("大概", .approximate),
            ("将近", .approximate), ("接近", .approximate), ("近", .approximate),
            ("差不多", .approximate), ("预计", .approximate), ("預計", .approximate),
            ("预估", .approximate), ("估计", .approximate), ("至少", .approximate),
            ("最少", .approximate), ("不少于", .approximate), ("不低于", .approximate),
            ("不超过", .approximate), ("超过", .approximate), ("超", .approximate),
            ("逾", .approximate), ("至多", .approximate), ("最多", .approximate),
            ("大于", .approximate), ("小于", .approximate), ("ca.", .approximate),
            ("about", .approximate), ("approx.", .approximate), ("approx", .approximate),
            ("over", .approximate), ("under", .approximate),
            ("共计", .ignored), ("共有", .ignored), ("共", .ignored), ("总共", .ignored),
            ("合计", .ignored), ("总计", .ignored), ("计", .ignored), ("为", .ignored),
            ("百分之", .percent),
        ] + currencies

    private static let suffixes: [(StaticString, Meaning)] =
        currencies + [
            ("左右", .approximate), ("上下", .approximate), ("以上", .approximate),
            ("以下", .approximate), ("以内", .approximate), ("之内", .approximate),
            ("之间", .approximate), ("出头", .approximate), ("不到", .approximate),
            ("多", .approximate), ("余", .approximate), ("餘", .approximate),
            ("起", .approximate), ("整", .ignored), ("正", .ignored), ("钱", .ignored),
            ("成", .tenths), ("percent", .percent), ("pct", .percent),
            ("元", .yuan), ("圆", .yuan), ("块", .yuan),
            ("人", .counter), ("名", .counter), ("位", .counter), ("个", .counter),
            ("個", .counter), ("家", .counter), ("台", .counter), ("套", .counter),
            ("次", .counter), ("件", .counter), ("辆", .counter), ("间", .counter),
            ("只", .counter), ("户", .counter), ("张", .counter), ("份", .counter),
            ("条", .counter), ("项", .counter), ("岁", .counter), ("年", .calendarYear),
            ("员工", .counter), ("people", .counter), ("persons", .counter),
            ("employees", .counter), ("pcs", .counter),
        ]

    private static let currencies: [(StaticString, Meaning)] = [
        ("人民币", .currency("CNY")), ("人民幣", .currency("CNY")), ("rmb", .currency("CNY")),
        ("cn", .currency("CNY")), ("cny", .currency("CNY")),
        ("美元", .currency("USD")), ("美金", .currency("USD")), ("usd", .currency("USD")),
        ("us$", .currency("USD")), ("港币", .currency("HKD")), ("港幣", .currency("HKD")),
        ("港元", .currency("HKD")), ("港纸", .currency("HKD")), ("hkd", .currency("HKD")),
        ("hk$", .currency("HKD")), ("欧元", .currency("EUR")), ("歐元", .currency("EUR")),
        ("eur", .currency("EUR")), ("日元", .currency("JPY")), ("日圆", .currency("JPY")),
        ("jpy", .currency("JPY")), ("jp", .currency("JPY")), ("英镑", .currency("GBP")),
        ("英鎊", .currency("GBP")), ("gbp", .currency("GBP")), ("新台币", .currency("TWD")),
        ("新臺幣", .currency("TWD")), ("新台幣", .currency("TWD")), ("台币", .currency("TWD")),
        ("台幣", .currency("TWD")), ("twd", .currency("TWD")), ("nt$", .currency("TWD")),
        ("澳门元", .currency("MOP")), ("澳門元", .currency("MOP")), ("mop$", .currency("MOP")),
        ("mop", .currency("MOP")), ("新加坡元", .currency("SGD")), ("新币", .currency("SGD")),
        ("sgd", .currency("SGD")), ("s$", .currency("SGD")), ("澳元", .currency("AUD")),
        ("aud", .currency("AUD")), ("a$", .currency("AUD")), ("加元", .currency("CAD")),
        ("cad", .currency("CAD")), ("c$", .currency("CAD")), ("韩元", .currency("KRW")),
        ("韩币", .currency("KRW")), ("krw", .currency("KRW")), ("瑞士法郎", .currency("CHF")),
        ("瑞郎", .currency("CHF")), ("chf", .currency("CHF")), ("卢布", .currency("RUB")),
        ("rub", .currency("RUB")), ("泰铢", .currency("THB")), ("thb", .currency("THB")),
        ("卢比", .currency("INR")), ("inr", .currency("INR")),
        ("€", .currency("EUR")), ("$", .currency("USD")),
        ("₩", .currency("KRW")), ("₹", .currency("INR")), ("₽", .currency("RUB")),
        ("฿", .currency("THB")),
    ]
}
