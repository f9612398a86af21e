import CRM
import Normalizing
import Records

/// The values of both sides, field by field.
extension ReviewQuestions {
    func fields(_ a: Int, _ b: Int) -> [ReviewFacts.Field] {
        let own = mapped.table.columns.compactMap { column -> ReviewFacts.Field? in
            let left = values(column, a)
            let right = values(column, b)
            if left.isEmpty, right.isEmpty { return nil }
            let base = String(column.field.prefix { $0 != "@" })
            let steps = spec.clean.first { $0.field == column.field || $0.field == base }?.steps
            return ReviewFacts.Field(
                name: column.field,
                type: mapped.entity.field(base)?.type ?? .text,
                isSensitive: SourceMasks.policy(steps ?? []) == .whole,
                isPersonal: mapped.entity.isPersonal(base),
                left: left,
                right: right
            )
        }
        return own + parents(a, b) + people(a, b)
    }

    /// The normal forms; the piece of the cell where there is none.
    private func values(_ column: CleanColumn, _ mention: Int) -> [String] {
        column.outcomeIndices(ofMention: mention).compactMap { index in
            let outcome = column.outcomes[index]
            let text = column.values.string(outcome.value != 0 ? outcome.value : outcome.raw)
            return text.isEmpty ? nil : text
        }.unique()
    }

    /// What links lead to, by its name: the company of a contact.
    private func parents(_ a: Int, _ b: Int) -> [ReviewFacts.Field] {
        mapped.table.links.compactMap { link in
            guard let parent = run.mapped[link.entity],
                let names = parent.table.column("name") ?? parent.table.column("full_name")
            else { return nil }
            let sides = [a, b].map { mention -> [String] in
                let other = Int(link.parent[mention])
                return other < 0 || other >= parent.count ? [] : values(names, other)
            }
            if sides[0].isEmpty, sides[1].isEmpty { return nil }
            return ReviewFacts.Field(
                name: link.name,
                type: link.entity == "account" ? .companyName : .personName,
                isSensitive: false,
                left: sides[0],
                right: sides[1]
            )
        }
    }

    /// The contacts in the rows of an account, with their numbers: they count as its evidence.
    private func people(_ a: Int, _ b: Int) -> [ReviewFacts.Field] {
        guard let children, let contacts = run.mapped["contact"] else { return [] }
        let kinds: [(String, FieldType)] = [
            ("contact", .personName), ("contact phone", .phone), ("contact email", .email),
        ]
        return kinds.compactMap { name, type in
            let columns = contacts.table.columns.filter {
                contacts.entity.field($0.field)?.type == type
            }
            let sides = [a, b].map { account in
                children.members[children.range(account)].flatMap { child in
                    columns.flatMap { values($0, Int(child)) }
                }.unique()
            }
            if sides[0].isEmpty, sides[1].isEmpty { return nil }
            return ReviewFacts.Field(
                name: name,
                type: type,
                isSensitive: false,
                left: sides[0],
                right: sides[1]
            )
        }
    }
}
