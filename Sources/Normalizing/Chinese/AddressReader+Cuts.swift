import Records

/// Cutting off what stands in brackets, and postal codes.
extension AddressReader {
    /// Copies `decoded` to `text` without the brackets that hold a remark or a postal code.
    ///
    /// A bracket with another one inside stays whole.
    mutating func cutBrackets() {
        text.removeAll(keepingCapacity: true)
        var depth = 0
        var index = 0
        while index < decoded.count {
            let scalar = decoded[index]
            switch scalar {
            case 0x28, 0x3010, 0x5B:
                if depth == 0, let close = closing(index), takeBracket((index + 1)..<close) {
                    index = close + 1
                    continue
                }
                depth += 1
            case 0x29, 0x3011, 0x5D: depth = max(0, depth - 1)
            case Self.componentEnd: depth = 0
            default: break
            }
            text.append(scalar)
            index &+= 1
        }
    }

    /// Takes what stands in brackets as regions, remark or postal code; false when it isn't taken.
    private mutating func takeBracket(_ inside: Range<Int>) -> Bool {
        guard isRegionName(inside) else { return isCut(inside) }
        text.append(0x20)
        text.append(contentsOf: decoded[inside])
        text.append(0x20)
        return true
    }

    /// Where the bracket that opens at `index` closes, none opening between.
    private mutating func closing(_ index: Int) -> Int? {
        let closer: UInt32 =
            decoded[index] == 0x28 ? 0x29 : decoded[index] == 0x5B ? 0x5D : 0x3011
        var close = index + 1
        while close < decoded.count {
            switch decoded[close] {
            case closer: return close
            case 0x28, 0x3010, 0x5B, 0x29, 0x3011, 0x5D, Self.componentEnd: return nil
            default: close += 1
            }
        }
        return nil
    }

    /// [广东省][广州市]: brackets around nothing but a region.
    private mutating func isRegionName(_ inside: Range<Int>) -> Bool {
        guard inside.count >= 2, inside.count <= 12, endsInRegion() else { return false }
        var node = ScalarTrie.root
        for index in inside {
            node = table.names.step(node, script.simplified(decoded[index]))
            if node == 0 { return false }
        }
        return table.names.value(node) >= 0
    }

    /// Whether nothing, or the name of a region, stands before a bracket: 深圳市(南山区)科技园.
    private mutating func endsInRegion() -> Bool {
        var end = text.count
        while end > 0, text[end - 1] == 0x20 { end -= 1 }
        if end == 0 { return true }
        var start = end
        while start > 0, text[start - 1] != 0x20, end - start <= 12 { start -= 1 }
        var node = ScalarTrie.root
        while start < end {
            node = table.names.step(node, script.simplified(text[start]))
            if node == 0 { return false }
            start += 1
        }
        return table.names.value(node) >= 0
    }

    /// Takes a bracket's inside as postal code or remark; false when it is part of the address.
    private mutating func isCut(_ inside: Range<Int>) -> Bool {
        if inside.isEmpty { return false }
        if inside.count == 6, decoded[inside].allSatisfy(Self.isDigit), postalCode.isEmpty {
            postalCode = Array(decoded[inside])
            return true
        }
        if !isNearby(decoded[inside.lowerBound]) {
            for index in inside
            where Self.isDigit(decoded[index]) || Self.isPlaceWord(decoded[index]) {
                return false
            }
        }
        appendRemark(decoded[inside])
        return true
    }

    /// 近 靠 原 请: what follows tells the way, it is no part of the address.
    private mutating func isNearby(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x8FD1, 0x9760, 0x539F, 0x8BF7, 0x8ACB: true
        default: false
        }
    }

    /// 号 楼 座 室 层 栋 幢 院 园 区 厦 村 路 街, simplified or not.
    static func isPlaceWord(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x53F7, 0x865F, 0x697C, 0x6A13, 0x5EA7, 0x5BA4, 0x5C42, 0x5C64, 0x680B, 0x68DF, 0x5E62,
            0x9662, 0x56ED, 0x5712, 0x533A, 0x5340, 0x53A6, 0x5EC8, 0x6751, 0x8DEF, 0x8857:
            true
        default: false
        }
    }

    /// Takes six digits off either end of a component, 邮编 with them.
    mutating func cutPostalCode(_ range: Range<Int>) -> Range<Int> {
        let low = skipCodeWord(range)
        guard range.upperBound - low >= 6, isPostalCode(low),
            low + 6 == range.upperBound || isCodeEnd(low + 6, range)
        else { return cutTrailingCode(range) }
        take(low)
        return cutTrailingCode(trimmed((low + 6)..<range.upperBound))
    }

    private mutating func cutTrailingCode(_ range: Range<Int>) -> Range<Int> {
        let high = range.upperBound - 6
        guard range.count > 7, isPostalCode(high), isCodeStart(high - 1) else { return range }
        take(high)
        let rest = trimmed(range.lowerBound..<high)
        for word in Self.codeWords where simple[rest].suffix(word.count).elementsEqual(word) {
            return rest.lowerBound..<(rest.upperBound - word.count)
        }
        return rest
    }

    /// Takes six digits as the postal code; a second, other one is a remark.
    private mutating func take(_ start: Int) {
        let code = text[start..<(start + 6)]
        if postalCode.isEmpty {
            postalCode.append(contentsOf: code)
        } else if !postalCode.elementsEqual(code) {
            appendRemark(code)
        }
    }

    /// Behind 邮编： at the front when six digits follow.
    private mutating func skipCodeWord(_ range: Range<Int>) -> Int {
        let low = range.lowerBound
        guard simple[low] == 0x90AE else { return low }
        for word in Self.codeWords where simple[range].starts(with: word) {
            var next = low + word.count
            while next < range.upperBound, Self.isSeparator(text[next]) { next += 1 }
            if range.upperBound - next >= 6, isPostalCode(next) { return next }
        }
        return low
    }

    private mutating func isPostalCode(_ start: Int) -> Bool {
        guard text[start] >= 0x30, text[start] <= 0x38 else { return false }
        for index in start..<(start + 6) where !Self.isDigit(text[index]) { return false }
        return true
    }

    /// Behind a leading code: a separator, or a region's name.
    private mutating func isCodeEnd(_ index: Int, _ range: Range<Int>) -> Bool {
        Self.isSeparator(text[index]) && text[index] != 0x2D
            || table.names.longest(simple, index, range.upperBound) != nil
    }

    /// Before a trailing code: a blank, comma, colon or 编.
    private mutating func isCodeStart(_ index: Int) -> Bool {
        text[index] != 0x2D && Self.isSeparator(text[index]) || simple[index] == 0x7F16
            || simple[index] == 0x7801
    }

    private static let codeWords = "邮政编码 邮编".wordScalars
}
