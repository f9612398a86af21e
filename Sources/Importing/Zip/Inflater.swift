import CZlib
import Records

/// Inflates deflate streams (RFC 1951) through zlib.
@safe struct Inflater: ~Copyable {
    enum Outcome: Sendable, Equatable {
        case complete
        /// The input ended, or isn't a deflate stream, before the stream's end.
        case broken
        case overLimit
    }

    private let handle: OpaquePointer

    /// Nil when memory is short.
    init?() {
        guard let handle = unsafe czlib_open() else { return nil }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe czlib_close(handle) }

    /// Inflates one stream; `expectedCount` is a hint that is not trusted, `limit` holds for the output.
    ///
    /// Returns the bytes that came out, also of a broken stream, and the input that was used.
    borrowing func inflate(
        _ input: Span<UInt8>,
        expectedCount: Int,
        limit: Int
    ) -> (bytes: [UInt8], outcome: Outcome, usedCount: Int) {
        var output: [UInt8] = []
        var used = 0
        // Deflate can't do better than 1032 : 1, so a declared size beyond that is a lie. One
        // byte of room more than the size lets zlib reach the end of the stream in one step.
        let (most, overflows) = input.count.multipliedReportingOverflow(by: 1032)
        let likely = min(max(expectedCount, 0), overflows ? limit : most, limit) + 1
        var room = max(likely, 64)
        while true {
            let step = grow(&output, by: room, from: input, at: used)
            used += step.used
            if step.status == CZLIB_END { break }
            let isStuck = step.used == 0 && step.written == 0
            if step.status == CZLIB_BROKEN || isStuck { return (output, .broken, used) }
            if output.count > limit { return (output, .overLimit, used) }
            room = min(max(output.count, 4096), limit - output.count + 1)
        }
        return (output, output.count > limit ? .overLimit : .complete, used)
    }

    private borrowing func grow(
        _ output: inout [UInt8],
        by room: Int,
        from input: Span<UInt8>,
        at offset: Int
    ) -> (used: Int, written: Int, status: Int) {
        var used = 0
        var written = 0
        var status: Int32 = 0
        let rest = input.extracting(offset..<input.count)
        output.append(addingCapacity: room) { (free: inout OutputSpan<UInt8>) in
            unsafe free.withUnsafeMutableBufferPointer { buffer, count in
                unsafe rest.withUnsafeBufferPointer { source in
                    status = unsafe czlib_inflate(
                        handle,
                        source.baseAddress,
                        source.count,
                        buffer.baseAddress,
                        min(room, buffer.count),
                        &used,
                        &written
                    )
                }
                count = written
            }
        }
        return (used, written, Int(status))
    }
}
