import Records

/// Tells a workbook with an opening password, which is an OLE file, from an old .xls.
enum OLEPackage {
    static func isOLE(_ bytes: Span<UInt8>) -> Bool {
        bytes.number(at: 0, byteCount: 4) == 0xE011_CFD0
            && bytes.number(at: 4, byteCount: 4) == 0xE11A_B1A1
    }

    /// Whether the directory names the stream `EncryptedPackage`, in UTF-16.
    static func isEncrypted(_ bytes: Span<UInt8>) -> Bool {
        let name: [UInt8] = Array("EncryptedPackage".utf16).flatMap { [UInt8($0), 0] }
        // Directory entries begin at multiples of 128 bytes.
        var offset = 512
        while offset + name.count <= bytes.count {
            let entry = bytes.extracting(offset..<(offset + name.count))
            if entry.hasSameBytes(as: name.span) { return true }
            offset += 128
        }
        return false
    }

    static func failure(_ bytes: Span<UInt8>, path: String) -> ImportFailure {
        if isEncrypted(bytes) {
            return ImportFailure(
                XLSXFindings.protected,
                "`\(path)` is encrypted with a password"
            )
        }
        return ImportFailure(
            XLSXFindings.notAWorkbook,
            "`\(path)` is an old .xls or another OLE file, not an .xlsx workbook"
        )
    }
}
