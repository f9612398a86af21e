import Records

/// What an OLE file is when it is no old .xls: a workbook with an opening password, or other.
enum OLEPackage {
    /// Whether the directory names the stream `EncryptedPackage`, in UTF-16.
    static func isEncrypted(_ bytes: Span<UInt8>) -> Bool {
        if CompoundFile(bytes).stream("EncryptedPackage") != nil { return true }
        let name: [UInt8] = Array("EncryptedPackage".utf16).flatMap { [UInt8($0), 0] }
        // Where the directory is lost: its entries begin at multiples of 128 bytes.
        var offset = 512
        while offset + name.count <= bytes.count {
            let entry = bytes.extracting(offset..<(offset + name.count))
            if entry.hasSameBytes(as: name.span) { return true }
            offset += 128
        }
        return false
    }

    /// Why an OLE file without a workbook in it can't be read.
    static func failure(_ bytes: Span<UInt8>, path: String) -> ImportFailure {
        if isEncrypted(bytes) { return protected(path) }
        let file = CompoundFile(bytes)
        if let kind = kinds.first(where: { file.stream($0.stream) != nil })?.kind {
            return ImportFailure(XLSFindings.otherDocument, "`\(path)` is \(kind), not a workbook")
        }
        return ImportFailure(
            XLSFindings.otherDocument,
            file.isDamaged
                ? "`\(path)` is a damaged OLE file, and no workbook was found in it"
                : "`\(path)` is an OLE file without a workbook in it"
        )
    }

    static func protected(_ path: String) -> ImportFailure {
        ImportFailure(XLSXFindings.protected, "`\(path)` is encrypted with a password")
    }

    private static let kinds: [(stream: String, kind: String)] = [
        ("WordDocument", "a Word document"),
        ("PowerPoint Document", "a PowerPoint presentation"),
        ("__properties_version1.0", "an Outlook message"),
        ("VisioDocument", "a Visio drawing"),
        ("WpsContents", "a WPS document"),
    ]
}
