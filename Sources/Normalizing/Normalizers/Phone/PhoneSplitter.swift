import Records

/// What stands between two groups of digits.
enum Joiner: UInt8, Sendable {
    /// Nothing before the first group.
    case none
    case blank, hyphen, dot, open, close
    /// A comma, or a stroke behind an area code.
    case comma
    /// 转, ext, x, #, *: what follows is an extension.
    case extensionMark
    case plus
}

/// A number found in a run of digit groups.
struct PhonePiece: Sendable {
    /// Groups of the number, without those of the extension.
    var groups: Range<Int>
    var extensionGroup: Int?
    /// Whether the extension stands without a mark.
    var isUnmarked = false
    /// Nil: the digits are no telephone number.
    var number: PhoneNumber?
}

/// Finds which groups of digits belong together: the reading of least cost wins.
///
///     0510 5000 6429                one landline (12)        not three wrong numbers (600)
///     18800705804 024 5000 4836     mobile + landline (22)   not one wrong number (200)
///     0592-8234567-801              landline + extension
///     1.13800001111 2.13900002222   list mark, mobile, list mark, mobile
///
/// Dynamic programming from the right over at most `groupLimit` groups; beyond that the groups
/// that follow start anew, so that no cell can make it slow.
struct PhoneSplitter: Sendable {
    static let groupLimit = 24
    static let wrongCost = 200
    /// A few digits that belong to nothing, beside a number that is whole without them.
    static let strayCost = 150

    private(set) var digits: [UInt8] = []
    private(set) var starts: [Int] = []
    private(set) var joiners: [Joiner] = []
    /// By group: whether a bracket closes behind it.
    private var isClosed: [Bool] = []
    private(set) var pieces: [PhonePiece] = []
    private var costs: [Int] = []
    private var choices: [PhonePiece] = []

    @inline(__always)
    func end(of group: Int) -> Int {
        group &+ 1 < starts.count ? starts[group &+ 1] : digits.count
    }

    @inline(__always)
    func length(of group: Int) -> Int { end(of: group) &- starts[group] }

    mutating func removeAll() {
        digits.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        joiners.removeAll(keepingCapacity: true)
        isClosed.removeAll(keepingCapacity: true)
        pieces.removeAll(keepingCapacity: true)
    }

    mutating func forgetPieces() { pieces.removeAll(keepingCapacity: true) }

    mutating func beginGroup(after joiner: Joiner) {
        starts.append(digits.count)
        joiners.append(joiner)
        isClosed.append(false)
    }

    mutating func closeGroup() { isClosed[isClosed.count - 1] = true }

    @inline(__always)
    mutating func append(_ digit: UInt8) { digits.append(digit) }

    /// Finds the numbers in order into `pieces`; every group is in exactly one of them.
    mutating func split(region: PhoneRegion) {
        if takeWhole(region: region) { return }
        var base = 0
        while base < starts.count {
            let limit = min(starts.count, base + PhoneSplitter.groupLimit)
            solve(base..<limit, region: region)
            var group = base
            while group < limit {
                let piece = choices[group - base]
                pieces.append(piece)
                group = piece.extensionGroup.map { $0 + 1 } ?? piece.groups.upperBound
            }
            base = limit
        }
    }

    /// All groups as one number, when no other reading can cost less.
    private mutating func takeWhole(region: PhoneRegion) -> Bool {
        guard starts.count < 6, digits.count < 18 else { return false }
        var joinCost = 0
        for group in 1..<max(1, starts.count) {
            guard let cost = joiningCost(joiners[group]) else { return false }
            joinCost &+= cost
        }
        let number = read(0..<starts.count, region: region)
        guard starts.count == 1 || number.map({ $0.cost &+ joinCost < 15 }) ?? false else {
            return false
        }
        pieces.append(PhonePiece(groups: 0..<starts.count, number: number))
        return true
    }

    private mutating func solve(_ range: Range<Int>, region: PhoneRegion) {
        costs.removeAll(keepingCapacity: true)
        choices.removeAll(keepingCapacity: true)
        for _ in range {
            costs.append(Int.max / 2)
            choices.append(PhonePiece(groups: 0..<0))
        }
        costs.append(0)
        for first in range.reversed() {
            var joinCost = 0
            for last in first..<range.upperBound {
                if last > first {
                    guard let cost = joiningCost(joiners[last]) else { break }
                    joinCost += cost
                }
                consider(first..<(last + 1), in: range, joinCost: joinCost, region: region)
                if end(of: last) - starts[first] > 24 { break }
            }
        }
    }

    private mutating func consider(
        _ groups: Range<Int>,
        in range: Range<Int>,
        joinCost: Int,
        region: PhoneRegion
    ) {
        let number = read(groups, region: region)
        let first = groups.lowerBound - range.lowerBound
        let next = groups.upperBound
        let own = (number?.cost ?? wrongCost(groups, in: range)) + joinCost
        var piece = PhonePiece(groups: groups, number: number)
        let total = own + partingCost(next, in: range) + costs[next - range.lowerBound]
        if total < costs[first] {
            costs[first] = total
            choices[first] = piece
        }
        guard let number, let mark = extensionCost(next, after: number, in: range) else { return }
        let after = next + 1
        let extended =
            own + mark.cost + partingCost(after, in: range) + costs[after - range.lowerBound]
        if extended < costs[first] {
            costs[first] = extended
            piece.extensionGroup = next
            piece.isUnmarked = mark.isUnmarked
            choices[first] = piece
        }
    }

    private func read(_ groups: Range<Int>, region: PhoneRegion) -> PhoneNumber? {
        let range = starts[groups.lowerBound]..<end(of: groups.upperBound - 1)
        let hasPlus = joiners[groups.lowerBound] == .plus
        let run = digits.span.extracting(range)
        if isAmericanStyle(groups), region == .mainland {
            // 1-800-356-9377 has the digits of a mobile number, but nobody groups one like that.
            if hasPlus { return PhoneNumber.readInternational(run, from: 0) }
            if let number = PhoneNumber.readProposed(run, codeDigitCount: 1) { return number }
        }
        if let number = PhoneNumber.read(run, hasPlus: hasPlus, region: region) { return number }
        guard groups.count > 1, length(of: groups.lowerBound) <= 3, !hasPlus else { return nil }
        return PhoneNumber.readProposed(run, codeDigitCount: length(of: groups.lowerBound))
    }

    /// Groups of 1, 3, 3 and 4 digits, the first of them 1.
    private func isAmericanStyle(_ groups: Range<Int>) -> Bool {
        let first = groups.lowerBound
        return groups.count == 4 && digits[starts[first]] == 0x31 && length(of: first) == 1
            && length(of: first + 1) == 3 && length(of: first + 2) == 3
            && length(of: first + 3) == 4
    }

    private func wrongCost(_ groups: Range<Int>, in range: Range<Int>) -> Int {
        guard groups.count == 1 else { return PhoneSplitter.wrongCost }
        let group = groups.lowerBound
        if isListMark(group, in: range) { return 20 }
        return length(of: group) <= 5 ? PhoneSplitter.strayCost : PhoneSplitter.wrongCost
    }

    /// `1.`, `2)`, `(3)` before a number.
    func isListMark(_ group: Int, in range: Range<Int>) -> Bool {
        let length = length(of: group)
        guard length <= 2, group + 1 < range.upperBound, digits[starts[group]] != 0x30 else {
            return false
        }
        switch joiners[group + 1] {
        case .dot: return true
        case .close: return joiners[group] == .open || joiners[group] == .none || length == 1
        default: return isClosed[group] && joiners[group] == .open
        }
    }

    /// Nil: groups with this joiner between them are never one number.
    private func joiningCost(_ joiner: Joiner) -> Int? {
        switch joiner {
        case .blank, .dot, .open: 1
        case .hyphen, .close: 0
        case .comma: 6
        case .none, .extensionMark, .plus: nil
        }
    }

    /// What it costs that a number ends before this group.
    private func partingCost(_ group: Int, in range: Range<Int>) -> Int {
        guard group < range.upperBound else { return 0 }
        switch joiners[group] {
        case .blank, .none, .plus, .open, .comma: return 0
        case .hyphen, .dot, .close:
            return isListMark(group - 1, in: range) ? 0 : 20
        case .extensionMark: return 80
        }
    }

    /// Nil: the group can't be an extension.
    private func extensionCost(
        _ group: Int,
        after number: PhoneNumber,
        in range: Range<Int>
    ) -> (cost: Int, isUnmarked: Bool)? {
        guard group < range.upperBound else { return nil }
        let length = length(of: group)
        guard length >= 1, length <= 6 else { return nil }
        switch joiners[group] {
        case .extensionMark: return (1, false)
        case .hyphen:
            if number.type == .shortCode { return nil }
            return (length <= 5 ? 2 : 8, false)
        case .blank, .open, .comma:
            let isMarked = joiners[group] == .open && isClosed[group]
            let isLandline = number.kind == .landline || number.kind == .service
            guard isLandline, number.validity == .valid, length >= 2, length <= 5,
                isMarked || self.length(of: group - 1) >= 4
            else { return nil }
            return (30, true)
        default: return nil
        }
    }
}
