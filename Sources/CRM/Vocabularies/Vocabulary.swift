import Records

/// One term of a vocabulary: what stands in the database and how people write it.
package struct Term: Sendable {
    package let code: String
    package let labelZh: String
    package let labelEn: String
    package let synonyms: [String]

    package init(_ code: String, _ zh: String, _ en: String, _ synonyms: [String] = []) {
        self.code = code
        labelZh = zh
        labelEn = en
        self.synonyms = synonyms
    }
}

/// A list of terms; unknown words are kept as they are, never guessed.
package struct Vocabulary: Sendable {
    package let name: String
    package let terms: [Term]
    private let indexByWord: [String: Int]

    package init(_ name: String, _ terms: [Term]) {
        self.name = name
        self.terms = terms
        var index: [String: Int] = [:]
        for (position, term) in terms.enumerated() {
            for word in [term.code, term.labelZh, term.labelEn] + term.synonyms {
                let key = Vocabulary.key(word)
                if index[key] == nil { index[key] = position }
            }
        }
        indexByWord = index
    }

    package func term(for word: String) -> Term? {
        indexByWord[Vocabulary.key(word)].map { terms[$0] }
    }

    package func code(for word: String) -> String? { term(for: word)?.code }

    package func term(code: String) -> Term? { terms.first { $0.code == code } }

    /// Every word that is understood, in the form in which it is compared, with its code.
    package var lookup: [String: String] { indexByWord.mapValues { terms[$0].code } }

    /// Half-width, lower case, without blanks and final punctuation.
    package static func key(_ word: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            var value = scalar.value
            if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
            if value <= 0x20 || value == 0x3000 || value == 0xA0 { continue }
            if value >= 0x41, value <= 0x5A { value += 0x20 }
            if let folded = Unicode.Scalar(value) { scalars.append(folded) }
        }
        return String(scalars)
    }
}
