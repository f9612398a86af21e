import Foundation

/// Whole lines in blocks of about a megabyte, from memory or a stream.
struct LineBlocks {
    private static let blockByteCount = 1 << 20

    private var stream: FileHandle?
    /// What ends a line.
    private(set) var separator: UInt8 = 0x0A
    private var pending: [UInt8] = []
    /// Where the lines that were not handed out begin.
    private var start = 0

    init(_ stream: FileHandle) { self.stream = stream }

    init(_ lines: [UInt8], separator: UInt8) {
        pending = lines
        self.separator = separator
    }

    /// Values from the command line, which may hold line breaks but never NUL.
    init(_ values: [String]) {
        separator = 0
        for value in values { pending.append(contentsOf: (value + "\0").utf8) }
    }

    /// Up to `count` blocks that end at a line's end; none at the end of the input.
    mutating func next(_ count: Int) throws -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        while blocks.count < count, let block = try nextBlock() { blocks.append(block) }
        return blocks
    }

    /// All that is left.
    mutating func rest() throws -> [UInt8] {
        while try fill() {}
        defer { (pending, start) = ([], 0) }
        return Array(pending[start...])
    }

    private mutating func nextBlock() throws -> [UInt8]? {
        while pending.count - start < Self.blockByteCount, try fill() {}
        if start == pending.count { return nil }
        let end = try endOfLines()
        defer { start = end }
        return Array(pending[start..<end])
    }

    /// Behind the last line that fits into a block; a longer line is a block of its own.
    private mutating func endOfLines() throws -> Int {
        let limit = start + Self.blockByteCount
        if limit >= pending.count, stream == nil { return pending.count }
        let window = pending[start..<min(limit, pending.count)]
        if let last = window.lastIndex(of: separator) { return last + 1 }
        var from = window.endIndex
        while true {
            if let found = pending[from...].firstIndex(of: separator) { return found + 1 }
            let searchedCount = pending.count - start
            guard try fill() else { return pending.count }
            from = start + searchedCount
        }
    }

    /// Reads on, what was handed out is let go.
    private mutating func fill() throws -> Bool {
        guard let handle = stream else { return false }
        guard let data = try handle.read(upToCount: Self.blockByteCount), !data.isEmpty else {
            stream = nil
            return false
        }
        pending.removeSubrange(..<start)
        start = 0
        pending.append(contentsOf: data)
        return true
    }
}
