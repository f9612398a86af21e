import CRM
import Records

/// What a mapping needs beside the columns: units, codes in comments, cells with several persons.
struct FieldDetails {
    let model: CRMModel

    func complete(_ table: inout GuessedTable) {
        for index in table.fields.indices {
            let guess = table.fields[index]
            guard let entity = model.entity(guess.entity), let field = entity.field(guess.field)
            else { continue }
            let column = table.facts.columns[guess.column]
            if field.type == .money, let unit = HeaderName.unit(of: column.name) {
                table.fields[index].steps = .unit(unit)
            } else if let codes = codes(column, field, entity) {
                table.fields[index].steps = .map(codes)
            }
        }
        table.split = split(table)
    }

    /// `1:A 2:B 3:C` of a dump's comment, when the cells are these codes and nothing else knows them.
    private func codes(
        _ column: ColumnFacts,
        _ field: Field,
        _ entity: Entity
    ) -> [(from: String, to: String)]? {
        guard let vocabulary = ValueAgreement.vocabulary(field, entity),
            ValueAgreement.knownShare(column, field, entity) ?? 1 < 0.5,
            column.values.distinctCount <= 30
        else { return nil }
        let listed = FieldDetails.listedCodes(column.header.label)
        let used = column.values.values.ids.filter { id in
            listed.contains { $0.from == column.values.values.string(id) }
        }
        guard used.count == column.values.distinctCount, listed.count > 1 else { return nil }
        return listed.map { ($0.from, vocabulary.code(for: $0.to) ?? $0.to) }
    }

    /// Codes and words of a comment: `0未知 1男 2女`, `1:A 2:B`, `1=正常;2=停用`.
    static func listedCodes(_ comment: String) -> [(from: String, to: String)] {
        var result: [(from: String, to: String)] = []
        var code = ""
        var word = ""
        func isMark(_ character: Character) -> Bool {
            character.isWhitespace || ":：=-,，;；、/|（）()".contains(character)
        }
        func close() {
            if !code.isEmpty, !word.isEmpty { result.append((code, word)) }
            (code, word) = ("", "")
        }
        for character in comment {
            if character.isASCII, character.isNumber {
                if !word.isEmpty { close() }
                code.append(character)
            } else if isMark(character) {
                if !word.isEmpty { close() }
            } else if !code.isEmpty {
                word.append(character)
            }
        }
        close()
        return Set(result.map(\.from)).count == result.count ? result : []
    }

    // MARK: Several persons in a cell

    private static let separators = ["/", "、", "；", ";", "，", ","]

    /// The name and telephones of the contact, when names stand several in a cell.
    private func split(_ table: GuessedTable) -> (fields: [String], by: [String])? {
        let contacts = table.fields(of: "contact")
        guard let name = contacts.first(where: { $0.field == "full_name" }),
            contacts.allSatisfy({ $0.part == 1 })
        else { return nil }
        let names = separators(table.facts.columns[name.column], isPart: FieldDetails.isName)
        guard !names.isEmpty else { return nil }
        let reach = contacts.filter { ["phone", "mobile"].contains($0.field) }
        var fields = ["full_name"]
        var by = names
        for guess in reach.prefix(1) {
            let found = separators(table.facts.columns[guess.column]) { part in
                part.count { $0.isNumber } >= 7
            }
            guard !found.isEmpty else { continue }
            fields.append(guess.field)
            by += found.filter { !by.contains($0) }
        }
        return (fields, FieldDetails.separators.filter { by.contains($0) })
    }

    /// Separators at which at least two cells, and one in a hundred, fall into such parts.
    private func separators(_ column: ColumnFacts, isPart: (String) -> Bool) -> [String] {
        var counts: [String: Int] = [:]
        var total = 0
        for id in column.values.sample(4_000) {
            let text = column.values.values.string(id)
            guard let separator = FieldDetails.separators.first(where: { text.contains($0) }) else {
                continue
            }
            let parts = text.split(separator: Character(separator)).map { String($0).trimmed }
            guard parts.count > 1, parts.allSatisfy(isPart) else { continue }
            counts[separator, default: 0] += 1
            total += Int(column.values.counts[Int(id)])
        }
        guard total >= 2, total * 100 >= column.values.filledCount else { return [] }
        return FieldDetails.separators.filter { counts[$0] != nil }
    }

    private static func isName(_ part: String) -> Bool {
        let scalars = part.unicodeScalars
        return (2...8).contains(scalars.count)
            && scalars.allSatisfy { (0x3400...0x9FFF).contains($0.value) }
    }
}
