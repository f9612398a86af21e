import CTables
import Records

/// The generated C tables as Swift arrays; copied once, when the table that needs them is built.
enum GeneratedData {
    static func scriptPairs() -> [UInt32] {
        var count = 0
        let values = unsafe sluice_script_pairs(&count)
        return unsafe Array(UnsafeBufferPointer(start: values, count: count))
    }

    static func compatiblePairs() -> [UInt32] {
        var count = 0
        let values = unsafe sluice_compatible_pairs(&count)
        return unsafe Array(UnsafeBufferPointer(start: values, count: count))
    }

    static func pinyinLists() -> [UInt16] {
        var count = 0
        let values = unsafe sluice_pinyin_lists(&count)
        return unsafe Array(UnsafeBufferPointer(start: values, count: count))
    }

    static func pinyinPlaces() -> [UInt16] {
        var count = 0
        let values = unsafe sluice_pinyin_readings(&count)
        return unsafe Array(UnsafeBufferPointer(start: values, count: count))
    }

    static func pinyinBeyond() -> [UInt32] {
        var count = 0
        let values = unsafe sluice_pinyin_beyond(&count)
        return unsafe Array(UnsafeBufferPointer(start: values, count: count))
    }

    static func pinyinPhrases() -> [[UInt32]] {
        var count = 0
        return unsafe lines(sluice_pinyin_phrases(&count), count)
    }

    static func scriptPhrases() -> [[UInt32]] {
        var count = 0
        return unsafe lines(sluice_script_phrases(&count), count)
    }

    static func pinyinSyllables() -> [[UInt32]] {
        var count = 0
        return unsafe lines(sluice_pinyin_syllables(&count), count)
    }

    static func surnames() -> [[UInt32]] {
        var count = 0
        return unsafe lines(sluice_surnames(&count), count)
    }

    static func regions() -> [[UInt32]] {
        var count = 0
        return unsafe lines(sluice_regions(&count), count)
    }

    static func formerRegions() -> [[UInt32]] {
        var count = 0
        return unsafe lines(sluice_former_regions(&count), count)
    }

    static func outerRegions() -> [[UInt32]] {
        var count = 0
        return unsafe lines(sluice_outer_regions(&count), count)
    }

    /// The scalars of each line of a UTF-8 text.
    private static func lines(_ text: UnsafePointer<CChar>?, _ count: Int) -> [[UInt32]] {
        guard let text = unsafe text else { return [] }
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: count)
        return unsafe Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
            .dropLast().map { Scalars.all(Array($0).span) }
    }
}

extension [UInt32] {
    /// The decimal number that the scalars spell; 0 when they spell none.
    var decimal: Int {
        var number = 0
        for scalar in self where scalar >= 0x30 && scalar <= 0x39 {
            number = number * 10 + Int(scalar - 0x30)
        }
        return number
    }
}

extension String {
    /// The scalars of a literal, for tables.
    var scalarValues: [UInt32] { unicodeScalars.map(\.value) }

    /// The words of a blank-separated list, for tables.
    var wordScalars: [[UInt32]] {
        split(whereSeparator: { $0 == " " || $0 == "\n" }).map { String($0).scalarValues }
    }
}
