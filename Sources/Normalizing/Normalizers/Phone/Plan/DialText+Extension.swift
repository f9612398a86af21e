/// Extensions at the end of a number.
///
/// The forms, each with up to 20, 15, 9 or 6 digits, the more the clearer the mark:
/// `;ext=12` (RFC 3966) · `ext. 12`, `extension: 12`, `xtn 12`, `anexo 12`, `доб. 12` ·
/// `x12`, `#12`, `~12`, `int 12` · `-12#` · `,,12`, `;12` (dialled after a pause) · `,12`.
extension DialText {
    struct ExtensionMark {
        /// Where the number before it ends.
        var start: Int
        let digits: Range<Int>
    }

    /// The extension that the range ends in, with the earliest start that any form allows.
    ///
    /// Read from the end: a form has no digits but its last ones, so these are known first.
    func extensionMark(in range: Range<Int>) -> ExtensionMark? {
        let floor = range.lowerBound
        guard range.upperBound > floor else { return nil }
        let hasHash = self[range.upperBound - 1] == 0x23
        let end = hasHash ? range.upperBound - 1 : range.upperBound
        var first = end
        while first > floor, DialSymbol.isDigit(self[first - 1]) { first -= 1 }
        guard first < end, end - first <= 20 else { return nil }
        var mark = ExtensionMark(start: first, digits: first..<end)
        let length = end - first
        if !hasHash, hasWord(";ext=", endingAt: first, from: floor) { mark.start = first - 5 }
        if hasHash, length <= 6 {
            mark.start = min(mark.start, back(first, floor) { $0 == 0x20 || $0 == 0x2D })
        }
        var gap = first
        while gap > floor, isGap(self[gap - 1]) { gap -= 1 }
        labelStarts(endingAt: gap, floor, length, &mark)
        if gap > floor, isColon(self[gap - 1]) {
            labelStarts(endingAt: gap - 1, floor, length, &mark)
            commaStarts(endingAt: gap - 1, floor, length, &mark)
        }
        commasInGap(gap..<first, floor, length, &mark)
        return mark.start < first ? mark : nil
    }

    private func isGap(_ symbol: UInt8) -> Bool {
        DialSymbol.isBlank(symbol) || symbol == 0x2C || symbol == 0x2D
    }

    private func isColon(_ symbol: UInt8) -> Bool {
        symbol == 0x3A || symbol == 0x2E || symbol == DialSymbol.fullWidthDot
    }

    /// The start of the run of accepted symbols that ends at `end`.
    private func back(_ end: Int, _ floor: Int, _ accepts: (UInt8) -> Bool) -> Int {
        var start = end
        while start > floor, accepts(self[start - 1]) { start -= 1 }
        return start
    }

    /// Words, signs and the semicolon that end at `end`.
    private func labelStarts(
        endingAt end: Int,
        _ floor: Int,
        _ length: Int,
        _ mark: inout ExtensionMark
    ) {
        var label = explicitLabel(endingAt: end, floor)
        if label == nil, length <= 9 { label = signLabel(endingAt: end, floor) }
        if let label {
            let start = back(label, floor) { DialSymbol.isBlank($0) || $0 == 0x2C }
            mark.start = min(mark.start, start)
        }
        if length <= 15, end > floor, self[end - 1] == 0x3B {
            mark.start = min(mark.start, back(end - 1, floor, DialSymbol.isBlank))
        }
    }

    /// Commas that end at `end`, where a colon follows: `,:12`.
    private func commaStarts(
        endingAt end: Int,
        _ floor: Int,
        _ length: Int,
        _ mark: inout ExtensionMark
    ) {
        let start = back(end, floor) { $0 == 0x2C }
        guard start < end else { return }
        if length <= 9 {
            mark.start = min(mark.start, back(start, floor, DialSymbol.isBlank))
        } else if length <= 15, end - start >= 2 {
            mark.start = min(
                mark.start,
                end - start == 2 ? back(start, floor, DialSymbol.isBlank) : end - 2
            )
        }
    }

    /// The first comma among the blanks and hyphens before the digits; two of them for long ones.
    private func commasInGap(
        _ gap: Range<Int>,
        _ floor: Int,
        _ length: Int,
        _ mark: inout ExtensionMark
    ) {
        guard length <= 15 else { return }
        for index in gap where self[index] == 0x2C {
            let isDouble = index + 1 < gap.upperBound && self[index + 1] == 0x2C
            if length <= 9 || isDouble {
                mark.start = min(mark.start, back(index, floor, DialSymbol.isBlank))
                return
            }
        }
    }

    /// `ext`, `xtn`, `extension`, `extensión`, `anexo`, `доб`: where the word begins.
    private func explicitLabel(endingAt end: Int, _ floor: Int) -> Int? {
        if hasWord("anexo", endingAt: end, from: floor) { return end - 5 }
        if end - floor >= 3, self[end - 3] == DialSymbol.cyrillicD,
            self[end - 2] == DialSymbol.cyrillicO, self[end - 1] == DialSymbol.cyrillicB
        {
            return end - 3
        }
        return latinLabel(endingAt: end, floor) ?? wideLabel(endingAt: end, floor)
    }

    private func latinLabel(endingAt end: Int, _ floor: Int) -> Int? {
        var stem = end
        if stem > floor, self[stem - 1] | 0x20 == 0x6E { stem -= 1 }
        if hasWord("ensio", endingAt: stem, from: floor) {
            stem -= 5
        } else if stem - floor >= 5, self[stem - 1] == DialSymbol.combiningAcute,
            hasWord("ensio", endingAt: stem - 1, from: floor)
        {
            stem -= 6
        } else if stem - floor >= 5, self[stem - 1] == DialSymbol.accentedO,
            hasWord("ensi", endingAt: stem - 1, from: floor)
        {
            stem -= 5
        }
        guard hasWord("xt", endingAt: stem, from: floor) else { return nil }
        return stem - 2 > floor && self[stem - 3] | 0x20 == 0x65 ? stem - 3 : stem - 2
    }

    private func wideLabel(endingAt end: Int, _ floor: Int) -> Int? {
        var stem = end
        if stem > floor, self[stem - 1] == DialSymbol.fullWidthN { stem -= 1 }
        guard stem - floor >= 2, self[stem - 1] == DialSymbol.fullWidthT,
            self[stem - 2] == DialSymbol.fullWidthX
        else { return nil }
        stem -= 2
        return stem > floor && self[stem - 1] == DialSymbol.fullWidthE ? stem - 1 : stem
    }

    /// `x`, `#`, `~`, `int`: signs that may mean other things as well.
    private func signLabel(endingAt end: Int, _ floor: Int) -> Int? {
        guard end > floor else { return nil }
        switch self[end - 1] {
        case 0x58, 0x78, 0x23, 0x7E, DialSymbol.fullWidthX, DialSymbol.fullWidthHash,
            DialSymbol.fullWidthTilde:
            return end - 1
        default: break
        }
        if hasWord("int", endingAt: end, from: floor) { return end - 3 }
        let isWide =
            end - floor >= 3 && self[end - 3] == DialSymbol.fullWidthI
            && self[end - 2] == DialSymbol.fullWidthN && self[end - 1] == DialSymbol.fullWidthT
        return isWide ? end - 3 : nil
    }
}
