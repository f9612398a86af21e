/// The digits that were dialled, as a window that prefixes are cut from.
///
/// Only the first 40 are kept: no plan asks beyond 17 digits and an international prefix, so more
/// of them are too long in the same way.
struct DigitRun {
    static let capacity = 40

    private var storage = InlineArray<40, UInt8>(repeating: 0x30)
    private var start = 0
    private var end = 0

    init() {}

    @inline(__always)
    var count: Int { end &- start }

    /// The ASCII digit at `index`, counted from the window's start.
    @inline(__always)
    subscript(index: Int) -> UInt8 { storage[start &+ index] }

    @inline(__always)
    mutating func append(_ digit: UInt8) {
        guard end < DigitRun.capacity else { return }
        storage[end] = digit
        end &+= 1
    }

    @inline(__always)
    mutating func removeFirst(_ count: Int) { start &+= count }

    /// The rest after a removed prefix.
    @inline(__always)
    func dropping(_ count: Int) -> DigitRun {
        var rest = self
        rest.removeFirst(count)
        return rest
    }
}

/// Up to 20 ASCII digits without an allocation: a national number or an extension.
package struct DialDigits: Sendable {
    package static let capacity = 20

    private var storage = InlineArray<20, UInt8>(repeating: 0x30)
    private var length: UInt8 = 0

    package init() {}

    @inline(__always)
    init(_ run: DigitRun) {
        for index in 0..<min(run.count, DialDigits.capacity) { append(run[index]) }
    }

    package var count: Int { Int(length) }
    package var isEmpty: Bool { length == 0 }

    @inline(__always)
    package subscript(index: Int) -> UInt8 {
        precondition(index < length)
        return storage[index]
    }

    @inline(__always)
    package mutating func append(_ digit: UInt8) {
        guard length < DialDigits.capacity else { return }
        storage[Int(length)] = digit
        length &+= 1
    }

    @inline(__always)
    package func append(to bytes: inout [UInt8]) {
        append(to: &bytes, from: 0, count: count)
    }

    @inline(__always)
    package func append(to bytes: inout [UInt8], from start: Int, count: Int) {
        for index in start..<start &+ count { bytes.append(self[index]) }
    }
}
