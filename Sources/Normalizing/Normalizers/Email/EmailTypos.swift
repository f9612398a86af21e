import Records

/// Which domain was probably meant.
///
///     gmial.com, gmail.con, gmail.cm, qq.cn, 163.com.cn, l63.com, hotmali.com, acme.con
///
/// A provider's name with a wrong ending; a name one slip away from a provider's (two from seven
/// letters on), a slip being a letter put in, left out, changed or swapped with the next; and `com`
/// one slip away, where no top-level domain is. Short names (qq, 163, sina) are so near to those of
/// honest companies that only doubled letters, swapped letters and l, o, b for 1, 0, 6 count.
struct EmailTypos: Sendable {
    private let providers: [EmailDomains.Provider]
    /// By provider, so that a look at all of them costs little.
    private let shapes: [Shape]
    private let com = Array("com".utf8)

    private struct Shape {
        let length: Int
        let first: UInt8
        let last: UInt8
        /// A bit per letter.
        let letters: UInt64
    }

    init(_ domains: EmailDomains) {
        let models = domains.providers.filter { provider in
            !EmailTypos.noModels.contains { provider.name.span.equals($0) }
        }
        providers = models
        shapes = models.map { model in
            Shape(
                length: model.name.count,
                first: model.name[0],
                last: model.name[model.name.count - 1],
                letters: Slips.letters(model.name.span)
            )
        }
    }

    /// Providers that many honest names resemble, or that few customers use.
    private static let noModels: [StaticString] = [
        "vip", "88", "2980", "188", "eyou", "chinaren", "fastmail", "mail", "yandex", "zoho",
        "naver",
        "daum", "rediffmail", "web", "proton", "gmx", "aol", "mac", "ymail",
    ]

    /// Appends the domain that was meant; false when nothing speaks against `domain`.
    func appendMeant(_ domain: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        guard let dot = domain.firstIndex(of: 0x2E) else { return false }
        let name = domain.extracting(0..<dot)
        let top = domain.extracting((dot + 1)..<domain.count)
        if name.count >= 1, name.count <= 12, top.count <= 7 {
            let letters = Slips.letters(name)
            for index in shapes.indices
            where isNear(shapes[index], name, letters) && isMeant(index, name, top) {
                output.append(contentsOf: providers[index].name)
                output.append(0x2E)
                output.append(contentsOf: providers[index].top)
                return true
            }
        }
        return appendMeantTop(domain, to: &output)
    }

    /// `qq`, `qqcom`, `163com`: a provider's domain without its dot.
    func appendCompleted(_ domain: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        for provider in providers where domain.count >= provider.name.count {
            let name = provider.name
            let rest = domain.extracting(name.count..<domain.count)
            guard domain.extracting(0..<name.count).hasSameBytes(as: name.span),
                rest.isEmpty || rest.hasSameBytes(as: provider.top.span)
            else { continue }
            output.append(contentsOf: name)
            output.append(0x2E)
            output.append(contentsOf: provider.top)
            return true
        }
        return false
    }

    /// By its shape alone; the first or the last letter is nearly always right.
    @inline(__always)
    private func isNear(_ shape: Shape, _ name: Span<UInt8>, _ letters: UInt64) -> Bool {
        if shape.first != name[0], shape.last != name[name.count &- 1], shape.length > 4 {
            return false
        }
        if shape.length > name.count &+ 2 || name.count > shape.length &+ 2 { return false }
        // Two texts with two slips at most have nearly all of their letters in common.
        return (shape.letters ^ letters).nonzeroBitCount <= 4
    }

    private func isMeant(_ index: Int, _ name: Span<UInt8>, _ top: Span<UInt8>) -> Bool {
        let provider = providers[index]
        let model = provider.name.span
        if name.hasSameBytes(as: model) { return isWrongTop(top, provider) }
        guard top.hasSameBytes(as: provider.top.span) || isDamagedCom(top) else {
            return false
        }
        if model.count < 5 { return Slips.isLookAlike(name, model) }
        // Names that others own.
        for other in EmailTypos.others where name.equals(other) { return false }
        let mayBeTwo = model.count >= 7 && model[0] == name[0]
        return Slips.areWithin(mayBeTwo ? 2 : 1, name, model)
    }

    /// Real providers and companies one letter away from a large one.
    private static let others: [StaticString] = [
        "mail", "email", "ymail", "hmail", "fmail", "boxmail", "cloud", "hotel", "yandex", "tahoo",
    ]

    /// Whether a provider's name has an ending that isn't the provider's.
    private func isWrongTop(
        _ top: Span<UInt8>,
        _ provider: EmailDomains.Provider
    ) -> Bool {
        if isDamagedCom(top) || top.equals("cm") || top.equals("om") || top.equals("co") {
            return true
        }
        let name = provider.name
        if provider.isGlobal || isWord(name.span) { return false }
        return top.count <= 3 || top.equals("com.cn") || top.equals("com.com")
    }

    /// Names that many own besides the provider: sina.net, tom.cn, me.cn.
    private func isWord(_ name: Span<UInt8>) -> Bool {
        switch name.count {
        case 2: !name.equals("qq")
        case 3: !Digits.areAll(name)
        case 4: !name.equals("21cn") && !name.equals("yeah")
        default: name.equals("sogou") || name.equals("10086") || name.equals("proton")
        }
    }

    /// One slip away from `com`, and no top-level domain.
    private func isDamagedCom(_ top: Span<UInt8>) -> Bool {
        guard top.count >= 2, top.count <= 4 else { return false }
        // Two of its three letters are there after any slip: `cn` and `net` go no further.
        let lettersOfCom: UInt64 = 1 << 35 | 1 << 45 | 1 << 47
        let common = Slips.letters(top) & lettersOfCom
        guard common.nonzeroBitCount >= 2, !top.equals("com") else { return false }
        for real in EmailTypos.realTops where top.equals(real) { return false }
        return Slips.areWithin(1, top, com.span)
    }

    private static let realTops: [StaticString] = ["co", "cm", "om", "cam", "cfm"]

    /// `acme.con` → `acme.com`, `acme.cmo.cn` → `acme.com.cn`.
    private func appendMeantTop(_ domain: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        let hasCN = domain.hasSuffix(".cn")
        let end = hasCN ? domain.count - 3 : domain.count
        var start = end
        while start > 0, domain[start - 1] != 0x2E { start -= 1 }
        guard start > 0, isDamagedCom(domain.extracting(start..<end)) else { return false }
        output.append(domain.extracting(0..<start))
        output.append(hasCN ? "com.cn" : "com")
        return true
    }
}

/// Slips of the key between two short texts.
enum Slips {
    /// Whether at most `most` (1 or 2) letters are put in, left out, changed or swapped with the next.
    static func areWithin(_ most: Int, _ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        var start = 0
        var endA = a.count
        var endB = b.count
        while start < endA, start < endB, a[start] == b[start] { start &+= 1 }
        while endA > start, endB > start, a[endA &- 1] == b[endB &- 1] {
            endA &-= 1
            endB &-= 1
        }
        // One slip leaves two letters at most between equal ends.
        if most == 1, endA &- start > 2 || endB &- start > 2 { return false }
        return isWithin(most, a.extracting(start..<endA), b.extracting(start..<endB))
    }

    /// The letters of a text, a bit each.
    static func letters(_ text: Span<UInt8>) -> UInt64 {
        var letters: UInt64 = 0
        for index in text.indices { letters |= 1 << UInt64(text[index] & 63) }
        return letters
    }

    /// By trying each slip at the first difference.
    private static func isWithin(_ most: Int, _ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        if a.isEmpty || b.isEmpty { return a.count &+ b.count <= most }
        let restA = a.extracting(1..<a.count)
        let restB = b.extracting(1..<b.count)
        if a[0] == b[0] { return isWithin(most, restA, restB) }
        if most == 0 { return false }
        if isWithin(most &- 1, restA, restB) || isWithin(most &- 1, restA, b)
            || isWithin(most &- 1, a, restB)
        {
            return true
        }
        guard a.count >= 2, b.count >= 2, a[0] == b[1], a[1] == b[0] else { return false }
        return isWithin(most &- 1, a.extracting(2..<a.count), b.extracting(2..<b.count))
    }

    /// Whether `typed` is `model` with one letter doubled, two swapped, or l, i, o, b for 1, 1, 0, 6.
    static func isLookAlike(_ typed: Span<UInt8>, _ model: Span<UInt8>) -> Bool {
        if typed.count == model.count {
            var different = 0
            var alike = 0
            var first = -1
            for index in typed.indices where typed[index] != model[index] {
                different &+= 1
                if first < 0 { first = index }
                if areAlike(typed[index], model[index]) { alike &+= 1 }
            }
            if different == alike { return true }
            guard different == 2, first &+ 1 < typed.count, !Digits.areAll(model) else {
                return false
            }
            return typed[first] == model[first &+ 1] && typed[first &+ 1] == model[first]
        }
        guard typed.count == model.count &+ 1 else { return false }
        var index = 0
        while index < model.count, typed[index] == model[index] { index &+= 1 }
        guard index > 0, typed[index] == typed[index &- 1] else { return false }
        return typed.extracting((index &+ 1)..<typed.count)
            .hasSameBytes(as: model.extracting(index..<model.count))
    }

    private static func areAlike(_ letter: UInt8, _ digit: UInt8) -> Bool {
        switch (letter, digit) {
        case (0x6C, 0x31), (0x69, 0x31), (0x6F, 0x30), (0x62, 0x36): true
        default: false
        }
    }
}
