import Records

/// Finds the addresses of a cell around their @, with what stands beside them.
///
///     "财务 张三 <zs ＠acme。com>、li@qq,com"
///       beside     start at   end
///
/// From each @ it goes left over what a local part may hold and right over a domain, over blanks
/// and commas too where the text can be meant in one way only.
struct EmailScanner: Sendable {
    /// An address, or what isn't one in spite of its @.
    struct Piece: Sendable {
        /// From the local part to the end of the domain.
        var address: Range<Int>
        /// The address with what belongs to it.
        var range: Range<Int>
        /// Holds a comma for a dot.
        var isMended = false
        /// Holds a blank, or has marks beside it that tell of something cut off.
        var isDamaged = false
        var isBroken = false
    }

    private(set) var text = FoldedText()
    private(set) var pieces: [Piece] = []
    private var atCount = 0

    mutating func read(_ cell: Span<UInt8>) {
        text.read(cell)
        pieces.removeAll(keepingCapacity: true)
        atCount = 0
        for scalar in text.scalars where scalar == 0x40 { atCount += 1 }
        if atCount == 0 { return }
        var floor = 0
        var index = 0
        while index < text.count {
            guard text[index] == 0x40 else {
                index += 1
                continue
            }
            let piece = piece(at: index, floor: floor)
            pieces.append(piece)
            floor = piece.range.upperBound
            index = max(floor, index + 1)
        }
    }

    private func piece(at: Int, floor: Int) -> Piece {
        let start = localStart(at, floor)
        let end = domainEnd(at)
        var piece = Piece(address: start..<end, range: start..<end)
        let isGlued = text[end] == 0x40 || text[end] == 0x5F || text[end] == 0x5C
        if start >= at || end <= at + 1 || isGlued {
            piece.isBroken = true
            piece.range = token(around: at, floor)
            piece.address = piece.range
            return piece
        }
        for index in piece.address {
            if isBlank(text[index]) { piece.isDamaged = true }
            if text[index] == 0x2C { piece.isMended = true }
        }
        if isDamaged(piece.address) {
            piece.isDamaged = true
            piece.range = widened(piece.address, floor)
        }
        return piece
    }

    // MARK: - Local part

    private func localStart(_ at: Int, _ floor: Int) -> Int {
        var end = at
        if end > floor, text[end - 1] == 0x20, isPlainLocal(end - 2) {
            end -= 1
        }
        var start = end
        let isHan = start > floor && Scalars.isHan(text[start - 1])
        while start > floor {
            let scalar = text[start - 1]
            if Scalars.isHan(scalar) ? !isHan : !isLocal(scalar) { break }
            start -= 1
        }
        // Marks of lists, quotes and brackets that may stand in a local part, but don't begin one.
        var first = start
        while first < end, isEdge(text[first]) { first += 1 }
        return first == end ? start : first
    }

    private func isPlainLocal(_ index: Int) -> Bool { text.isDigit(index) || text.isLetter(index) }

    private func isLocal(_ scalar: UInt32) -> Bool {
        if scalar >= 0x80 { return HostName.isLetter(scalar) }
        if scalar == 0x2E { return true }
        guard EmailSyntax.isAtom(UInt8(scalar)) else { return false }
        // Where a cell has several addresses these stand between them.
        let parts = scalar == 0x2F || scalar == 0x7C || scalar == 0x26
        return !(parts && atCount > 1)
    }

    private func isEdge(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E, 0x60, 0x7B...0x7E: true
        default: false
        }
    }

    // MARK: - Domain

    private func domainEnd(_ at: Int) -> Int {
        var index = at + 1
        if text[index] == 0x20, isDomain(text[index + 1]) {
            index += 1
        }
        var labelStart = index
        var dotCount = 0
        scan: while index < text.count {
            let scalar = text[index]
            if scalar == 0x2E {
                index += 1
                dotCount += 1
                let next = afterBlanks(index)
                if next > index, topLength(next) > 0, mayEnd(labelStart..<(index - 1), next) {
                    index = next
                }
                labelStart = index
            } else if isBlank(scalar) {
                let next = afterBlanks(index)
                let isEnd = text[next] == 0x2E && topLength(next + 1) > 0
                guard isEnd, mayEnd(labelStart..<index, next + 1) else { break scan }
                index = next
            } else if scalar == 0x2C, dotCount == 0, topLength(index + 1) > 0 {
                index += 1
                dotCount += 1
                labelStart = index
            } else if Scalars.isHan(scalar), dotCount > 0 {
                guard let next = wideLabelEnd(labelStart, index) else { break scan }
                index = next
                if labelStart < index, Scalars.isHan(text[labelStart]), text[index] != 0x2E {
                    break scan
                }
            } else if isDomain(scalar) {
                index += 1
            } else {
                break scan
            }
        }
        return trimmedEnd(at, labelStart, index)
    }

    private func isDomain(_ scalar: UInt32) -> Bool {
        if scalar >= 0x80 { return HostName.isLetter(scalar) }
        return scalar &- 0x30 < 10 || (scalar | 0x20) &- 0x61 < 26 || scalar == 0x2D
    }

    private func isBlank(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x0A || scalar == 0x0D
    }

    private func afterBlanks(_ index: Int) -> Int {
        var index = index
        while isBlank(text[index]) { index += 1 }
        return index
    }

    /// Words that end the domains of nearly all customers.
    private static let tops: [StaticString] = ["com", "cn", "net", "org", "edu", "gov", "hk", "tw"]

    /// How long the top-level domain is that stands alone at `index`; 0 when none does.
    private func topLength(_ index: Int) -> Int {
        for top in EmailScanner.tops where text.has(top, at: index) {
            let end = index + top.utf8CodeUnitCount
            if !isDomain(text[end]) || Scalars.isHan(text[end]) { return end - index }
        }
        return 0
    }

    /// Whether a domain may go on behind a blank: `acme. cn` and `acme.com. cn`, not `acme.cn. com`.
    private func mayEnd(_ label: Range<Int>, _ next: Int) -> Bool {
        let isTop = label.count <= 3 && topLength(label.lowerBound) == label.count
        return !isTop || text.has("cn", at: next) && !text.has("cn", at: label.lowerBound)
    }

    /// Han behind a dot is a label or a top-level domain; behind other letters it is a remark.
    private func wideLabelEnd(_ labelStart: Int, _ index: Int) -> Int? {
        guard index == labelStart else {
            let end = text[index - 1] == 0x2D ? index - 1 : index
            return Scalars.isHan(text[index - 1]) || !isTopLike(labelStart..<end)
                ? index + 1 : nil
        }
        var end = index
        while Scalars.isHan(text[end]) { end += 1 }
        if text[end] == 0x2E, isDomain(text[end + 1]) { return end }
        var longest = 0
        for top in HostName.wideTops where text.has(top, at: index) {
            longest = max(longest, top.utf8CodeUnitCount / 3)
        }
        return longest == 0 ? nil : index + longest
    }

    private func isTopLike(_ label: Range<Int>) -> Bool {
        label.count >= 2 && label.allSatisfy { text.isLetter($0) }
    }

    /// Without dots and hyphens at the end, and without a number stuck to `.com`.
    private func trimmedEnd(_ at: Int, _ labelStart: Int, _ end: Int) -> Int {
        var end = end
        var letters = labelStart
        while letters < end, text.isLetter(letters) { letters += 1 }
        let digits = letters..<end
        if letters - labelStart >= 2, digits.count >= 7, digits.allSatisfy({ text.isDigit($0) }) {
            end = letters
        }
        while end > at + 1, text[end - 1] == 0x2E || text[end - 1] == 0x2D || isBlank(text[end - 1])
        {
            end -= 1
        }
        return end
    }

    // MARK: - Around

    /// The text around a broken @ up to blanks and separators.
    private func token(around at: Int, _ floor: Int) -> Range<Int> {
        var low = at
        var high = at + 1
        while low > floor, !isSeparator(text[low - 1]) { low -= 1 }
        while high < text.count, !isSeparator(text[high]) { high += 1 }
        return low..<high
    }

    private func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x0A, 0x0D, 0x2C, 0x3B, 0x3001, 0x3C, 0x3E: true
        default: false
        }
    }

    /// Appends the address in lower case, without blanks, with dots for commas.
    func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
        for index in range {
            let scalar = text[index]
            if isBlank(scalar) { continue }
            if scalar == 0x2C {
                bytes.append(0x2E)
            } else {
                Scalars.append(scalar &- 0x41 < 26 ? scalar | 0x20 : scalar, to: &bytes)
            }
        }
    }
}
