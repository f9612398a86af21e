import Records

/// Cutting off the name and telephone number of delivery notes.
///
///     张三，13812345678，广东省 深圳市 南山区 科技园南区A栋，518000
///     ^^^^ ^^^^^^^^^^^ remark: 张三 13812345678
extension AddressReader {
    /// Whether seven digits stand in a row, dashes among them, or a colon follows a label's last character.
    mutating func mayHoldContact() -> Bool {
        var digitCount = 0
        for (index, scalar) in decoded.enumerated() {
            if Self.isDigit(scalar) {
                digitCount &+= 1
                if digitCount >= 7 { return true }
            } else if scalar == 0x3A || scalar == 0xFF1A {
                if index > 0, isLabelEnd(decoded[index - 1]) { return true }
                digitCount = 0
            } else if scalar != 0x2D {
                digitCount = 0
            }
        }
        return false
    }

    /// Whether labels such as 收件人：, 电话： and Tel: end so.
    private mutating func isLabelEnd(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x4EBA, 0x540D, 0x8BDD, 0x8A71, 0x673A, 0x6A5F, 0x53F7, 0x865F, 0x7801, 0x78BC, 0x5F0F,
            0x6C, 0x4C, 0x65, 0x45:
            true
        default: false
        }
    }

    /// Moves contacts from `decoded` to the remark, a blank in their place.
    mutating func cutContacts() {
        simple.removeAll(keepingCapacity: true)
        script.fold(decoded, decoded.indices, into: &simple)
        var isCut = [Bool](repeating: false, count: decoded.count)
        markLabelled(&isCut)
        markPhones(&isCut)
        guard isCut.contains(true) else { return }
        markAddressLabels(&isCut)
        markNames(&isCut)
        hasContact = true
        var rest: [UInt32] = []
        var index = 0
        while index < decoded.count {
            if !isCut[index] {
                rest.append(decoded[index])
                index += 1
                continue
            }
            let start = index
            while index < decoded.count, isCut[index] { index += 1 }
            var words = decoded[start..<index]
            while let last = words.last, Self.isSeparator(last) { words.removeLast() }
            appendRemark(words)
            rest.append(0x20)
        }
        decoded = rest
    }

    // MARK: Labels

    /// 收件人：王芳, 电话：…: the label and what it names, up to the next blank or sign.
    private mutating func markLabelled(_ isCut: inout [Bool]) {
        for index in decoded.indices where decoded[index] == 0x3A || decoded[index] == 0xFF1A {
            let nameCount = labelCount(index, Self.nameLabels)
            guard let count = nameCount ?? labelCount(index, Self.phoneLabels) else { continue }
            var end = index + 1
            while end < decoded.count, decoded[end] == 0x20 { end += 1 }
            let start = end
            while end < decoded.count, !isStop(end) { end += 1 }
            let isPlain = nameCount != nil ? isPlainName(start..<end) : isPlainNumber(start..<end)
            guard isPlain else { continue }
            for place in (index - count)..<end { isCut[place] = true }
        }
    }

    /// At most eight characters, none of them a digit or a word for places.
    private mutating func isPlainName(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty, range.count <= 8 else { return false }
        for index in range
        where Self.isDigit(decoded[index]) || Self.isPlaceWord(simple[index])
            || RoadWords.isRoad(simple[index])
        {
            return false
        }
        return table.names.longest(simple, range.lowerBound, range.upperBound) == nil
    }

    /// Five digits or more, and hardly anything else.
    private mutating func isPlainNumber(_ range: Range<Int>) -> Bool {
        var digitCount = 0
        for index in range {
            if Self.isDigit(decoded[index]) {
                digitCount += 1
            } else if decoded[index] >= 0x3400, decoded[index] != 0x8F6C, decoded[index] != 0x8F49 {
                return false
            }
        }
        return digitCount >= 5 && range.count <= 24
    }

    /// 详细地址： among contacts: the label alone.
    private mutating func markAddressLabels(_ isCut: inout [Bool]) {
        for index in decoded.indices where decoded[index] == 0x3A || decoded[index] == 0xFF1A {
            guard let count = labelCount(index, Self.addressLabels) else { continue }
            for place in (index - count)...index { isCut[place] = true }
        }
    }

    private static let addressLabels = """
        收货地址 收件地址 详细地址 通讯地址 联系地址 公司地址 邮寄地址 街道地址 所在地区 所在地 地址 地区
        """.wordScalars

    /// The length of the label that ends before `colon`.
    private mutating func labelCount(_ colon: Int, _ labels: [[UInt32]]) -> Int? {
        for label in labels where label.count <= colon {
            let start = colon - label.count
            var isSame = true
            for (offset, scalar) in label.enumerated() {
                let own = simple[start + offset]
                if (own >= 0x41 && own <= 0x5A ? own + 0x20 : own) != scalar { isSame = false }
            }
            if isSame { return label.count }
        }
        return nil
    }

    private static let nameLabels =
        "收货人姓名 收件人姓名 收货人 收件人 联系人姓名 联系人 姓名".wordScalars
    private static let phoneLabels = """
        联系电话 联系手机 手机号码 手机号 电话号码 联系方式 手机 电话 固话 座机 传真 telephone phone mobile tel
        """.wordScalars

    private mutating func isStop(_ index: Int) -> Bool {
        let scalar = decoded[index]
        return scalar == 0x20 || scalar == Self.componentEnd || scalar == 0x28
            || scalar != 0x2D && Self.isSeparator(scalar)
    }

    // MARK: Telephone numbers

    /// Mobile, landline and 400 numbers, blanks and dashes inside them allowed.
    private mutating func markPhones(_ isCut: inout [Bool]) {
        var index = 0
        while index < decoded.count {
            guard Self.isDigit(decoded[index]) || decoded[index] == 0x2B, !isCut[index] else {
                index += 1
                continue
            }
            let end = numberEnd(index)
            if isPhone(index, end) { for place in index..<end { isCut[place] = true } }
            index = max(end, index + 1)
        }
    }

    /// Behind digits with single dashes, blanks or brackets between them.
    private mutating func numberEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < decoded.count {
            let scalar = decoded[end]
            if Self.isDigit(scalar) {
                end += 1
            } else if scalar == 0x2D || scalar == 0x20, end + 1 < decoded.count,
                Self.isDigit(decoded[end + 1]), scalar == 0x2D || isPhone(start, end) == false
            {
                end += 1
            } else {
                break
            }
        }
        return end
    }

    private mutating func isPhone(_ start: Int, _ end: Int) -> Bool {
        if end < decoded.count, isCounted(decoded[end]) { return false }
        var digits: [UInt32] = []
        for index in start..<end where Self.isDigit(decoded[index]) {
            digits.append(decoded[index])
        }
        if digits.starts(with: Self.countryCode), digits.count == 13 { digits.removeFirst(2) }
        guard digits.count >= 10, digits.count <= 16 else { return false }
        if digits.count == 11, digits[0] == 0x31, digits[1] >= 0x33 { return true }
        if digits[0] == 0x30, digits[1] >= 0x31 {
            return digits.count == 11 || digits.count == 12 || digits.count == 10
                || decoded[start..<end].contains(0x2D)
        }
        return digits.count == 10 && (digits[0] == 0x34 || digits[0] == 0x38)
            && digits[1] == 0x30 && digits[2] == 0x30
    }

    private static let countryCode: [UInt32] = [0x38, 0x36]

    /// 号 室 楼 栋 幢 弄 层 单: behind digits these make them a part of the address.
    private mutating func isCounted(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x53F7, 0x865F, 0x5BA4, 0x697C, 0x6A13, 0x680B, 0x5E62, 0x5F04, 0x5C42, 0x5355: true
        default: false
        }
    }

    // MARK: Names

    /// 张三 beside a number, at the front of the cell, or before 收.
    private mutating func markNames(_ isCut: inout [Bool]) {
        var index = 0
        while index < decoded.count {
            if isCut[index] || isNameStop(index) {
                index += 1
                continue
            }
            var end = index
            while end < decoded.count, !isCut[end], !isNameStop(end) { end += 1 }
            let isBeside =
                index == 0 || isContact(before: index, isCut) || isContact(behind: end, isCut)
            if isBeside, isName(index..<end) {
                for place in index..<end { isCut[place] = true }
            } else if end == index + 1, simple[index] == 0x6536 {
                isCut[index] = true
            }
            index = end
        }
    }

    private mutating func isNameStop(_ index: Int) -> Bool {
        let scalar = decoded[index]
        return scalar == Self.componentEnd || scalar == 0x28 || scalar == 0x29
            || Self.isSeparator(scalar)
    }

    private mutating func isContact(before index: Int, _ isCut: [Bool]) -> Bool {
        var place = index - 1
        while place >= 0, isNameStop(place), !isCut[place] { place -= 1 }
        return place >= 0 && isCut[place]
    }

    private mutating func isContact(behind index: Int, _ isCut: [Bool]) -> Bool {
        var place = index
        while place < decoded.count, !isCut[place] {
            guard isNameStop(place) || simple[place] == 0x6536 else { return false }
            place += 1
        }
        return place < decoded.count
    }

    /// A surname and one or two more characters, perhaps with 收 or a title; no region, no place.
    private mutating func isName(_ range: Range<Int>) -> Bool {
        var end = range.upperBound
        for tail in Self.nameTails
        where range.count > tail.count + 1
            && simple[range].suffix(tail.count).elementsEqual(tail)
        {
            end -= tail.count
            break
        }
        let count = end - range.lowerBound
        guard count >= 2, count <= 4 else { return false }
        for index in range.lowerBound..<end {
            guard PersonReader.isNameHan(simple[index]), !Self.isPlaceWord(simple[index]),
                !RoadWords.isRoad(simple[index])
            else { return false }
        }
        if table.names.exact(simple, range.lowerBound, end) >= 0 { return false }
        let surnames = Surnames.shared
        if surnames.compoundCount(simple, range.lowerBound, end) > 0 { return true }
        guard count <= 3, let frequency = surnames.frequency(simple[range.lowerBound]) else {
            return false
        }
        return frequency >= Surnames.commonFrequency
    }

    private static let nameTails = "先生 女士 小姐 收".wordScalars
}
