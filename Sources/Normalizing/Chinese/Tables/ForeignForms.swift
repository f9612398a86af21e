/// Legal forms of other countries at the end of a name, such as `GmbH`.
enum ForeignForms {
    /// The form that ends at `end` with the signs and blanks before it, or a count of 0.
    ///
    /// `text` is in lower case; the longest form wins, signs inside it are free.
    static func suffix(_ text: [UInt32], _ end: Int) -> (name: StaticString, count: Int) {
        guard end > 2, text[end - 1] < 0x80 else { return ("", 0) }
        for form in forms {
            let length = match(form.letters, text, end)
            if length > 0, length < end { return (form.name, length) }
        }
        return ("", 0)
    }

    /// How many scalars before `end` spell the letters, with signs between; 0 when they don't.
    private static func match(_ letters: [UInt32], _ text: [UInt32], _ end: Int) -> Int {
        var index = end
        for letter in letters.reversed() {
            while index > 0, isSign(text[index - 1]) { index -= 1 }
            guard index > 0, text[index - 1] == letter else { return 0 }
            index -= 1
        }
        guard index == 0 || isSign(text[index - 1]) || text[index - 1] >= 0x2E80 else { return 0 }
        while index > 0, isSign(text[index - 1]) { index -= 1 }
        return end - index
    }

    private static func isSign(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x2E || scalar == 0x2C || scalar == 0x26 || scalar == 0xFF0C
    }

    private static let forms: [(letters: [UInt32], name: StaticString)] = [
        ("companylimited".scalarValues, "Co., Ltd."), ("coltd".scalarValues, "Co., Ltd."),
        ("corporation".scalarValues, "Corp."),
        ("incorporated".scalarValues, "Inc."), ("limited".scalarValues, "Ltd."),
        ("gmbhcokg".scalarValues, "GmbH & Co. KG"), ("gmbh".scalarValues, "GmbH"),
        ("corp".scalarValues, "Corp."), ("inc".scalarValues, "Inc."), ("llc".scalarValues, "LLC"),
        ("ltd".scalarValues, "Ltd."), ("llp".scalarValues, "LLP"), ("plc".scalarValues, "PLC"),
        ("ag".scalarValues, "AG"), ("sa".scalarValues, "S.A."), ("bv".scalarValues, "B.V."),
        ("kk".scalarValues, "K.K."), ("co".scalarValues, "Co."),
    ]
}
