/// How far two sets of words agree, by the weight of the words.
///
/// Equal words count whole; of the rest, "st" and "street", "j" and "john", and words of four and
/// more letters that are one slip apart count in part.
struct WordOverlap {
    /// The words that both have, and how much of it are equal words.
    private(set) var shared: Float = 0
    private(set) var equal: Float = 0
    private(set) var equalCount = 0
    private(set) var left: Float = 0
    private(set) var right: Float = 0
    private(set) var leftCount: Int
    private(set) var rightCount: Int
    /// Numbers of either side that the other one hasn't.
    private var leftNumbers = 0
    private var rightNumbers = 0

    /// Whether each side has a number that the other one hasn't: house 27 is not house 29, 64 GB
    /// are not 128.
    var hasOtherNumber: Bool { leftNumbers > 0 && rightNumbers > 0 }

    /// Words of either side beyond which only equal ones are looked for.
    private static let mostLoose = 6
    /// Quarters, so that sums are exact in any order.
    private static let abbreviation: Float = 0.75
    private static let initial: Float = 0.5
    private static let slip: Float = 0.75

    init(_ a: Int, _ b: Int, in items: ItemView) {
        let xs = items.wordRange(a)
        let ys = items.wordRange(b)
        leftCount = xs.count
        rightCount = ys.count
        var restX = InlineArray<6, UInt32>(repeating: 0)
        var restY = restX
        var countX = 0
        var countY = 0
        var x = xs.lowerBound
        var y = ys.lowerBound
        while x < xs.upperBound || y < ys.upperBound {
            let first = x < xs.upperBound ? items.wordIDs[x] : UInt32.max
            let second = y < ys.upperBound ? items.wordIDs[y] : UInt32.max
            let weight = items.wordWeights[Int(min(first, second))]
            if first <= second {
                left += weight
                x &+= 1
                if first < second {
                    if Self.isNumber(first, items) { leftNumbers &+= 1 }
                    if countX < Self.mostLoose { restX[countX] = first }
                    countX &+= 1
                }
            }
            if second <= first {
                right += weight
                y &+= 1
                if second < first {
                    if Self.isNumber(second, items) { rightNumbers &+= 1 }
                    if countY < Self.mostLoose { restY[countY] = second }
                    countY &+= 1
                }
            }
            if first == second {
                equal += weight
                equalCount &+= 1
            }
        }
        shared = equal
        guard countX > 0, countY > 0, countX <= Self.mostLoose, countY <= Self.mostLoose else {
            return
        }
        // The words of both are different ones: which side stands first decides no tie.
        if restX[0] < restY[0] {
            addLoose(restX, countX, restY, countY, items)
        } else {
            addLoose(restY, countY, restX, countX, items)
        }
    }

    /// Takes the closest two words first.
    private mutating func addLoose(
        _ restX: InlineArray<6, UInt32>,
        _ countX: Int,
        _ restY: InlineArray<6, UInt32>,
        _ countY: Int,
        _ items: ItemView
    ) {
        var values = InlineArray<36, Float>(repeating: 0)
        var isAny = false
        for i in 0..<countX {
            for j in 0..<countY {
                let part = Self.part(restX[i], restY[j], items)
                if part == 0 { continue }
                let weight = min(
                    items.wordWeights[Int(restX[i])],
                    items.wordWeights[Int(restY[j])]
                )
                values[i &* Self.mostLoose &+ j] = part * weight
                isAny = true
            }
        }
        while isAny {
            var best: Float = 0
            var place = -1
            for index in 0..<Self.mostLoose * countX where values[index] > best {
                best = values[index]
                place = index
            }
            guard place >= 0 else { return }
            shared += best
            let row = place / Self.mostLoose
            let column = place % Self.mostLoose
            for index in 0..<Self.mostLoose {
                values[row * Self.mostLoose + index] = 0
                values[index * Self.mostLoose + column] = 0
            }
        }
    }

    @inline(__always)
    private static func isNumber(_ word: UInt32, _ items: ItemView) -> Bool {
        items.word(word)[0] <= 0x39
    }

    /// How much of a word another one is, 0…0.75.
    private static func part(_ x: UInt32, _ y: UInt32, _ items: ItemView) -> Float {
        let first = items.word(x)
        let second = items.word(y)
        // Numbers are equal or not: house 27 is not nearly house 29.
        guard first[0] == second[0] || min(first.count, second.count) >= 4, first[0] > 0x39,
            second[0] > 0x39
        else { return 0 }
        let least = min(first.count, second.count)
        if first[0] == second[0] {
            if least == 1 { return initial }
            let isShort = first.count <= second.count
            if isShort ? isAbbreviation(first, second) : isAbbreviation(second, first) {
                return abbreviation
            }
        }
        guard least >= 4, abs(first.count - second.count) <= 1 else { return 0 }
        return Slips.areOneApart(first, second) ? slip : 0
    }

    /// A beginning (st, street), or letters in their order from the first to the last (blvd,
    /// boulevard).
    private static func isAbbreviation(_ short: Span<UInt32>, _ long: Span<UInt32>) -> Bool {
        var index = 0
        while index < short.count, short[index] == long[index] { index &+= 1 }
        if index == short.count { return true }
        guard short.count + 1 < long.count, short[short.count - 1] == long[long.count - 1] else {
            return false
        }
        var found = 0
        for place in long.indices where found < short.count && long[place] == short[found] {
            found &+= 1
        }
        return found == short.count
    }

    /// The shared part of both, 0…1.
    var resemblance: Float {
        let all = left + right - shared
        return all > 0 ? min(1, shared / all) : 0
    }

    /// The shared part of the smaller, 0…1.
    var containment: Float {
        let least = min(left, right)
        return least > 0 ? min(1, shared / least) : 0
    }
}
