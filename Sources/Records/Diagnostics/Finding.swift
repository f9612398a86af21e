/// Where in the data a finding is, as the user's own program shows it.
package struct Place: Sendable, Hashable {
    package var source: String
    package var file: String
    /// Sheet or table; empty when the file has only one.
    package var table: String
    package var locatorKind: LocatorKind
    /// 1-based; 0 = the file or table as a whole.
    package var rowNumber: UInt32
    /// The column's header; empty = the row.
    package var column: String
    /// Of the row or cell in the file; nil where the format has no such place.
    package var byteOffset: UInt64?

    package init(
        source: String,
        file: String,
        table: String = "",
        locatorKind: LocatorKind = .row,
        rowNumber: UInt32 = 0,
        column: String = "",
        byteOffset: UInt64? = nil
    ) {
        self.source = source
        self.file = file
        self.table = table
        self.locatorKind = locatorKind
        self.rowNumber = rowNumber
        self.column = column
        self.byteOffset = byteOffset
    }
}

/// One thing said about the data.
///
/// It is data itself: text is made at the edge.
package struct Finding: Sendable {
    package var code: FindingCode
    package var place: Place
    /// Entity and part when it is about a mention; nil for the row or file.
    package var entity: String?
    package var part: Int = 1
    package var field: String?
    /// The offending value, unmasked: renderers mask it unless asked.
    package var value: String = ""
    /// What the kind's summary leaves open, such as `9 cells, the header has 8`.
    package var detail: String = ""
    /// The user's rule id (`A01-name`) when a rule found it.
    package var rule: String?

    package init(_ code: FindingCode, at place: Place) {
        self.code = code
        self.place = place
    }
}

/// Findings in the order in which they were made; bounded, and what is beyond the bound is counted.
package struct Findings: Sendable {
    package private(set) var all: [Finding] = []
    /// How many were counted but not kept.
    package private(set) var droppedCount = 0
    package let limit: Int

    package init(limit: Int = 1_000_000) { self.limit = limit }

    package mutating func add(_ finding: Finding) {
        if all.count < limit { all.append(finding) } else { droppedCount += 1 }
    }

    package mutating func add(contentsOf other: Findings) {
        for finding in other.all { add(finding) }
        droppedCount += other.droppedCount
    }
}
