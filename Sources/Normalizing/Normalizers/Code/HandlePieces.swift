import Records

/// The account names in a cell, without labels, brackets and list marks.
///
///     微信：zhaohao168（老板）/13912345670
///           piece, label 老板  piece
struct HandlePieces: Sendable {
    struct Piece: Sendable {
        /// In the folded text.
        var range: Range<Int>
        /// The folded bytes of the range, without blanks.
        var value: [UInt8]
        /// What its label calls it; nil without a label.
        var kind: ValueKind?
        /// A remark in brackets behind it, or in Han beside it.
        var label: Range<Int>?
    }

    /// Longer labels before those that they begin with.
    private static let labels: [(word: StaticString, kind: ValueKind)] = [
        ("微信号码", .wechat), ("微信号id", .wechat), ("微信号", .wechat), ("微信帐号", .wechat),
        ("微信账号", .wechat),
        ("微信id", .wechat), ("微信", .wechat), ("微訊", .wechat), ("加微信", .wechat), ("加微", .wechat),
        ("加v", .wechat), ("+v", .wechat), ("wechat id", .wechat), ("wechatid", .wechat),
        ("wechat", .wechat), ("weixin", .wechat), ("vx号", .wechat), ("vx", .wechat),
        ("wx号", .wechat),
        ("wx", .wechat), ("v信", .wechat), ("威信", .wechat), ("薇信", .wechat), ("v", .wechat),
        ("qq号码", .qq), ("qq号", .qq), ("qq帐号", .qq), ("qq账号", .qq), ("qq邮箱", .qq), ("qq", .qq),
        ("企鹅号", .qq), ("企鹅", .qq), ("扣扣", .qq), ("q号", .qq), ("q", .qq), ("手机号码", .mobile),
        ("手机号", .mobile), ("手机", .mobile), ("电话", .mobile), ("tel", .mobile),
    ]

    private(set) var text = FoldedText()
    private(set) var all: [Piece] = []

    /// A link to a page or a code to scan: no name can be read from it.
    var isLink: Bool { text.firstIndex(of: "://") != nil }

    mutating func read(_ cell: Span<UInt8>) {
        text.read(cell)
        all.removeAll(keepingCapacity: true)
        var start = 0
        while start < text.count {
            if isSeparator(start) {
                start += 1
                continue
            }
            if text[start] == 0x28 {
                start = bracket(start)
                continue
            }
            let (low, kind) = afterLabels(start)
            var end = low
            while end < text.count, !isSeparator(end), text[end] != 0x28 { end += 1 }
            add(trimmed(low..<end), kind)
            start = end
        }
        if all.count > 1 { attachRemarks() }
    }

    /// A bracket is a remark on the piece before it.
    private mutating func bracket(_ open: Int) -> Int {
        var end = open + 1
        while end < text.count, text[end] != 0x29 { end += 1 }
        let inside = (open + 1)..<max(end, open + 1)
        var value: [UInt8] = []
        for index in inside { Scalars.append(text[index], to: &value) }
        if HandlePieces.mobile(value) != nil {
            all.append(Piece(range: inside, value: value))
        } else if !all.isEmpty, !inside.isEmpty {
            all[all.count - 1].label = inside
        }
        return end + 1
    }

    /// Words in Han are remarks on the name beside them: `赵浩 zhaohao168`.
    private mutating func attachRemarks() {
        let isRemark = all.map { piece in piece.range.contains { Scalars.isHan(text[$0]) } }
        guard isRemark.contains(false) else { return }
        for index in all.indices where isRemark[index] {
            let next = index + 1
            if next < all.count, !isRemark[next], all[next].label == nil {
                all[next].label = all[index].range
            } else if index > 0, !isRemark[index - 1], all[index - 1].label == nil {
                all[index - 1].label = all[index].range
            }
        }
        all = zip(all, isRemark).filter { !$0.1 }.map { $0.0 }
    }

    private mutating func add(_ range: Range<Int>, _ kind: ValueKind?) {
        if range.isEmpty { return }
        var value: [UInt8] = []
        for index in range where text[index] != 0x20 { Scalars.append(text[index], to: &value) }
        if !value.isEmpty { all.append(Piece(range: range, value: value, kind: kind)) }
    }

    private func isSeparator(_ index: Int) -> Bool {
        switch text[index] {
        case 0x2C, 0x3B, 0x0A, 0x0D, 0x3001, 0x2F, 0x7C, 0x5C, 0x29: true
        case 0x20: !isGroupBlank(index)
        default: false
        }
    }

    /// A blank parts, but among few digits it groups: 139 1234 5670.
    private func isGroupBlank(_ index: Int) -> Bool {
        var left = 0
        while text.isDigit(index - 1 - left) { left += 1 }
        var right = 0
        while text.isDigit(index + 1 + right) { right += 1 }
        return left > 0 && right > 0 && (left < 5 || right < 5)
    }

    /// Behind labels and their marks; several may follow each other.
    private func afterLabels(_ start: Int) -> (Int, ValueKind?) {
        var low = start
        var kind: ValueKind?
        var isCut = true
        while isCut, low < text.count {
            isCut = false
            while text[low] == 0x3A || text[low] == 0x23 || text[low] == 0x2D || text[low] == 0x20 {
                low += 1
            }
            for label in HandlePieces.labels where text.has(label.word, at: low) {
                let end = low + HandlePieces.length(label.word)
                guard end <= text.count, endsLabel(end) else { continue }
                low = end
                kind = label.kind
                isCut = true
                break
            }
        }
        return (low, kind)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var high = range.upperBound
        while high > range.lowerBound, text[high - 1] == 0x2E || text[high - 1] == 0x3A {
            high -= 1
        }
        return range.lowerBound..<high
    }

    /// wx and V are labels only before a colon, and qq before a digit too: wx_zhao is a name.
    private func endsLabel(_ end: Int) -> Bool {
        if text[end] == 0x3A || text[end] == 0x20 || end == text.count { return true }
        if text[end] == 0x2D, text[end + 1] == 0x20 { return true }
        let last = text[end - 1]
        if last >= 0x80 { return true }
        return last | 0x20 == 0x71 && text.isDigit(end)
    }

    private static func length(_ word: StaticString) -> Int {
        var count = 0
        word.withUTF8Buffer { buffer in
            for index in 0..<buffer.count where unsafe buffer[index] & 0xC0 != 0x80 { count += 1 }
        }
        return count
    }

    /// Eleven digits from 13 on, behind +86 or not; nil for anything else.
    static func mobile(_ text: [UInt8]) -> [UInt8]? {
        var digits = text.filter { $0 != 0x2D && $0 != 0x2B }
        if digits.count == 13, digits.span.hasPrefix("86") { digits.removeFirst(2) }
        guard digits.count == 11, Digits.areAll(digits.span), digits[0] == 0x31, digits[1] >= 0x33
        else { return nil }
        return digits
    }
}

extension FoldedText {
    /// The bytes of the cell that a range of scalars was read from.
    @_lifetime(copy cell)
    func bytes(of range: Range<Int>, in cell: Span<UInt8>) -> Span<UInt8> {
        cell.extracting(offsets[range.lowerBound]..<offsets[range.upperBound])
    }
}
