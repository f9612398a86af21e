import Records

/// An answer as a row of the decisions file.
package struct DecisionRow: Sendable, Equatable {
    package var aKey: String
    package var bKey: String
    package var answer: ReviewAnswer
    package var decidedBy: String
    /// ISO 8601 date.
    package var decidedAt: String
    package var note: String

    package init(
        _ aKey: String,
        _ bKey: String,
        _ answer: ReviewAnswer,
        by: String,
        at: String,
        note: String = ""
    ) {
        self.aKey = aKey
        self.bKey = bKey
        self.answer = answer
        // Names come from the command line, and the file is read in terminals.
        decidedBy = String(String.UnicodeScalarView(by.unicodeScalars.filter(Self.isText))).trimmed
        decidedAt = at
        self.note = note
    }

    private static func isText(_ scalar: Unicode.Scalar) -> Bool {
        ![.control, .lineSeparator, .paragraphSeparator].contains(
            scalar.properties.generalCategory
        )
    }

    package var keys: DecisionKeys { DecisionKeys(aKey, bKey) }
}

/// The two keys of a pair, whichever stands first.
package struct DecisionKeys: Hashable, Sendable {
    package let first: String
    package let second: String

    package init(_ a: String, _ b: String) {
        first = min(a, b)
        second = max(a, b)
    }
}
