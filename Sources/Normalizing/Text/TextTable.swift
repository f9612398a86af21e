import Records

/// Whole texts and what they stand for.
struct TextTable: Sendable {
    private var keys = ValueTable()
    private var texts: [[UInt8]] = [[]]

    /// False when the table has another text for the key already.
    @discardableResult
    mutating func set(_ key: Span<UInt8>, _ text: String) -> Bool {
        let id = Int(keys.intern(key))
        let bytes = Array(text.utf8)
        if id < texts.count {
            let isSame = texts[id] == bytes
            if id > 0 { texts[id] = bytes }
            return isSame
        }
        texts.append(bytes)
        return true
    }

    /// Appends what the table has for a text; false, and nothing is appended, when it has nothing.
    func append(_ text: Span<UInt8>, to output: inout TextList) -> Bool {
        guard let id = keys.find(text), id > 0 else { return false }
        let bytes = texts[Int(id)]
        output.append(bytes.span)
        return true
    }
}
