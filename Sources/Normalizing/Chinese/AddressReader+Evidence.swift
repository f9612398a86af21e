import Records

/// Regions that stand behind other words.
extension AddressReader {
    /// Looks for a region behind the front of a component that begins with none.
    ///
    /// What stands before it is cut off when it is a label or a remark (`正确地址：`); else the region is
    /// only evidence and the component stays whole: 樟村社区东莞市水务公司 lies in 东莞市.
    mutating func readLater(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound + 1
        let wasStrange = hasStrangeDistrict
        defer { hasStrangeDistrict = wasStrange }
        while start + 1 < range.upperBound {
            if table.names.step(ScalarTrie.root, simple[start]) != 0 {
                if isLabel(range.lowerBound..<start) {
                    let first = mentions.count
                    let rest = readChain(skipCountry(start..<range.upperBound))
                    if mentions.count > first {
                        appendRemark(text[trimmed(range.lowerBound..<start)])
                        return rest
                    }
                } else if mentions.isEmpty, readEvidence(start, range.upperBound) {
                    return range
                }
            }
            start += 1
        }
        return range
    }

    /// Looks for a whole address behind a short name that was only the beginning of other words.
    ///
    /// 北京益世家居有限公司北京市大兴区…, 湖北总部  武汉市武昌区…: what stands between goes to the remark.
    mutating func readRestart(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound + 2
        let limit = min(range.upperBound - 5, range.lowerBound + 24)
        while start < limit {
            if table.names.step(ScalarTrie.root, simple[start]) != 0,
                let city = cityAndDistrict(start, range.upperBound),
                isLabel(range.lowerBound..<start)
            {
                let front = mentions[0]
                var words = trimmed(range.lowerBound..<start)
                let isUnrelated = !candidates[front.candidates].contains {
                    table.areRelated($0, city)
                }
                if isUnrelated {
                    words = front.place.lowerBound..<words.upperBound
                    mentions.removeAll()
                    candidates.removeAll()
                }
                appendRemark(text[words])
                return readChain(start..<range.upperBound)
            }
            start += 1
        }
        return range
    }

    /// The city when its full name and that of something inside it stand at `start`.
    private mutating func cityAndDistrict(_ start: Int, _ end: Int) -> Int32? {
        guard let found = table.names.longest(simple, start, end), found.count >= 3,
            let inner = table.names.longest(simple, start + found.count, end), inner.count >= 2
        else { return nil }
        for index in table.meanings(of: Int(found.value)) where !table.meanings[index].isShort {
            let city = table.meanings[index].region
            for place in table.meanings(of: Int(inner.value))
            where table.meanings[place].region != city
                && table.isWithin(table.meanings[place].region, city)
            {
                return city
            }
        }
        return nil
    }

    /// 地址, 公司位置：, 我在: words before an address that are no part of it.
    private mutating func isLabel(_ range: Range<Int>) -> Bool {
        guard range.count <= 24 else { return false }
        var hasColon = false
        for index in range {
            if Self.isDigit(text[index]) || Self.isPlaceWord(simple[index]) { return false }
            if text[index] == 0x3A || text[index] == 0xFF1A { hasColon = true }
        }
        let words = trimmed(range)
        if words.isEmpty || hasColon && range.count > words.count { return true }
        return Self.labelTails.contains { simple[words].suffix($0.count).elementsEqual($0) }
    }

    private static let labelTails =
        "地址 位于 住址 地点 位置 坐落于 座落于 在 总部 总公司 分公司 公司 办事处 工厂 门店 仓库".wordScalars

    /// A full name of a province or city, or a district that no other shares, inside the detail.
    private mutating func readEvidence(_ start: Int, _ end: Int) -> Bool {
        guard let found = table.names.longest(simple, start, end), found.count >= 3 else {
            return false
        }
        let nameEnd = start + found.count
        if nameEnd < end {
            if simple[nameEnd] == 0x573A { return false }
            if RoadWords.isStreetAhead(simple, nameEnd, end) { return false }
        }
        let mark = candidates.count
        for index in table.meanings(of: Int(found.value)) {
            let meaning = table.meanings[index]
            guard !meaning.isShort, Int(meaning.region) < table.codedCount else { continue }
            candidates.append(meaning.region)
        }
        guard candidates.count == mark + 1 else {
            candidates.removeSubrange(mark...)
            return false
        }
        mentions.append(
            Mention(
                candidates: mark..<candidates.count,
                isShort: false,
                place: start..<nameEnd,
                isInDetail: true
            )
        )
        readInner(candidates[mark], nameEnd, end)
        return true
    }

    /// A full name near the front of what is left that lies in the regions read: 石河子市 of
    /// 新疆生产建设兵团第八师石河子市 is evidence, and stays where it is.
    mutating func readNear(_ range: Range<Int>) {
        guard !mentions.isEmpty, range.count >= 4 else { return }
        for mention in mentions {
            for index in mention.candidates where table.level(candidates[index]) == .district {
                return
            }
        }
        for start in (range.lowerBound + 1)..<min(range.upperBound - 2, range.lowerBound + 12) {
            if Self.isDigit(text[start]) { return }
            guard let found = table.names.longest(simple, start, range.upperBound),
                found.count >= 3
            else { continue }
            let nameEnd = start + found.count
            if nameEnd < range.upperBound,
                RoadWords.isStreetAhead(simple, nameEnd, range.upperBound)
            {
                return
            }
            for index in table.meanings(of: Int(found.value)) {
                let meaning = table.meanings[index]
                guard !meaning.isShort, !meaning.isFormer, isInside(meaning.region) else {
                    continue
                }
                mention(meaning.region, at: start..<nameEnd)
                readInner(meaning.region, nameEnd, range.upperBound)
                return
            }
        }
    }

    /// Regions directly behind one that is evidence: 丰台区 of 产业园（北京市丰台区南方庄56号）.
    private mutating func readInner(_ outer: Int32, _ start: Int, _ end: Int) {
        guard let found = table.names.longest(simple, start, end), found.count >= 3 else { return }
        for index in table.meanings(of: Int(found.value)) {
            let meaning = table.meanings[index]
            guard !meaning.isShort, !meaning.isFormer, meaning.region != outer,
                table.isWithin(meaning.region, outer)
            else { continue }
            let nameEnd = start + found.count
            mention(meaning.region, at: start..<nameEnd)
            readInner(meaning.region, nameEnd, end)
            return
        }
    }

    /// A region that the detail names for certain; its text stays there.
    private mutating func mention(_ region: Int32, at place: Range<Int>) {
        candidates.append(region)
        mentions.append(
            Mention(
                candidates: (candidates.count - 1)..<candidates.count,
                isShort: false,
                place: place,
                isInDetail: true
            )
        )
    }
}
