import Records

/// Proposes the area code of the mention's city for landline numbers that have none.
///
/// A proposal is a finding on the value: it stays suspect and without normal form, because people
/// keep numbers of other cities too. A value all of whose mentions are in cities of one area code
/// gets the proposal as its part `areaCode`.
package enum AreaCodeFromCity {
    /// Marks the numbers of a phone column; `cityOf` gives a mention's city, empty when unknown.
    package static func propose(
        phoneColumn column: inout CleanColumn,
        cityOf: (Int) -> String
    ) {
        guard column.outcomes.contains(where: { $0.code == .noAreaCode }) else { return }
        var proposals: [Int: Int?] = [:]
        for mention in 0..<column.cells.rowCount {
            for raw in column.cells[mention] {
                for outcome in column.outcomeIndices(ofRaw: raw)
                where column.outcomes[outcome].code == .noAreaCode {
                    let code = AreaCodes.standard.code(ofCity: cityOf(mention))
                    if let known = proposals[outcome] {
                        if known != code { proposals[outcome] = .some(nil) }
                    } else {
                        proposals[outcome] = .some(code)
                    }
                }
            }
        }
        for (outcome, proposal) in proposals.sorted(by: { $0.key < $1.key }) {
            guard let code = proposal else { continue }
            column.outcomes[outcome].code = .areaCodeProposed
            let index = Int(Part.areaCode.rawValue)
            let id = column.values.intern("\(code)")
            while column.parts[index].count <= outcome { column.parts[index].append(0) }
            column.parts[index][outcome] = id
        }
    }
}
