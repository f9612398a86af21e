import Records
import Storage

/// The texts of a block's points or addresses in one buffer; a part holds ranges of it.
///
/// The words that every row may need stand first, written once.
struct PartTexts {
    private(set) var bytes: [UInt8] = []
    private let wordCount: Int

    /// Returns the ranges of the words beside the buffer.
    static func make(words: [String]) -> (texts: PartTexts, ranges: [Range<Int>]) {
        var bytes: [UInt8] = []
        let ranges = words.map { word in
            let start = bytes.count
            bytes.append(contentsOf: word.utf8)
            return start..<bytes.count
        }
        return (PartTexts(bytes), ranges)
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        wordCount = bytes.count
    }

    /// Forgets all but the words.
    mutating func clear() { bytes.removeLast(bytes.count - wordCount) }

    mutating func add(_ text: Span<UInt8>) -> Range<Int> {
        let start = bytes.count
        bytes.append(text)
        return start..<bytes.count
    }

    mutating func add(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return start..<bytes.count
    }

    func areSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        bytes.span.extracting(a).hasSameBytes(as: bytes.span.extracting(b))
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// A cell over `bytes`; empty is null.
    static func cell(_ range: Range<Int>) -> StoredCell {
        range.isEmpty ? .null : .text(start: range.lowerBound, end: range.upperBound)
    }
}
