/// Words of latin names that are no names, and particles of family names; lower case, without dots.
final class LatinNameWords: Sendable {
    enum Role: Int32, Sendable {
        case name = 0
        case salutation = 1
        /// Jr Sr III: part of the name.
        case generation = 2
        /// PhD MBA: a degree behind the name.
        case degree = 3
        /// CEO, Manager.
        case title = 4
        /// Ltd, Inc: not a person.
        case company = 5
    }

    static let shared = LatinNameWords()

    /// The value is the role and, from bit 4 on, the gender.
    private let words: ScalarTrie
    private let particles: ScalarTrie
    private let easternSurnames: ScalarTrie

    private init() {
        var words = ScalarTrie()
        for (role, gender, list) in Self.lists {
            for word in list.wordScalars {
                words.insert(word, role.rawValue | Int32(gender) << 4)
            }
        }
        self.words = words
        particles = ScalarTrie(Self.particleList.wordScalars)
        easternSurnames = ScalarTrie(Self.easternList.wordScalars)
    }

    func role(_ text: [UInt32], _ start: Int, _ end: Int) -> (role: Role, gender: UInt8) {
        let found = words.exact(text, start, end)
        guard found >= 0, let role = Role(rawValue: found & 15) else { return (.name, 0) }
        return (role, UInt8(found >> 4))
    }

    func isParticle(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        particles.exact(text, start, end) >= 0
    }

    /// Whether a word is a surname as Hong Kong, Korea or Vietnam spell it (`chan`, `kim`, `nguyen`).
    func isEasternSurname(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        easternSurnames.exact(text, start, end) >= 0
    }

    private static let lists: [(Role, UInt8, String)] = [
        (.salutation, 1, "mr sir herr monsieur mister"),
        (.salutation, 2, "ms mrs miss madam mme madame mlle frau lady"),
        (.salutation, 0, "dr prof professor doctor mx"),
        (.generation, 0, "jr sr ii iii iv junior senior"),
        (.degree, 0, "phd md mba cpa esq dds dphil bsc msc llm jd emba cfa"),
        (
            .title, 0,
            """
            ceo cto cfo coo cio cmo vp hr it pm manager director engineer president chairman
            sales marketing purchasing finance accountant assistant secretary general deputy
            supervisor buyer consultant founder cofounder owner partner specialist representative
            """
        ),
        (
            .company, 0,
            """
            ltd inc llc gmbh corp corporation limited company plc bv srl www http https com
            """
        ),
    ]

    private static let particleList = """
        van von de del della di da dos das du la le lo bin ibn bint al el ter ten der den st san
        af av zu zur ap abu abd
        """

    private static let easternList = """
        chan wong lee cheung ng leung lau chow kwok tsai hsu chang kuo tseng hsieh chiang yip yeung
        tam tang fung lam mak poon siu tse tsang yuen yiu kwan kwong ho hui ip lai lui mok ngai
        kim park choi jung kang cho yoon jang lim shin seo kwon hwang ahn song yoo hong jeong oh
        nguyen tran le pham huynh phan vu vo dang bui do ngo duong ly
        """
}
