import Records

/// What the first page of a Jet or ACE database says: version, code page, encryption.
///
///     4   "Standard Jet DB" or "Standard ACE DB"
///     20  version: 0 Access 97, 1 Access 2000–2003, 2 and more Access 2007 and later
///     24  128 bytes under RC4 with a fixed key; in them 60: code page, 62: key of the pages
struct AccessHeader: Equatable {
    var version: Int
    var codePage: Int
    /// Not 0 when the pages are encrypted.
    var pageKey: Int

    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 24,
            bytes.starts(with: "Standard Jet DB", at: 4)
                || bytes.starts(with: "Standard ACE DB", at: 4)
        else { return nil }
        version = Int(bytes[20])
        let end = min(bytes.count, 24 + 128)
        let plain = AccessHeader.decrypted(bytes.extracting(24..<end))
        codePage = plain.span.unsigned(at: 60 - 24, byteCount: 2)
        pageKey = plain.span.unsigned(at: 62 - 24, byteCount: 4)
    }

    var isJet3: Bool { version == 0 }

    /// Whether a password encrypts the pages so that they can't be read without it.
    var isProtected: Bool { version >= 2 && pageKey != 0 }

    var name: String {
        switch version {
        case 0: "Access 97"
        case 1: "Access 2000"
        case 2: "Access 2007"
        case 3: "Access 2010"
        default: "Access 2016"
        }
    }

    /// RC4 with the key that all databases share: it hides, it doesn't protect.
    private static func decrypted(_ bytes: Span<UInt8>) -> [UInt8] {
        let key: [UInt8] = [0xC7, 0xDA, 0x39, 0x6B]
        var box = [UInt8](0...255)
        var j = 0
        for i in 0..<256 {
            j = (j + Int(box[i]) + Int(key[i & 3])) & 255
            box.swapAt(i, j)
        }
        var output: [UInt8] = []
        var i = 0
        j = 0
        for index in bytes.indices {
            i = (i + 1) & 255
            j = (j + Int(box[i])) & 255
            box.swapAt(i, j)
            output.append(bytes[index] ^ box[(Int(box[i]) + Int(box[j])) & 255])
        }
        return output
    }
}
