/// A set of Unicode scalars: sorted ranges that don't touch.
struct ScalarClass: Sendable, Equatable {
    private(set) var ranges: [ClosedRange<UInt32>]

    init(_ ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
                let upper = max(last.upperBound, range.upperBound)
                merged[merged.count - 1] = last.lowerBound...upper
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    init(_ scalar: UInt32) { ranges = [scalar...scalar] }

    func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } }

    /// The one scalar of the class; nil when it has several or none.
    var single: UInt32? {
        guard ranges.count == 1, ranges[0].count == 1 else { return nil }
        return ranges[0].lowerBound
    }

    /// All other scalars.
    var inverted: ScalarClass {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return ScalarClass(gaps)
    }

    func union(_ other: ScalarClass) -> ScalarClass { ScalarClass(ranges + other.ranges) }

    /// With the small and capital forms of its letters, where these are one scalar.
    var withoutCase: ScalarClass {
        var added: [ClosedRange<UInt32>] = []
        for cased in ScalarClass.casedBlocks {
            for range in ranges where range.overlaps(cased) {
                for value in range.clamped(to: cased) {
                    guard let scalar = Unicode.Scalar(value) else { continue }
                    let forms = [
                        scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping,
                    ]
                    for form in forms where form.unicodeScalars.count == 1 {
                        for other in form.unicodeScalars where other != scalar {
                            added.append(other.value...other.value)
                        }
                    }
                }
            }
        }
        return added.isEmpty ? self : ScalarClass(ranges + added)
    }

    /// Blocks with letters of two cases: Latin, Greek, Cyrillic, Armenian, Georgian and full width.
    private static let casedBlocks: [ClosedRange<UInt32>] = [
        0x41...0x5A, 0x61...0x7A, 0xC0...0x587, 0x1E00...0x1FFF, 0x2C60...0x2C7F,
        0xFF21...0xFF5A,
    ]
}

// MARK: - Classes with names

extension ScalarClass {
    static let digits = ScalarClass([0x30...0x39])
    static let han = ScalarClass([
        0x3007...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF,
    ])
    /// `\w`: ASCII letters, digits, `_` and Han.
    static let word = ScalarClass(
        [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A] + han.ranges
    )
    /// `\s`: blanks of any width, TAB and line ends.
    static let blanks = ScalarClass([
        0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
        0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
    ])
    static let any = ScalarClass([0...0x10FFFF])
    static let anyButLineEnd = ScalarClass(0x0A).inverted

    /// Names that `\p{…}` knows.
    static let names = [
        "Han", "Hiragana", "Katakana", "Hangul", "Latin", "Greek", "Cyrillic", "L", "Lu", "Ll",
        "M", "N", "Nd", "P", "S", "Z",
    ]

    /// A script by its main blocks, or a general category (Unicode Standard Annex #44).
    static func named(_ name: String) -> ScalarClass? {
        switch name {
        case "Han": han
        case "Hiragana": ScalarClass([0x3041...0x3096, 0x309D...0x309F])
        case "Katakana":
            ScalarClass([0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F])
        case "Hangul":
            ScalarClass([0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7A3])
        case "Latin":
            ScalarClass([
                0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6,
                0xF8...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
            ])
        case "Greek": ScalarClass([0x370...0x3FF, 0x1F00...0x1FFF])
        case "Cyrillic": ScalarClass([0x400...0x52F])
        default: category(name)
        }
    }

    private static func category(_ name: String) -> ScalarClass? {
        guard let isIn = categoryTest(name) else { return nil }
        var ranges: [ClosedRange<UInt32>] = []
        // No plane beyond the third has letters, digits or punctuation.
        for value in UInt32(0)...0x3FFFF {
            guard let scalar = Unicode.Scalar(value), isIn(scalar.properties.generalCategory)
            else { continue }
            if let last = ranges.last, last.upperBound &+ 1 == value {
                ranges[ranges.count - 1] = last.lowerBound...value
            } else {
                ranges.append(value...value)
            }
        }
        return ScalarClass(ranges)
    }

    private static func categoryTest(_ name: String) -> ((Unicode.GeneralCategory) -> Bool)? {
        let letters: [Unicode.GeneralCategory] = [
            .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        ]
        let marks: [Unicode.GeneralCategory] = [.nonspacingMark, .spacingMark, .enclosingMark]
        let punctuation: [Unicode.GeneralCategory] = [
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation,
        ]
        let symbols: [Unicode.GeneralCategory] = [
            .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
        ]
        switch name {
        case "L": return { letters.contains($0) }
        case "Lu": return { $0 == .uppercaseLetter }
        case "Ll": return { $0 == .lowercaseLetter }
        case "M": return { marks.contains($0) }
        case "N": return { $0 == .decimalNumber || $0 == .letterNumber || $0 == .otherNumber }
        case "Nd": return { $0 == .decimalNumber }
        case "P": return { punctuation.contains($0) }
        case "S": return { symbols.contains($0) }
        case "Z":
            return { $0 == .spaceSeparator || $0 == .lineSeparator || $0 == .paragraphSeparator }
        default: return nil
        }
    }
}
