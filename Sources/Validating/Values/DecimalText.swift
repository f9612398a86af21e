/// A decimal number as its digits, compared exactly however long it is.
struct DecimalText: Comparable {
    private let isNegative: Bool
    /// Without leading zeros.
    private let whole: [UInt8]
    /// Without trailing zeros.
    private let fraction: [UInt8]

    /// From `12`, `-0.50` or `+7`; nil when the text is no such number.
    init?(_ text: String) {
        var digits = text.utf8[...]
        let hasSign = digits.first == 0x2D || digits.first == 0x2B
        let hasMinus = digits.first == 0x2D
        if hasSign { digits.removeFirst() }
        let pieces = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard pieces.count <= 2, pieces.contains(where: { !$0.isEmpty }),
            pieces.allSatisfy({ $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
        else { return nil }
        whole = Array(pieces[0].drop { $0 == 0x30 })
        let tail = pieces.count == 2 ? Array(pieces[1]) : []
        fraction = Array(tail.reversed().drop { $0 == 0x30 }.reversed())
        isNegative = hasMinus && !(whole.isEmpty && fraction.isEmpty)
    }

    static func < (a: DecimalText, b: DecimalText) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        return a.isNegative ? isSmaller(b, a) : isSmaller(a, b)
    }

    private static func isSmaller(_ a: DecimalText, _ b: DecimalText) -> Bool {
        if a.whole.count != b.whole.count { return a.whole.count < b.whole.count }
        if a.whole != b.whole { return a.whole.lexicographicallyPrecedes(b.whole) }
        return a.fraction.lexicographicallyPrecedes(b.fraction)
    }
}
