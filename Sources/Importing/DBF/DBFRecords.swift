import Records

/// Which records a table holds: live ones, deleted ones, and whether the file ends too early.
///
/// Record numbers count from 1 over live and deleted records, as FoxPro's RECNO() does.
struct DBFRecords {
    /// 0-based indices, in order.
    private(set) var live: [UInt32] = []
    private(set) var deleted: [UInt32] = []
    /// Records whose flag is neither blank nor `*`; they count as live.
    private(set) var wrongFlagCount = 0
    private(set) var firstWrongFlag: UInt32?
    /// Whether the last record is cut, or records are missing and no end mark says so.
    private(set) var isTruncated = false

    private static let endMark: UInt8 = 0x1A

    var count: Int { live.count + deleted.count }

    init(_ bytes: Span<UInt8>, _ header: DBFHeader) {
        let length = header.recordByteCount
        let start = header.headerByteCount
        guard length > 0, start < bytes.count else {
            isTruncated = header.recordCount > 0
            return
        }
        let available = min((bytes.count - start) / length, Int(UInt32.max) - 1)
        var index = 0
        while index < available {
            let offset = start + index * length
            let flag = bytes[offset]
            let isFlag = flag == 0x20 || flag == 0x2A
            if index >= header.recordCount {
                if !isFlag { break }
                let record = bytes.extracting(offset..<(offset + length))
                if DBFRecords.isBlank(record) { break }
            } else if flag == DBFRecords.endMark {
                let next = offset + length
                let isFollowed = index + 1 < available && next < bytes.count
                guard isFollowed, bytes[next] == 0x20 || bytes[next] == 0x2A else { break }
            }
            add(UInt32(index), flag)
            index += 1
        }
        let end = start + index * length
        let isEnded = end < bytes.count && bytes[end] == DBFRecords.endMark
        isTruncated = index < header.recordCount && !isEnded
    }

    private mutating func add(_ index: UInt32, _ flag: UInt8) {
        if flag == 0x2A {
            deleted.append(index)
            return
        }
        live.append(index)
        if flag != 0x20 {
            wrongFlagCount += 1
            firstWrongFlag = firstWrongFlag ?? index
        }
    }

    private static func isBlank(_ record: Span<UInt8>) -> Bool {
        for index in record.indices where record[index] != 0x20 { return false }
        return true
    }
}
