import Records

/// `parts:` — several records in the cells of one row, paired by position.
///
///     对接人 "蒋晨；李轩娟"   联系方式 "0512-70006297 / 18644709618"   →   part 1, part 2
struct PartSplitter {
    struct Part {
        var ids: [[ValueID]]
        var isUnequal = false
    }

    /// A cell with more pieces is damaged, not a list of contacts.
    private static let maxPartCount = 1000

    let mapping: TableMapping

    /// The parts of a row; one, when the first split field holds a single value.
    func split(
        _ ids: [[ValueID]],
        _ plans: [FieldPlan],
        _ entity: inout MappedEntity
    ) -> [Part] {
        let targets = mapping.splitFields.compactMap { field in
            plans.firstIndex { entity.table.columns[$0.target].field == field }
        }
        guard let lead = targets.first, !ids[lead].isEmpty else { return [Part(ids: ids)] }
        let names = pieces(ids[lead], plans[lead].target, &entity)
        if names.count < 2 { return [Part(ids: ids)] }
        if names.count > Self.maxPartCount { return [Part(ids: ids, isUnequal: true)] }
        var parts = names.indices.map { index in
            Part(ids: ids.indices.map { index == 0 ? ids[$0] : [] })
        }
        for index in names.indices { parts[index].ids[lead] = [names[index]] }
        for plan in targets.dropFirst() {
            let values = pieces(ids[plan], plans[plan].target, &entity)
            if values.count == names.count {
                for index in names.indices { parts[index].ids[plan] = [values[index]] }
            } else if !values.isEmpty {
                parts[0].isUnequal = true
            }
        }
        return parts
    }

    private func pieces(
        _ ids: [ValueID],
        _ target: Int,
        _ entity: inout MappedEntity
    ) -> [ValueID] {
        ids.flatMap { id -> [ValueID] in
            var texts = [entity.table.columns[target].raw.string(id)]
            for separator in mapping.splitSeparators {
                texts = texts.flatMap { $0.split(on: separator) }
            }
            return texts.map(\.trimmed).filter { !$0.isEmpty }
                .map { entity.table.columns[target].raw.intern($0) }
        }
    }
}

extension String {
    /// The pieces between occurrences of a separator.
    fileprivate func split(on separator: String) -> [String] {
        if separator.isEmpty { return [self] }
        var pieces: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            pieces.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return pieces + [String(rest)]
    }
}
