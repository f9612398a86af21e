import Records

/// What Excel keeps about a workbook in islands of XML within a page, mostly inside of comments.
///
///     <!--[if gte mso 9]><xml>…<x:ExcelWorksheet><x:Name>客户</x:Name>
///       <x:WorksheetSource HRef="sheet001.htm"/>…<![endif]-->
struct ExcelIslands: Sendable {
    struct Sheet: Sendable, Equatable {
        var name: String
        /// The last part of the address of the sheet's page; empty when it is this page.
        var page = ""
        var isHidden = false
    }

    private(set) var sheets: [Sheet] = []
    /// Whether the page itself is one hidden sheet.
    private(set) var isHidden = false

    init() {}

    mutating func read(_ island: Span<UInt8>) {
        guard island.range(of: Array("x:".utf8).span) != nil else { return }
        var offset = 0
        while let start = HTMLTag.find("<x:excelworksheet>", in: island, from: offset) {
            let end = HTMLTag.find("</x:excelworksheet", in: island, from: start) ?? island.count
            let sheet = island.extracting(start..<end)
            offset = end
            if let name = Self.content("<x:name>", in: sheet), sheets.count < SheetSet.maxSheetCount
            {
                sheets.append(
                    Sheet(name: name, page: Self.page(sheet), isHidden: Self.isHidden(sheet))
                )
            }
        }
        if sheets.isEmpty, Self.isHidden(island) { isHidden = true }
    }

    private static func isHidden(_ sheet: Span<UInt8>) -> Bool {
        guard let state = content("<x:visible>", in: sheet) else { return false }
        return state.hasPrefix("SheetHidden") || state.hasPrefix("SheetVeryHidden")
    }

    private static func content(_ tag: StaticString, in island: Span<UInt8>) -> String? {
        guard let start = HTMLTag.find(tag, in: island, from: 0) else { return nil }
        let first = start + tag.utf8CodeUnitCount
        let end = island.firstIndex(of: 0x3C, from: first) ?? island.count
        var text: [UInt8] = []
        HTMLEntities.append(island.extracting(first..<end), to: &text)
        return String(decoding: text[CellText.trimmed(text.span)], as: UTF8.self)
    }

    private static func page(_ sheet: Span<UInt8>) -> String {
        guard let start = HTMLTag.find("href=\"", in: sheet, from: 0) else { return "" }
        let end = sheet.firstIndex(of: 0x22, from: start + 6) ?? sheet.count
        return lastPart(sheet.extracting((start + 6)..<end).string())
    }

    /// `file:///C:/x/sheet001.htm` → `sheet001.htm`.
    static func lastPart(_ address: String) -> String {
        address.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
    }
}
