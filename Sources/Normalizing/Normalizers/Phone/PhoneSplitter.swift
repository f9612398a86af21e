import Records

/// What stands between two groups of digits.
enum Joiner: UInt8, Sendable {
    /// Nothing before the first group.
    case none
    case blank, hyphen, dot, open, close
    /// 转, ext, x, #, *: what follows is an extension.
    case extensionMark
    case plus
}

/// A number found in a run of digit groups.
struct PhonePiece: Sendable {
    /// Groups of the number, without those of the extension.
    var groups: Range<Int>
    var extensionGroup: Int?
    /// Nil: the digits are no telephone number.
    var number: PhoneNumber?
}

/// Finds which groups of digits belong together: the reading of least cost wins.
///
///     0510 5000 6429                one landline (12)        not three wrong numbers (600)
///     18800705804 024 5000 4836     mobile + landline (22)   not one wrong number (200)
///     0592-8234567-801              landline + extension
///
/// Dynamic programming from the right over at most `groupLimit` groups; beyond that the groups
/// that follow start anew, so that no cell can make it slow.
struct PhoneSplitter: Sendable {
    static let groupLimit = 24
    static let wrongCost = 200

    private(set) var digits: [UInt8] = []
    private(set) var starts: [Int] = []
    private(set) var joiners: [Joiner] = []
    private var costs: [Int] = []
    private var choices: [PhonePiece] = []

    func end(of group: Int) -> Int {
        group + 1 < starts.count ? starts[group + 1] : digits.count
    }

    mutating func removeAll() {
        digits.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        joiners.removeAll(keepingCapacity: true)
    }

    mutating func beginGroup(after joiner: Joiner) {
        starts.append(digits.count)
        joiners.append(joiner)
    }

    mutating func append(_ digit: UInt8) { digits.append(digit) }

    /// The numbers in order; every group is in exactly one of them.
    mutating func pieces(region: PhoneRegion) -> [PhonePiece] {
        var pieces: [PhonePiece] = []
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
        return pieces
    }

    private mutating func solve(_ range: Range<Int>, region: PhoneRegion) {
        costs = [Int](repeating: Int.max / 2, count: range.count + 1)
        costs[range.count] = 0
        let blank = PhonePiece(groups: 0..<0, extensionGroup: nil, number: nil)
        choices = [PhonePiece](repeating: blank, count: range.count)
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
        let own = (number?.cost ?? PhoneSplitter.wrongCost) + joinCost
        var piece = PhonePiece(groups: groups, extensionGroup: nil, number: number)
        let total = own + partingCost(next, in: range) + costs[next - range.lowerBound]
        if total < costs[first] {
            costs[first] = total
            choices[first] = piece
        }
        guard let extensionCost = extensionCost(next, in: range), number != nil else { return }
        let after = next + 1
        let extended =
            own + extensionCost + partingCost(after, in: range) + costs[after - range.lowerBound]
        if extended < costs[first] {
            costs[first] = extended
            piece.extensionGroup = next
            choices[first] = piece
        }
    }

    private func read(_ groups: Range<Int>, region: PhoneRegion) -> PhoneNumber? {
        let range = starts[groups.lowerBound]..<end(of: groups.upperBound - 1)
        let hasPlus = joiners[groups.lowerBound] == .plus
        return PhoneNumber.read(digits.span.extracting(range), hasPlus: hasPlus, region: region)
    }

    /// Nil: groups with this joiner between them are never one number.
    private func joiningCost(_ joiner: Joiner) -> Int? {
        switch joiner {
        case .blank, .dot, .open: 1
        case .hyphen, .close: 0
        case .none, .extensionMark, .plus: nil
        }
    }

    /// What it costs that a number ends before this group.
    private func partingCost(_ group: Int, in range: Range<Int>) -> Int {
        guard group < range.upperBound else { return 0 }
        switch joiners[group] {
        case .blank, .none, .plus, .open: return 0
        case .hyphen, .dot, .close: return 20
        case .extensionMark: return 80
        }
    }

    /// Nil: the group can't be an extension.
    private func extensionCost(_ group: Int, in range: Range<Int>) -> Int? {
        guard group < range.upperBound else { return nil }
        let length = end(of: group) - starts[group]
        guard length >= 1, length <= 6 else { return nil }
        switch joiners[group] {
        case .extensionMark: return 1
        case .hyphen: return length <= 5 ? 2 : 8
        default: return nil
        }
    }
}
