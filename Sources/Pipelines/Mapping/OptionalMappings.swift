import Records

extension Pipeline {
    /// Without the tables and columns of parts that the sources don't have.
    ///
    /// A part maps all that a source system can export; a client hands over some of it. What the
    /// pipeline itself names must be there, and lint says so.
    func withoutMissing(_ headers: [SourceHeaders]) -> Pipeline {
        var pipeline = self
        for index in pipeline.entities.indices {
            let all = pipeline.entities[index].from
            guard all.contains(where: \.isOptional) else { continue }
            let kept = all.compactMap { mapping in
                mapping.isOptional ? mapping.limited(to: headers) : mapping
            }
            pipeline.entities[index].from = kept
            pipeline.entities[index].links.removeAll { link in
                !kept.contains { $0.source == link.source && $0.table == link.table }
                    || link.isMissing(headers)
            }
        }
        pipeline.entities.removeAll { entity in
            entity.from.isEmpty
                && entities.contains { $0.name == entity.name && !$0.from.isEmpty }
        }
        return pipeline
    }
}

extension TableMapping {
    /// The mapping with the columns that the table has; nil when there is no such table.
    fileprivate func limited(to headers: [SourceHeaders]) -> TableMapping? {
        let tables = headers.tables(source, table)
        if tables.isEmpty { return nil }
        let names = Set(tables.flatMap(\.columnNames))
        var mapping = self
        mapping.fields = fields.compactMap { field in
            var field = field
            field.columns = field.columns.filter(names.contains)
            return field.columns.isEmpty ? nil : field
        }
        let mapped = Set(mapping.fields.map(\.field))
        mapping.refs = refs.filter { reference in
            names.contains(reference.column)
                && !headers.tables(reference.source, reference.table).isEmpty
        }
        mapping.skip = skip.filter { $0.filter.names.allSatisfy(names.contains) }
        mapping.ignored = ignored.filter(names.contains)
        mapping.custom = custom.filter(names.contains)
        mapping.splitFields = splitFields.filter(mapped.contains)
        if case .columns(let columns) = fillDown {
            mapping.fillDown = .columns(columns.filter(names.contains))
        }
        return mapping
    }
}

extension LinkSpec {
    fileprivate func isMissing(_ headers: [SourceHeaders]) -> Bool {
        switch way {
        case .sameRow: false
        case .key(let parent, let column):
            headers.table(source, parent) == nil
                || headers.table(source, table)?.columnNames.contains(column) != true
        case .name(let column, _):
            headers.table(source, table)?.columnNames.contains(column) != true
        }
    }
}
