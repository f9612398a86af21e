import Records

/// Opens workbooks that are encrypted without the user having given a password, when told to.
///
/// Excel encrypts a workbook whose structure is protected, or that is recommended to be read only,
/// with a password of its own, and opens it without asking ([MS-XLS] 2.2.10). A workbook with a
/// password of the user's is left alone.
///
/// The cipher is RC4, begun anew every 1,024 bytes of the stream with a key made of the password,
/// a salt and the number of the block ([MS-OFFCRYPTO] 2.3.5 and 2.3.6). Types and lengths of
/// records are not encrypted, but count.
struct DefaultPassword {
    private enum Method {
        /// MD5 and 40 bits, as Excel 97 writes.
        case standard
        /// SHA-1 and a key of so many bytes, as Excel 2002 and later may write.
        case cryptoAPI(keyByteCount: Int)
    }

    private static let password: [UInt8] = "VelvetSweatshop".utf8.flatMap { [$0, 0] }
    static let blockByteCount = 1024

    private let method: Method
    /// What the keys of blocks are made of.
    private let base: [UInt8]

    /// From the data of a FILEPASS record; nil when the password is another, or the method.
    init?(_ record: Span<UInt8>) {
        guard record.number(at: 0, byteCount: 2) == 1 else { return nil }
        let isCryptoAPI = record.number(at: 4, byteCount: 2) == 2
        let start: Int
        if isCryptoAPI {
            guard let headerCount = record.number(at: 10, byteCount: 4),
                let bitCount = record.number(at: 14 + 16, byteCount: 4),
                bitCount == 0 || (40...128).contains(bitCount),
                record.number(at: 14 + headerCount, byteCount: 4) == 16
            else { return nil }
            method = .cryptoAPI(keyByteCount: bitCount == 0 ? 5 : bitCount / 8)
            start = 14 + headerCount + 4
        } else {
            method = .standard
            start = 6
        }
        // Behind the salt stand a number and its digest, encrypted; of 20 bytes the latter is
        // counted before.
        let digestStart = start + 32 + (isCryptoAPI ? 4 : 0)
        let digestCount = isCryptoAPI ? 20 : 16
        guard digestStart + digestCount <= record.count else { return nil }
        let salt = record.extracting(start..<(start + 16)).copy()
        if isCryptoAPI {
            base = Digest.sha1(salt + Self.password)
        } else {
            let first = Array(Digest.md5(Self.password).prefix(5)) + salt
            let repeated = [[UInt8]](repeating: first, count: 16)
            base = Array(Digest.md5(Array(repeated.joined())).prefix(5))
        }
        var cipher = RC4(key(of: 0))
        let number = record.extracting((start + 16)..<(start + 32)).copy().map {
            $0 ^ cipher.next()
        }
        let digest = record.extracting(digestStart..<(digestStart + digestCount)).copy()
            .map { $0 ^ cipher.next() }
        guard digest == (isCryptoAPI ? Digest.sha1(number) : Digest.md5(number)) else { return nil }
    }

    /// What is said when such a workbook shall not be opened.
    static func failure(_ path: String) -> ImportFailure {
        ImportFailure(
            XLSXFindings.protected,
            "`\(path)` is encrypted with Excel's own password, as its structure is protected",
            hint:
                "set `protected: open` to read it, or take off the protection in Excel and save it"
        )
    }

    private func key(of block: Int) -> [UInt8] {
        let number = (0..<4).map { UInt8(truncatingIfNeeded: block >> (8 * $0)) }
        switch method {
        case .standard: return Digest.md5(base + number)
        case .cryptoAPI(let count):
            let key = Array(Digest.sha1(base + number).prefix(count))
            return count == 5 ? key + [UInt8](repeating: 0, count: 11) : key
        }
    }

    /// The whole stream in clear.
    func decrypted(_ bytes: Span<UInt8>) -> [UInt8] {
        var clear = bytes.copy()
        var block = -1
        var stream: [UInt8] = []
        var offset = 0
        while let record = BIFFRecord(bytes, at: offset) {
            offset = record.end
            guard !Self.isClear(record.type) else { continue }
            // The place of a sheet is not encrypted.
            var at = record.start + (record.type == 0x85 ? min(4, record.count) : 0)
            while at < record.end {
                if at / Self.blockByteCount != block {
                    block = at / Self.blockByteCount
                    var cipher = RC4(key(of: block))
                    stream = (0..<Self.blockByteCount).map { _ in cipher.next() }
                }
                let end = min(record.end, (block + 1) * Self.blockByteCount)
                while at < end {
                    clear[at] ^= stream[at % Self.blockByteCount]
                    at += 1
                }
            }
        }
        return clear
    }

    /// Records that are never encrypted: beginnings, and what programs look at before opening.
    private static func isClear(_ type: Int) -> Bool {
        [0x809, 0x2F, 0xE1, 0x194, 0x195, 0x196, 0x138].contains(type)
    }
}

/// The stream cipher of old workbooks.
struct RC4 {
    private var state = (0...255).map { UInt8($0) }
    private var i: UInt8 = 0
    private var j: UInt8 = 0

    init(_ key: [UInt8]) {
        var other: UInt8 = 0
        for index in 0..<256 {
            other = other &+ state[index] &+ key[index % key.count]
            state.swapAt(index, Int(other))
        }
    }

    mutating func next() -> UInt8 {
        i &+= 1
        j = j &+ state[Int(i)]
        state.swapAt(Int(i), Int(j))
        return state[Int(state[Int(i)] &+ state[Int(j)])]
    }
}
