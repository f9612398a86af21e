import Records

/// The texts that a step made of a cell, one arena for all, each with what is to be told of it.
package struct TextList: Sendable {
    package private(set) var bytes: [UInt8] = []
    package private(set) var ends: [Int] = []
    private var codes: [FindingCode] = []

    package init() {}

    package var count: Int { ends.count }

    package subscript(index: Int) -> Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            bytes.span.extracting((index == 0 ? 0 : ends[index - 1])..<ends[index])
        }
    }

    /// What a step has to say about a text; `.none` for nearly all.
    package func code(_ index: Int) -> FindingCode { codes[index] }

    package mutating func append(_ text: Span<UInt8>, code: FindingCode = .none) {
        bytes.append(text)
        close(code)
    }

    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        codes.removeAll(keepingCapacity: true)
    }

    // MARK: - A text in pieces

    /// Adds bytes to the text that `close` ends.
    package mutating func extend(_ text: Span<UInt8>) { bytes.append(text) }

    package mutating func extend(_ byte: UInt8) { bytes.append(byte) }

    package mutating func extend(scalar: UInt32) { Scalars.append(scalar, to: &bytes) }

    /// Ends a text; what was added since the last end is its content.
    package mutating func close(_ code: FindingCode = .none) {
        ends.append(bytes.count)
        codes.append(code)
    }

    /// Whether something was added since the last end.
    var hasOpenText: Bool { bytes.count > (ends.last ?? 0) }

    /// Texts from `first` on take over a code where they have none.
    package mutating func inherit(_ code: FindingCode, from first: Int) {
        if code == .none { return }
        for index in first..<codes.count where codes[index] == .none { codes[index] = code }
    }
}
