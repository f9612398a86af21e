import Records

/// The JSON column `custom` of a block's records while they are made.
///
///     {"会员号":"8812","partial_dates":{"birth_date":"1990-05"},"rejected_values":{"uscc":"9135…"}}
struct CustomCells {
    enum Group: Int { case own, partialDates, rejected }

    private struct Pair {
        let row, group, start, end: Int
    }

    private var bytes: [UInt8] = []
    private var pairs: [Pair] = []

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        pairs.removeAll(keepingCapacity: true)
    }

    /// A key as it stands before its value: `"name":`.
    static func key(_ name: String) -> [UInt8] {
        var key: [UInt8] = []
        JSON.write(Array(name.utf8).span, to: &key)
        key.append(0x3A)
        return key
    }

    /// Adds a pair to a row's cell; empty text adds none.
    mutating func add(_ row: Int, _ group: Group, key: [UInt8], _ text: Span<UInt8>) {
        if text.isEmpty { return }
        let start = bytes.count
        bytes.append(contentsOf: key)
        JSON.write(text, to: &bytes)
        pairs.append(Pair(row: row, group: group.rawValue, start: start, end: bytes.count))
    }

    mutating func add(_ row: Int, _ group: Group, _ name: String, _ text: Span<UInt8>) {
        if !text.isEmpty { add(row, group, key: CustomCells.key(name), text) }
    }

    /// Writes the cells of all rows that have pairs, each group in the order in which it was added.
    mutating func write(to block: inout RowBlock, column: Int) {
        if column < 0 || pairs.isEmpty { return }
        pairs.sort { ($0.row, $0.group, $0.start) < ($1.row, $1.group, $1.start) }
        var first = 0
        while first < pairs.count {
            var end = first + 1
            while end < pairs.count, pairs[end].row == pairs[first].row { end += 1 }
            block.set(pairs[first].row, column) { write(first..<end, to: &$0) }
            first = end
        }
    }

    private func write(_ range: Range<Int>, to out: inout [UInt8]) {
        out.append(0x7B)
        var group = Group.own.rawValue
        for index in range {
            let pair = pairs[index]
            if index > range.lowerBound, pair.group == group || group == 0 { out.append(0x2C) }
            if pair.group != group {
                if group != Group.own.rawValue { out.append("},") }
                out.append(
                    pair.group == Group.rejected.rawValue
                        ? "\"rejected_values\":{" : "\"partial_dates\":{"
                )
                group = pair.group
            }
            out.append(bytes.span.extracting(pair.start..<pair.end))
        }
        if group != Group.own.rawValue { out.append(0x7D) }
        out.append(0x7D)
    }
}
