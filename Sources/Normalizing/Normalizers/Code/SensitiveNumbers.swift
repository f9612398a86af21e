import Records

/// ID card and payment card numbers inside texts and codes, found and masked.
///
///     卡号6222 0000 1234 5678 901，身份证11010519190307251X
///     卡号**** **** **** ***8 901，身份证110105********251X
///
/// A number is masked when it can hardly be anything else:
///
/// - 18 characters with a province, a birth date and the check character (GB 11643): one in 70,000
///   of random digits has all three, so no more is asked;
/// - 15 digits of the old form, which have no check digit: only behind a word such as 身份证;
/// - 16–19 digits that begin with 62 (UnionPay) and end in Luhn's check digit, unless a word such
///   as 单号 or 合同 stands before, or most numbers of that look in the column lack the check digit;
/// - digits of other issuers with Luhn's check digit: only in groups as printed on a card, behind
///   a word such as 卡号, or in a column in which nearly all have the check digit.
package struct SensitiveNumbers: Sendable {
    private let keepsAll: Bool
    /// What the column's all-digit cells say of numbers of each look.
    private var unionPay = Tally()
    private var otherCards = Tally()
    private var oldIDs = Tally()

    /// How many cells have the look of a number, and how many of them its check digit.
    private struct Tally: Sendable {
        var count = 0
        var fitting = 0

        mutating func add(_ fits: Bool) {
            count += 1
            if fits { fitting += 1 }
        }

        /// Order numbers fit one time in ten; cards always, but for slips of the key.
        var isMostlyFitting: Bool { fitting * 2 > count }
        var isNearlyAllFitting: Bool { count >= 5 && fitting * 10 >= count * 9 }
    }

    package init(keepsAll: Bool = false) { self.keepsAll = keepsAll }

    /// As the option `keep` says.
    init(_ settings: Settings) { self.init(keepsAll: settings.text("keep") == "all") }

    /// Sees the column's cells, so that order numbers are told from card numbers.
    package mutating func prepare(_ cells: borrowing ValueTable) {
        if keepsAll { return }
        for id in cells.ids { see(cells[id]) }
    }

    /// Sees one cell of the column.
    package mutating func see(_ cell: Span<UInt8>) {
        if cell.count >= 15 && cell.count <= 19 { count(cell) }
    }

    private mutating func count(_ cell: Span<UInt8>) {
        guard Digits.areAll(cell) else { return }
        if cell.count == 15 { oldIDs.add(CheckDigits.isOldIDCard(cell)) }
        switch SensitiveNumbers.issuer(cell) {
        case .unionPay: unionPay.add(CheckDigits.isLuhn(cell))
        case .other: otherCards.add(CheckDigits.isLuhn(cell))
        case .none: break
        }
    }

    /// The text with all such numbers masked; nil when it holds none.
    package func masked(_ text: Span<UInt8>) -> [UInt8]? {
        if keepsAll || !SensitiveNumbers.hasLongRun(text) { return nil }
        var folded = FoldedText()
        folded.read(text)
        let runs = DigitRuns(folded)
        var stars: [Range<Int>] = []
        var group = 0
        while group < runs.groups.count {
            guard let found = find(from: group, runs, folded) else {
                group += 1
                continue
            }
            stars.append(found.hidden)
            group = found.nextGroup
        }
        return stars.isEmpty ? nil : SensitiveNumbers.mask(folded, text, stars)
    }

    /// Whether fifteen digits of either width stand in a row, one character at most between two.
    ///
    /// Notes hold many digits, but seldom in a row: most end here.
    static func hasLongRun(_ text: Span<UInt8>) -> Bool {
        if text.count < 15 { return false }
        var count = 0
        var end = 0
        var index = 0
        while index < text.count {
            let byteCount = digitByteCount(text, at: index)
            if byteCount == 0 {
                index &+= 1
                continue
            }
            // A character has four bytes at most.
            count = index &- end > 4 ? 1 : count &+ 1
            if count >= 15 { return true }
            index &+= byteCount
            end = index
        }
        return false
    }

    /// The bytes of the digit at an offset, of either width; 0 when there is none.
    @inline(__always)
    private static func digitByteCount(_ text: Span<UInt8>, at index: Int) -> Int {
        if Digits.isDigit(text[index]) { return 1 }
        let isWide =
            text[index] == 0xEF && index &+ 2 < text.count && text[index &+ 1] == 0xBC
            && text[index &+ 2] &- 0x90 < 10
        return isWide ? 3 : 0
    }

    /// The number that begins with a group of digits: what to hide, and the group behind it.
    private func find(
        from first: Int,
        _ runs: DigitRuns,
        _ text: FoldedText
    ) -> (hidden: Range<Int>, nextGroup: Int)? {
        var last = first
        while last < runs.groups.count, last == first || runs.isJoined[last] {
            let digits = runs.digits[runs.starts[first]..<runs.starts[last + 1]]
            if digits.count > 19 { return nil }
            if digits.count >= 15 {
                let number = Candidate(
                    digits: Array(digits),
                    scalars: runs.groups[first].lowerBound..<runs.groups[last].upperBound,
                    groupSizes: (first...last).map { runs.groups[$0].count }
                )
                if let hidden = hidden(number, text) { return (hidden, last + 1) }
            }
            last += 1
        }
        return nil
    }

    private struct Candidate {
        let digits: [UInt8]
        let scalars: Range<Int>
        let groupSizes: [Int]

        /// 4-4-4-4-3 or 4-6-5, as on a card.
        var isGroupedLikeCard: Bool {
            groupSizes == [4, 6, 5]
                || groupSizes.count >= 4 && groupSizes.dropLast().allSatisfy { $0 == 4 }
        }
    }

    private func hidden(_ number: Candidate, _ text: FoldedText) -> Range<Int>? {
        let digits = number.digits
        if CheckDigits.isIDCard(digits.span) {
            return SensitiveNumbers.between(number.scalars, head: 6, tail: 4, text)
        }
        if CheckDigits.isOldIDCard(digits.span),
            oldIDs.isNearlyAllFitting || IdentityWords.id.stand(before: number.scalars, text)
        {
            return SensitiveNumbers.between(number.scalars, head: 6, tail: 4, text)
        }
        if digits.count >= 15, isCard(number, text) {
            return SensitiveNumbers.between(number.scalars, head: 0, tail: 4, text)
        }
        return nil
    }

    private func isCard(_ number: Candidate, _ text: FoldedText) -> Bool {
        let issuer = SensitiveNumbers.issuer(number.digits.span)
        guard issuer != .none, CheckDigits.isLuhn(number.digits.span) else { return false }
        if IdentityWords.card.stand(before: number.scalars, text)
            || IdentityWords.card.stand(after: number.scalars, text)
        {
            return true
        }
        if IdentityWords.other.stand(before: number.scalars, text) { return false }
        if number.isGroupedLikeCard { return true }
        // Letters right before are a series: SN6222…, DD4012….
        if text.isLetter(number.scalars.lowerBound - 1) { return false }
        if issuer == .unionPay { return unionPay.count == 0 || unionPay.isMostlyFitting }
        return otherCards.isNearlyAllFitting
    }

    enum Issuer { case unionPay, other, none }

    /// The issuer's family by first digits and length (ISO/IEC 7812).
    static func issuer(_ digits: Span<UInt8>) -> Issuer {
        guard digits.count >= 15, digits.count <= 19,
            let prefix = Digits.value(digits.extracting(0..<4))
        else { return .none }
        if prefix / 100 == 62 { return digits.count >= 16 ? .unionPay : .none }
        switch (prefix, digits.count) {
        case (3400...3499, 15), (3700...3799, 15), (3528...3589, 16), (4000...4999, 16),
            (5100...5599, 16), (2221...2720, 16), (9558, 16...19), (6011, 16), (6500...6599, 16):
            return .other
        default: return .none
        }
    }

    // MARK: Masking

    /// The scalars between the first `head` and the last `tail` characters of a number.
    private static func between(
        _ scalars: Range<Int>,
        head: Int,
        tail: Int,
        _ text: FoldedText
    ) -> Range<Int> {
        var low = scalars.lowerBound
        var high = scalars.upperBound
        var left = head
        while left > 0, low < high {
            if text.isDigit(low) { left -= 1 }
            low += 1
        }
        left = tail
        while left > 0, high > low {
            if text.isDigit(high - 1) || text.isLetter(high - 1) { left -= 1 }
            high -= 1
        }
        return low..<high
    }

    private static func mask(
        _ text: FoldedText,
        _ cell: Span<UInt8>,
        _ stars: [Range<Int>]
    ) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(cell.count)
        var copied = 0
        for hidden in stars {
            output.append(cell.extracting(text.offsets[copied]..<text.offsets[hidden.lowerBound]))
            for index in hidden {
                if text.isDigit(index) {
                    output.append(0x2A)
                } else {
                    output.append(cell.extracting(text.offsets[index]..<text.offsets[index + 1]))
                }
            }
            copied = hidden.upperBound
        }
        output.append(cell.extracting(text.offsets[copied]..<cell.count))
        return output
    }
}

/// The groups of digits in a text; groups that one blank or hyphen parts are joined.
private struct DigitRuns {
    /// Places in the text; the last group of an ID number ends behind its X.
    private(set) var groups: [Range<Int>] = []
    /// By group: whether it goes on from the one before it.
    private(set) var isJoined: [Bool] = []
    private(set) var digits: [UInt8] = []
    /// By group: its first digit in `digits`; one more at the end.
    private(set) var starts: [Int] = [0]

    init(_ text: FoldedText) {
        var index = 0
        var runStart = 0
        while index < text.count {
            guard text.isDigit(index) else {
                index += 1
                continue
            }
            let start = index
            let isJoiner = text[index - 1] == 0x20 || text[index - 1] == 0x2D
            let joins = isJoiner && groups.last?.upperBound == index - 1
            if !joins { runStart = digits.count }
            while text.isDigit(index) {
                digits.append(UInt8(text[index]))
                index += 1
            }
            let isX = text[index] | 0x20 == 0x78 && digits.count - runStart >= 17
            if isX, !text.isLetter(index + 1), !text.isDigit(index + 1) {
                digits.append(0x58)
                index += 1
            }
            groups.append(start..<index)
            isJoined.append(joins)
            starts.append(digits.count)
        }
    }
}

/// Words that tell what the digits beside them are.
private struct IdentityWords {
    let words: [StaticString]

    static let id = IdentityWords(words: ["身份证", "身份證", "证件号", "证件", "身份号码", "id card", "idcard"])
    static let card = IdentityWords(words: [
        "卡号", "卡號", "银行", "銀行", "账号", "帐号", "账户", "帳號", "工行", "建行", "农行", "中行", "招行", "交行", "邮储",
        "信用卡",
        "借记卡", "储蓄卡", "bank", "card", "visa", "开户", "打款", "收款",
    ])
    static let other = IdentityWords(words: [
        "单号", "單號", "订单", "訂單", "运单", "快递", "物流", "流水", "编号", "編號", "发票", "合同", "序列", "设备", "条码",
        "order", "no",
        "no.", "sn", "imei", "tracking", "invoice",
    ])

    /// Within twelve characters before the number, in the same sentence.
    func stand(before number: Range<Int>, _ text: FoldedText) -> Bool {
        var index = number.lowerBound - 1
        let least = max(0, number.lowerBound - 12)
        while index >= least {
            switch text[index] {
            case 0x2C, 0x2E, 0x3B, 0x0A, 0x7C: return false
            default: break
            }
            for word in words where text.has(word, at: index) { return true }
            index -= 1
        }
        return false
    }

    /// Right behind the number, in brackets or not: 6222…（工行）.
    func stand(after number: Range<Int>, _ text: FoldedText) -> Bool {
        let most = min(text.count, number.upperBound + 6)
        for index in number.upperBound..<max(most, number.upperBound) {
            switch text[index] {
            case 0x2C, 0x2E, 0x3B, 0x0A, 0x7C: return false
            default: break
            }
            for word in words where text.has(word, at: index) { return true }
        }
        return false
    }
}
