import Records

/// An archive around the files to be read: gzip, or a ZIP that is no document itself.
enum Container {
    case gzip
    case zip(ZipArchive)

    /// Nil for all that is no archive, and for workbooks and other documents made of a ZIP.
    init?(_ bytes: Span<UInt8>, maxEntryCount: Int = ZipArchive.maxEntryCount) {
        if GzipFile.isGzip(bytes) {
            self = .gzip
            return
        }
        guard Container.isZip(bytes) else { return nil }
        let archive = ZipArchive(bytes, maxEntryCount: maxEntryCount)
        if Container.isDocument(archive) { return nil }
        self = .zip(archive)
    }

    static func isZip(_ bytes: Span<UInt8>) -> Bool {
        bytes.hasPrefix("PK\u{3}\u{4}") || bytes.hasPrefix("PK\u{5}\u{6}")
    }

    /// Whether the parts are those of an Office, OpenDocument or Java package.
    private static func isDocument(_ archive: ZipArchive) -> Bool {
        let names: Set<String> = [
            "[content_types].xml", "_rels/.rels", "mimetype", "meta-inf/manifest.xml",
            "content.xml",
        ]
        return archive.entries.contains { entry in
            let key = ZipArchive.key(entry.name)
            return names.contains(key) || key.hasPrefix("xl/")
        }
    }
}
