import Records

/// Cuts a large worksheet part between two rows and scans both pieces at once.
///
/// What comes out is what one scan of the whole gives; whenever that isn't certain (comments,
/// CDATA, rows without numbers or out of order, a limit) nothing does, and the part is scanned as
/// a whole. Whether a part is cut depends on its size only, never on the number of workers.
enum SheetPieces {
    static let minByteCount = 4 << 20

    static func scan(
        _ part: [UInt8],
        into empty: SheetGrid,
        workers: Workers,
        minByteCount: Int = Self.minByteCount
    ) -> SheetGrid? {
        guard let (cut, firstRow) = cut(part.span, minByteCount) else { return nil }
        let pieces = workers.map(2) { index in
            var piece = Piece(grid: empty)
            if index == 0 {
                piece.scan(part.span.extracting(0..<cut), isInData: false)
            } else {
                piece.grid.begin(before: firstRow)
                piece.scan(part.span.extracting(cut..<part.count), isInData: true)
            }
            return piece
        }
        guard pieces[0].outcome == .cut, pieces[0].isInData, !pieces[0].hasDeclaration,
            pieces[1].outcome == .complete
        else { return nil }
        var whole = pieces[0].grid
        return whole.join(pieces[1].grid, firstRow: firstRow) ? whole : nil
    }

    private struct Piece: Sendable {
        var grid: SheetGrid
        var outcome = PartOutcome.cut
        var isInData = false
        var hasDeclaration = false

        init(grid: SheetGrid) { self.grid = grid }

        mutating func scan(_ bytes: Span<UInt8>, isInData: Bool) {
            var scanner = SheetScanner()
            scanner.isInData = isInData
            outcome = scanner.scan(bytes, into: &grid)
            self.isInData = scanner.isInData
            hasDeclaration = scanner.hasDeclaration
        }
    }

    /// Where the first row behind the middle begins, and its number.
    private static func cut(_ part: Span<UInt8>, _ minByteCount: Int) -> (Int, Int)? {
        guard part.count >= minByteCount else { return nil }
        let needle: [UInt8] = Array("<row ".utf8)
        guard let found = part.range(of: needle.span, from: part.count / 2) else { return nil }
        let start = found.lowerBound
        var cursor = MarkupCursor(part.extracting(start..<part.count))
        guard cursor.next() == .start else { return nil }
        while cursor.attribute() {
            guard cursor.bytes.extracting(cursor.attributeName).equals("r") else { continue }
            let number = SheetCell.integer(cursor.bytes.extracting(cursor.attributeValue)) ?? 0
            return number > 1 ? (start, number) : nil
        }
        return nil
    }
}
