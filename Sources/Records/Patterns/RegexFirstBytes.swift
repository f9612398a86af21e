/// The bytes with which a match may begin; the machine skips all others.
enum RegexFirstBytes {
    /// By byte; empty when a match may be empty.
    static func table(_ program: RegexProgram) -> [Bool] {
        var table = [Bool](repeating: false, count: 256)
        var isSeen = [Bool](repeating: false, count: program.operations.count)
        var pending = [0]
        while let place = pending.popLast() {
            if isSeen[place] { continue }
            isSeen[place] = true
            switch program.operations[place] {
            case .match: return []
            case .jump: pending.append(Int(program.first[place]))
            case .split:
                pending.append(Int(program.first[place]))
                pending.append(Int(program.second[place]))
            case .save, .assertion: pending.append(place + 1)
            case .any: return [Bool](repeating: true, count: 256)
            case .scalar:
                let scalar = UInt32(program.first[place])
                add(scalar...scalar, to: &table)
            case .members:
                for range in program.sets.ranges(Int(program.first[place])) {
                    add(range, to: &table)
                }
            }
        }
        return table
    }

    private static func add(_ range: ClosedRange<UInt32>, to table: inout [Bool]) {
        // Ill-formed bytes read as U+FFFD.
        if range.contains(0xFFFD) { for byte in 0x80...0xFF { table[byte] = true } }
        for byte in Int(firstByte(range.lowerBound))...Int(firstByte(range.upperBound)) {
            table[byte] = true
        }
    }

    private static func firstByte(_ scalar: UInt32) -> UInt8 {
        var bytes: [UInt8] = []
        Scalars.append(scalar, to: &bytes)
        return bytes[0]
    }
}
