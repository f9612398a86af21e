import Records

/// How the outcomes of all comparisons of a pair are packed in one word.
///
///     field 0: level + 1 (4 bits) │ frequency class (4 bits, where levels use it) │ field 1 …
///
/// Level 0 of the code is "no value". The class is ⌊log2(usual ÷ own frequency)⌉ + 8, 1…15, and 0
/// when frequency says nothing; so a weight follows from the pattern alone, and pairs are counted,
/// trained on and explained by pattern.
package struct PatternLayout: Sendable {
    package struct Place: Sendable {
        let shift: UInt64
        let hasClass: Bool
        /// Bit by level: whether its frequency counts.
        let usesFrequency: UInt32
        /// By number of mentions that share the value.
        let classes: [UInt8]

        /// The code of an outcome; `classes` are the place's own, borrowed for a loop.
        @inline(__always)
        func code(_ agreement: Agreement, _ classes: Span<UInt8>) -> UInt64 {
            guard agreement.level >= 0 else { return 0 }
            var code = UInt64(agreement.level &+ 1)
            if agreement.frequency > 0, usesFrequency >> UInt32(agreement.level) & 1 != 0 {
                let index = min(Int(agreement.frequency), classes.count &- 1)
                code |= UInt64(classes[index]) << 4
            }
            return code << shift
        }
    }

    package let places: [Place]
    /// How many of the fields found room in the 64 bits.
    package var fieldCount: Int { places.count }

    init(fields: [MatchField], items: [FieldItems]) {
        var places: [Place] = []
        var shift: UInt64 = 0
        for index in fields.indices {
            let uses = fields[index].comparator.levels.map(\.usesFrequency)
            let hasClass = uses.contains(true)
            let width = Self.width(fields[index])
            if shift + width > 64 { break }
            places.append(
                Place(
                    shift: shift,
                    hasClass: hasClass,
                    usesFrequency: uses.enumerated()
                        .reduce(0) { $0 | ($1.element ? 1 << UInt32($1.offset) : 0) },
                    classes: hasClass ? Self.classes(items[index]) : []
                )
            )
            shift += width
        }
        self.places = places
    }

    /// Bits that a field takes.
    private static func width(_ field: MatchField) -> UInt64 {
        field.comparator.levels.contains(where: \.usesFrequency) ? 8 : 4
    }

    /// How many of the fields will find room.
    static func fieldCount(of fields: [MatchField]) -> Int {
        var shift: UInt64 = 0
        return fields.prefix { field in
            shift += width(field)
            return shift <= 64
        }.count
    }

    /// The level of a field in a pattern; −1 for no value.
    @inline(__always)
    package func level(_ field: Int, in pattern: UInt64) -> Int {
        Int(pattern >> places[field].shift & 15) &- 1
    }

    /// Classes by frequency; "usual" is the mean frequency over all pairs that share a value.
    private static func classes(_ items: FieldItems) -> [UInt8] {
        var pairs = 0.0
        var weighted = 0.0
        for count in items.frequencies where count > 1 {
            let all = Double(count) * Double(count - 1)
            pairs += all
            weighted += all * Double(count)
        }
        let usual = pairs > 0 ? weighted / pairs : 2
        return (0..<4096).map { count in
            let ratio = usual / Double(max(count, 2))
            return UInt8(min(15, max(1, (Logarithm.base2(ratio)).rounded() + 8)))
        }
    }
}
