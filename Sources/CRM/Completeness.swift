/// One question of record completeness: any of these fields, filled and valid, answers it.
package struct CompletenessItem: Sendable {
    /// The field, or `reachable` and `place` for groups of them.
    package let name: String
    package let fields: [String]
    package let weight: Int
}

extension Entity {
    /// What a record is asked for, with weights that need not add up to 100 (profile `core`).
    ///
    /// The point fields are one question, `reachable`, and the address fields one, `place`: who has
    /// an e-mail address is reachable without a telephone.
    package var completenessItems: [CompletenessItem] {
        var items: [CompletenessItem] = []
        var points: (fields: [String], weight: Int, position: Int)?
        var places: (fields: [String], weight: Int, position: Int)?
        for field in fields {
            switch field.storage {
            case .point(let kind) where kind != .website && kind != .fax:
                let old = points ?? ([], 0, items.count)
                points = (
                    old.fields + [field.name], old.weight + field.completenessWeight, old.position
                )
            case .address:
                let old = places ?? ([], 0, items.count)
                places = (
                    old.fields + [field.name], old.weight + field.completenessWeight, old.position
                )
            default:
                guard field.completenessWeight > 0 else { continue }
                items.append(
                    CompletenessItem(
                        name: field.name,
                        fields: [field.name],
                        weight: field.completenessWeight
                    )
                )
            }
        }
        if let places, places.weight > 0 {
            items.insert(
                CompletenessItem(name: "place", fields: places.fields, weight: places.weight),
                at: places.position
            )
        }
        if let points, points.weight > 0 {
            items.insert(
                CompletenessItem(name: "reachable", fields: points.fields, weight: points.weight),
                at: points.position
            )
        }
        return items
    }
}
