import CRM
import Records

/// What names of fields mean.
extension PipelineReader {
    /// Address kinds of crm.db, for `address@shipping`.
    static let addressKinds = ["registered", "office", "billing", "shipping", "home", "other"]

    /// The model's name of a field; nil after a report.
    ///
    /// `name` stands for a contact's `full_name`,
    /// a column's name (`owner_id`) for its field.
    func fieldName(
        _ name: String,
        _ entity: Entity,
        at location: Diagnostic.Location,
        derived: [String] = []
    ) -> String? {
        if name == "source_id" || derived.contains(name) { return name }
        if let field = PipelineReader.field(name, of: entity) { return field.name }
        if let link = entity.links.first(where: { $0.name == name || $0.column == name }) {
            problems.report(
                PipelineFindings.unknownField,
                "`\(name)` of \(entity.name) is a link, not a field",
                at: location,
                hint: "write `link: {\(link.name): {table: …}}`"
            )
            return nil
        }
        problems.unknown(
            PipelineFindings.unknownField,
            "unknown field `\(name.cut)` of \(entity.name)",
            name,
            at: location,
            among: entity.fields.map(\.name) + derived,
            owner: entity.name
        )
        return nil
    }

    static func field(_ name: String, of entity: Entity) -> Field? {
        if let field = entity.field(name) { return field }
        if name == "name" { return entity.field("full_name") }
        return entity.fields.first {
            switch $0.storage {
            case .column(let column), .picklist(_, let column), .user(let column): column == name
            default: false
            }
        }
    }

    /// Names that rules may use beside fields.
    static func derivedNames(_ entity: Entity) -> [String] {
        let links = entity.links.map(\.name)
        return entity.name == "account" ? ["reachable", "contacts"] + links : ["reachable"] + links
    }

    /// The target of a mapping: `address@shipping` is a field and a kind.
    func target(
        _ key: String,
        _ entity: Entity,
        at location: Diagnostic.Location
    ) -> (field: String, kind: String?)? {
        let parts = key.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            return fieldName(key, entity, at: location).map { ($0, nil) }
        }
        let kind = String(parts[1])
        guard let name = fieldName(String(parts[0]), entity, at: location) else { return nil }
        guard entity.field(name)?.storage == .address else {
            problems.report(
                PipelineFindings.badValue,
                "`\(name)` takes no kind; only fields of an address do",
                at: location
            )
            return nil
        }
        guard PipelineReader.addressKinds.contains(kind) else {
            problems.unknown(
                PipelineFindings.badValue,
                "unknown kind `\(kind.cut)` of `\(name)`",
                kind,
                at: location,
                among: PipelineReader.addressKinds,
                owner: "`@`"
            )
            return nil
        }
        return (name, kind)
    }

    /// Reads an expression at its place; `resolve` gives what a name stands for.
    func expression(
        _ node: YAMLNode,
        resolve: (String, Diagnostic.Location) -> String = { name, _ in name }
    ) -> Expression? {
        guard let text = node.filledText, !text.contains("${") else { return nil }
        do {
            return try Expression.parse(text).renamed { name in
                resolve(name, problems.place(of: name, in: node))
            }
        } catch {
            problems.report(
                PipelineFindings.badExpression,
                error.message,
                at: place(of: error, text, in: node)
            )
            return nil
        }
    }

    /// The error's place when the text stands on its line as it is.
    private func place(
        of error: ExpressionError,
        _ text: String,
        in node: YAMLNode
    ) -> Diagnostic.Location {
        var location = problems.place(of: text, in: node)
        guard location.length == text.unicodeScalars.count else { return node.location }
        location.column += error.offset
        location.length = error.length
        return location
    }
}

extension Expression {
    /// The expression with each name replaced.
    fileprivate func renamed(_ name: (String) -> String) -> Expression {
        switch self {
        case .compare(let a, let comparison, let value):
            .compare(name: name(a), comparison, value: value)
        case .isBlank(let a): .isBlank(name: name(a))
        case .isIn(let a, let values): .isIn(name: name(a), values: values)
        case .not(let inner): .not(inner.renamed(name))
        case .and(let a, let b): .and(a.renamed(name), b.renamed(name))
        case .or(let a, let b): .or(a.renamed(name), b.renamed(name))
        }
    }
}
