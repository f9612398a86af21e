import Records

/// The memo file beside a table: texts and objects of any length, found by their block's number.
///
///     dBase III .dbt   blocks of 512 bytes, a text ends at 1A
///     dBase IV .dbt    block size at 20; FF FF 08 00 │ length u32 with these 8 bytes │ text
///     FoxPro .fpt      block size at 6, big-endian; kind u32 │ length u32 │ content, big-endian
struct MemoFile {
    enum Form: Sendable { case dBase3, dBase4, foxPro }

    let bytes: FileBytes
    let form: Form
    let blockByteCount: Int

    enum Content {
        case text(Range<Int>)
        case binary(Range<Int>)
        /// The block lies outside of the file, or says a length that does.
        case broken
    }

    init(_ bytes: FileBytes, form: Form) {
        self.bytes = bytes
        self.form = form
        let span = bytes.span
        let declared =
            switch form {
            case .dBase3: 512
            case .dBase4: span.unsigned(at: 20, byteCount: 2)
            case .foxPro: span.unsignedBigEndian(at: 6, byteCount: 2)
            }
        // Block sizes of 0 mean 512 in dBase IV, and 1 in FoxPro's SET BLOCKSIZE TO 0.
        blockByteCount = declared > 0 ? declared : form == .foxPro ? 1 : 512
    }

    /// Opens the file beside the table; nil when there is none.
    static func beside(_ input: ImportInput, version: DBFVersion) -> MemoFile? {
        let isFoxPro = version == .foxPro || version == .visualFoxPro
        let extensions = isFoxPro ? ["fpt", "dct", "dbt"] : ["dbt", "fpt"]
        guard let (found, bytes) = NeighbourFile.open(beside: input, extensions: extensions) else {
            return nil
        }
        let isFPT = !found.lowercased().hasSuffix(".dbt")
        let isNewer = version == .dBase4 || version == .dBase7
        return MemoFile(bytes, form: isFPT ? .foxPro : isNewer ? .dBase4 : .dBase3)
    }

    /// What stands at a block; `isObject` for fields that hold no text.
    ///
    /// A text whose end has to be searched for is read up to `maxByteCount`.
    func content(block: Int, isObject: Bool, maxByteCount: Int = .max) -> Content {
        let span = bytes.span
        let (start, isOver) = block.multipliedReportingOverflow(by: blockByteCount)
        guard !isOver, start > 0, start < span.count else { return .broken }
        switch form {
        case .dBase3: return .text(start..<terminator(from: start, maxByteCount))
        case .dBase4:
            guard span.unsigned(at: start, byteCount: 4) == 0x0008_FFFF else {
                return .text(start..<terminator(from: start, maxByteCount))
            }
            let length = span.unsigned(at: start + 4, byteCount: 4) - 8
            return content(start + 8, length, isBinary: isObject)
        case .foxPro:
            guard start + 8 <= span.count else { return .broken }
            let kind = span.unsignedBigEndian(at: start, byteCount: 4)
            let length = span.unsignedBigEndian(at: start + 4, byteCount: 4)
            return content(start + 8, length, isBinary: isObject || kind != 1)
        }
    }

    private func content(_ start: Int, _ length: Int, isBinary: Bool) -> Content {
        guard length >= 0, start + length <= bytes.count else { return .broken }
        return isBinary ? .binary(start..<(start + length)) : .text(start..<(start + length))
    }

    private func terminator(from start: Int, _ maxByteCount: Int) -> Int {
        let end = start + min(bytes.count - start, maxByteCount)
        return bytes.span.extracting(0..<end).firstIndex(of: 0x1A, from: start) ?? end
    }
}
