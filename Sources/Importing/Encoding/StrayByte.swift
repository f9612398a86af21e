import Records

/// A byte too many, or one lost, in a run of two-byte characters: all pairs behind it are shifted,
/// and only the end of the run shows it.
///
///     公司名称,      B9 AB  CB BE  C3 FB  B3 C6  2C
///     without CB     B9 AB  BE C3  FB B3  C6|2C       公久…, and C6 is the bad byte
///     repaired       B9 AB  BE|C3 FB  B3 C6  2C       公�名称,
///
/// Of all places the one is taken that makes the run's characters likeliest.
struct StrayByte {
    /// Where the byte is that belongs to no pair.
    let stray: Int
    /// The bytes of UTF-8 that the run's pairs had become.
    let oldCount: Int
    private let run: Range<Int>

    private static let maxRunByteCount = 512
    /// In tenths of nats: so much likelier another place must be than the run's last byte.
    private static let leastGain = 60

    /// Nil when the bad byte at `index` is best taken as the stray one itself.
    init?(
        _ bytes: Span<UInt8>,
        _ index: Int,
        from start: Int,
        _ encoding: Encoding,
        _ table: ByteTable
    ) {
        guard encoding != .shiftJIS, let model = LanguageModel.of(encoding),
            table.singles[Int(bytes[index])] == ByteTable.leadMark,
            index + 1 >= bytes.count || bytes[index + 1] < 0x40,
            encoding != .gb18030 || !EncodingScore.isQuadruple(bytes, index)
        else { return nil }
        var first = index
        let least = max(start, index - StrayByte.maxRunByteCount)
        while first - 2 >= least, bytes[first - 1] >= 0x81, bytes[first - 2] >= 0x81 { first -= 2 }
        guard first < index else { return nil }
        func pair(_ offset: Int) -> UInt32 {
            table.pairs[Int(bytes[offset]) << 8 | Int(bytes[offset + 1])]
        }
        func cost(_ offset: Int) -> Int {
            let packed = pair(offset)
            return packed == 0
                ? EncodingScore.badByteCost * 2 : model.cost(ByteTable.scalar(packed))
        }
        var written = 0
        // From the run's last byte backwards: pairs behind the stray byte begin one later.
        var gain = 0
        var best = (gain: StrayByte.leastGain, stray: index)
        var offset = index
        while offset > first {
            offset -= 2
            let old = pair(offset)
            if old == 0 { return nil }
            written += Int(old >> 24)
            gain += cost(offset) - cost(offset + 1)
            if gain > best.gain + (best.stray == index ? 0 : 15) { best = (gain, offset) }
        }
        guard best.stray != index else { return nil }
        stray = best.stray
        oldCount = written
        run = first..<(index + 1)
    }

    /// Writes the run's characters, U+FFFD in the place of the stray byte.
    func write(
        _ bytes: Span<UInt8>,
        _ table: ByteTable,
        to target: inout MutableSpan<UInt8>,
        _ used: inout Int
    ) {
        let replacement: UInt32 = 0x03BD_BFEF
        var offset = run.lowerBound
        while offset < run.upperBound {
            let isStray = offset == stray
            let packed =
                isStray
                ? replacement : table.pairs[Int(bytes[offset]) << 8 | Int(bytes[offset + 1])]
            for shift in 0..<Int(packed >> 24) {
                target[used] = UInt8(truncatingIfNeeded: packed >> UInt32(shift * 8))
                used += 1
            }
            offset += isStray ? 1 : 2
        }
    }
}
