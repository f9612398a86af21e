import Records

/// A document that was walked over, a second time after mending when it is no well-formed XML.
struct MarkupDocument<Visitor: XMLVisitor> {
    private(set) var outcome: MarkupWalk.Outcome
    var visitor: Visitor
    /// What was mended, in words; empty for a well-formed document.
    private(set) var repairs = ""

    init(_ document: Span<UInt8>, visitor make: () -> Visitor) {
        var walk = MarkupWalk()
        visitor = make()
        outcome = walk.walk(document, &visitor)
        guard outcome == .malformed else { return }
        let repair = MarkupRepair(document)
        var tolerant = MarkupWalk(isTolerant: true)
        visitor = make()
        outcome = tolerant.walk(repair.output.span, &visitor)
        repairs = repair.detail
        if tolerant.misnestedCount > 0 {
            repairs += repairs.isEmpty ? "" : ", "
            repairs += "\(tolerant.misnestedCount) elements that end in the wrong order"
        }
    }

    /// Says what was mended and what is missing.
    func report(_ input: ImportInput, to result: inout ImportResult) {
        let place = Place(source: input.source, file: input.path)
        if !repairs.isEmpty {
            var finding = Finding(MarkupFindings.sloppyMarkup.code, at: place)
            finding.detail = repairs
            result.findings.add(finding)
        }
        switch outcome {
        case .complete: return
        case .cut:
            result.findings.add(Finding(ImportFindings.truncatedSource.code, at: place))
        case .malformed:
            result.findings.add(Finding(MarkupFindings.brokenMarkup.code, at: place))
        case .refused:
            result.findings.add(Finding(XLSXFindings.refusedXML.code, at: place))
        }
        result.isBroken = true
    }
}
