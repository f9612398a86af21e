import Records
import TestSupport
import Testing

@testable import Importing

/// Workbooks that Excel encrypts by itself are opened, others are told (case 47).
@Suite struct XLSEncryptionTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test("digests are those of RFC 1321 and RFC 3174, the cipher that of its known answers")
    func digests() {
        let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
        #expect(hex(Digest.md5([])) == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(hex(Digest.md5(letters)) == "c3fcd3d76192e4007dfb496cca67e13b")
        let digits = [UInt8]((0..<80).map { UInt8(0x31 + $0 % 10) }).map { $0 == 0x3A ? 0x30 : $0 }
        #expect(hex(Digest.md5(digits)) == "57edf4a22be3c955ac49da2e2107b67a")
        #expect(hex(Digest.sha1(Array("abc".utf8))) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(hex(Digest.sha1(Array(long.utf8))) == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
        var cipher = RC4(Array("Key".utf8))
        let text = Array("Plaintext".utf8).map { $0 ^ cipher.next() }
        #expect(hex(text) == "bbf316e8d940af0ad3")
    }

    /// A workbook of two sheets encrypted by this password.
    private func workbook(_ password: String, isCryptoAPI: Bool) -> [UInt8] {
        let number = BIFFBuilder.number
        let salt = (0..<16).map { UInt8($0 * 7) }
        let verifier = (0..<16).map { UInt8(255 - $0) }
        let letters: [UInt8] = password.utf8.flatMap { [$0, 0] }
        let short = Array(Digest.md5(letters).prefix(5)) + salt
        let repeated = Array([[UInt8]](repeating: short, count: 16).joined())
        let base =
            isCryptoAPI ? Digest.sha1(salt + letters) : Array(Digest.md5(repeated).prefix(5))
        let key = { (block: Int) -> [UInt8] in
            isCryptoAPI
                ? Array(Digest.sha1(base + number(block, 4)).prefix(16))
                : Digest.md5(base + number(block, 4))
        }
        var cipher = RC4(key(0))
        let digest = isCryptoAPI ? Digest.sha1(verifier) : Digest.md5(verifier)
        let locked = verifier.map { $0 ^ cipher.next() }
        let lockedDigest = digest.map { $0 ^ cipher.next() }
        var pass = number(1, 2) + number(1, 2) + number(1, 2) + salt + locked + lockedDigest
        if isCryptoAPI {
            let header =
                number(4, 4) + number(0, 4) + number(0x6801, 4) + number(0x8004, 4)
                + number(128, 4) + number(1, 4) + number(0, 8) + number(0, 2)
            pass =
                number(1, 2) + number(2, 2) + number(2, 2) + number(4, 4)
                + number(header.count, 4) + header + number(16, 4) + salt + locked + number(20, 4)
                + lockedDigest
        }
        let sheets = (0..<2).map { index in
            BIFFBuilder.Sheet(name: BIFFBuilder.text("表\(index)", countBytes: 1)) { sheet in
                for row in 0..<200 {
                    sheet.add(0x204, BIFFBuilder.cell(row, 0) + BIFFBuilder.text("客户\(row)"))
                }
            }
        }
        let clear = BIFFBuilder.workbook(globals: { $0.add(0x2F, pass) }, sheets: sheets)
        return encrypted(clear, key)
    }

    private func encrypted(_ clear: [UInt8], _ key: (Int) -> [UInt8]) -> [UInt8] {
        var stream: [UInt8] = []
        for block in 0...(clear.count / 1024) {
            var cipher = RC4(key(block))
            stream += (0..<1024).map { _ in cipher.next() }
        }
        var locked = clear
        var offset = 0
        while let record = BIFFRecord(clear.span, at: offset) {
            offset = record.end
            if record.type == 0x809 || record.type == 0x2F { continue }
            for at in (record.start + (record.type == 0x85 ? 4 : 0))..<record.end {
                locked[at] ^= stream[at]
            }
        }
        return locked
    }

    @Test("a workbook with Excel's own password is read when told to", arguments: [false, true])
    func ownPassword(isCryptoAPI: Bool) throws {
        let bytes = workbook("VelvetSweatshop", isCryptoAPI: isCryptoAPI)
        let file = OLEBuilder("Workbook", bytes).built()
        let grids = try XLSXGrids(xls: file, opensProtected: true)
        #expect(grids.names == ["表0", "表1"])
        #expect(grids.cells(1)["A200"] == "客户199")
        #expect(grids.cells(1).count == 200)
        #expect(!grids.isBroken)
        do {
            _ = try XLSXGrids(xls: file)
            Issue.record("read a protected workbook")
        } catch let failure as ImportFailure {
            #expect(failure.kind.code == XLSXFindings.protected.code)
            #expect(failure.hint.contains("protected: open"))
        }
    }

    @Test("a workbook with the user's password is told", arguments: [false, true])
    func userPassword(isCryptoAPI: Bool) throws {
        let bytes = workbook("secret", isCryptoAPI: isCryptoAPI)
        do {
            _ = try XLSXGrids(xls: bytes, opensProtected: true)
            Issue.record("read an encrypted workbook")
        } catch let failure as ImportFailure {
            #expect(failure.kind.code == XLSXFindings.protected.code)
        }
    }
}
