import Records

/// Telephone numbers, addresses and persons that stand in a company's cell.
///
///     云岚有限公司 电话:010-88886666   云岚有限公司,深圳市科技路1号   13812345678云岚公司   云岚公司王小明
extension CompanyReader {
    func isAddressLike(_ range: Range<Int>) -> Bool {
        var hasDigit = false
        var hasRoad = false
        for index in range {
            if CompanySigns.isDigit(simple[index]) { hasDigit = true }
            switch simple[index] {
            // 路 街 号 道 巷 室 楼 栋
            case 0x8DEF, 0x8857, 0x53F7, 0x9053, 0x5DF7, 0x5BA4, 0x697C, 0x680B: hasRoad = true
            default: break
            }
        }
        return hasDigit && hasRoad
    }

    /// Whether the whole text is an address: 成都市锦江区春熙路1号.
    func isAddress(_ parse: Parse) -> Bool {
        signs.contains(.digit) && parse.form < 0 && parse.foreignForm < 0 && parse.branch.isEmpty
            && parse.trade.isEmpty && isAddressLike(simple.indices) && simple.count >= 6
    }

    /// 云岚有限公司王小明: cuts a person's name off that follows the whole name.
    mutating func cutPersonTail() -> Bool {
        guard let last = simple.last, last != 0x53F8, simple.count > 6 else { return false }
        var start = simple.count - 1
        while start > 4, simple.count - start <= 6, simple[start - 1] != 0x53F8 { start -= 1 }
        guard start > 4, simple[start - 1] == 0x53F8,
            lexicon.tail(simple, 0, start, .company).count > 2
        else { return false }
        let end = start
        while start < simple.count, CompanySigns.isStop(simple[start]) { start += 1 }
        let tail = start..<simple.count
        guard tail.count >= 2, tail.count <= 4, !isDepartmentWord(tail), !hasForm(tail),
            regionCover(tail) == nil, lexicon.area(simple, start, simple.count) == 0,
            tail.allSatisfy({ PersonReader.isNameHan(simple[$0]) }), isPerson(tail)
        else { return false }
        cut(end..<text.count)
        return true
    }

    /// Cuts telephone numbers, labels and addresses off; true when something was cut.
    mutating func cutContacts() -> Bool {
        var hasCut = false
        if let end = leadingContact(), end < text.count {
            cut(0..<end)
            hasCut = true
        }
        if let start = contactStart(), start > 1 {
            cut(start..<text.count)
            hasCut = true
        }
        return hasCut
    }

    /// Where a label (电话:), a number of seven digits or an address behind the company begins.
    private func contactStart() -> Int? {
        var index = 2
        while index < simple.count {
            let length = lexicon.label(simple, index, simple.count)
            if length > 0, isLabel(index, length) { return beforeSigns(index) }
            if signs.contains(.digit), CompanySigns.isDigit(simple[index]),
                !CompanySigns.isDigit(simple[index - 1]), digitRun(index) >= 7
            {
                return beforeSigns(index)
            }
            index += 1
        }
        if let mark = simple.firstIndex(of: 0x40) {
            var start = mark
            while start > 0, simple[start - 1] > 0x20, simple[start - 1] < 0x7F { start -= 1 }
            return beforeSigns(start)
        }
        guard signs.contains(.digit) else { return nil }
        return addressTail()
    }

    /// A label stands behind a sign, or has a colon or digit behind it: 手机专卖店 is none.
    private func isLabel(_ index: Int, _ length: Int) -> Bool {
        let next = index + length
        let isOpen = CompanySigns.isStop(simple[index - 1]) || simple[index - 1] == 0x28
        let last = simple[next - 1]
        if last == 0x3A || last == 0x2E || last == 0x2F { return true }
        guard next < simple.count else { return isOpen }
        let follower = simple[next]
        return follower == 0x3A || follower == 0xFF1A || CompanySigns.isDigit(follower)
            || isOpen && follower == 0x20
    }

    /// The number of digits from `start` on, over blanks, dashes and brackets between them.
    private func digitRun(_ start: Int) -> Int {
        var count = 0
        var index = start
        while index < simple.count {
            if CompanySigns.isDigit(simple[index]) {
                count += 1
            } else if !(simple[index] == 0x20 || simple[index] == 0x2D || simple[index] == 0x29) {
                break
            }
            index += 1
        }
        return count
    }

    private func beforeSigns(_ index: Int) -> Int {
        var start = index
        while start > 1,
            CompanySigns.isStop(simple[start - 1]) || simple[start - 1] == 0x28
                || simple[start - 1] == 0x2B
        { start -= 1 }
        return start
    }

    /// 云岚有限公司,深圳市科技路1号: where the address begins, behind the last company's end.
    private func addressTail() -> Int? {
        var index = simple.count - 4
        while index >= 4 {
            if simple[index - 1] == 0x53F8,
                lexicon.tail(simple, 0, index, .company).count >= 2,
                lexicon.tail(simple, 0, index, .branch).count == 0
            {
                let tail = index..<simple.count
                return isAddressLike(tail) && simple[index] != 0x28 && !isDepartmentWord(tail)
                    ? index : nil
            }
            index -= 1
        }
        return nil
    }

    /// 13812345678云岚公司, 深圳市科技路1号云岚公司: where the name begins; nil when at once.
    private func leadingContact() -> Int? {
        if hasAddressHead() {
            return simple.firstIndex { $0 == 0x20 || CompanySigns.of($0) == .east }
        }
        guard signs.contains(.digit) else { return nil }
        if CompanySigns.isDigit(simple[0]), digitRun(0) >= 7 {
            var end = 0
            while end < simple.count, !CompanySigns.isLetter(simple[end]) { end += 1 }
            return end
        }
        // 号 behind a digit, with a road before it and a whole name behind.
        guard let number = simple.indices.first(where: { isHouseNumber($0) }), number > 3 else {
            return nil
        }
        var end = number + 1
        var next = end
        while next < simple.count {
            if CompanySigns.isDigit(simple[next]) || simple[next] == 0x2D || simple[next] == 0x20 {
                next += 1
            } else if next > end, isHousePart(simple[next]) {
                next += 1
                end = next
            } else {
                break
            }
        }
        let isAddress = isAddressLike(0..<end) && hasRoad(0..<number)
        let name = end..<simple.count
        guard isAddress, name.count >= 4,
            lexicon.tail(simple, end, simple.count, .company).count > 0
        else { return nil }
        return end
    }

    private func isHouseNumber(_ index: Int) -> Bool {
        simple[index] == 0x53F7 && index > 0 && CompanySigns.isDigit(simple[index - 1])
    }

    /// 号 楼 层 室 栋 座 幢 单元.
    private func isHousePart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x53F7, 0x697C, 0x5C42, 0x5BA4, 0x680B, 0x5EA7, 0x5E62: true
        default: false
        }
    }

    private func hasRoad(_ range: Range<Int>) -> Bool {
        range.contains {
            simple[$0] == 0x8DEF || simple[$0] == 0x8857 || simple[$0] == 0x9053
                || simple[$0] == 0x5DF7
        }
    }
}
