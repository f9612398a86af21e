import CRM
import Records

/// How well the values of a column agree with a field: 1 = they are just that, 0 = they say
/// nothing, -1 = they are something else.
enum ValueAgreement {
    static func of(_ column: ColumnFacts, _ field: Field, _ entity: Entity) -> Double {
        let traits = column.traits
        guard traits.count > 0 else { return 0 }
        switch field.type {
        case .phone: return phone(field, traits)
        case .email: return signed(traits[.email])
        case .uscc: return signed(max(traits[.creditCode], traits[.code] * 0.4))
        case .companyName: return company(traits)
        case .personName: return person(traits)
        case .date, .datetime: return date(traits)
        case .money: return money(traits)
        case .number, .integer: return traits.isNumeric ? 0.3 : -0.6
        case .percent: return traits.isNumeric || traits[.percent] > 0.5 ? 0.4 : -0.6
        case .boolean: return signed(traits[.truth])
        case .gender: return max(signed(traits[.gender]), smallNumbers(column))
        case .address: return address(traits)
        case .region: return place(traits, [.region, .city, .province])
        case .province: return place(traits, [.province])
        case .city: return place(traits, [.city, .province])
        case .district: return place(traits, [.district, .city])
        case .postalCode: return traits[.postalCode] * 0.7 - elsewhere(traits)
        case .website: return signed(traits[.website])
        case .wechat: return max(traits[.handle], traits[.mobile]) * 0.6 - elsewhere(traits)
        case .qq: return traits[.integer] * 0.4 - elsewhere(traits)
        case .picklist, .stage, .keyword: return words(column, field, entity)
        case .user: return user(traits)
        case .optOut: return traits.medianLength > 30 ? -0.2 : 0
        case .text, .code, .registrationNo, .handle: return text(field, traits)
        }
    }

    /// -1…1 from a share: nothing of it speaks against, all of it for.
    private static func signed(_ share: Double) -> Double { min(1, share * 2 - 0.8) }

    private static func phone(_ field: Field, _ traits: ValueTraits) -> Double {
        // Numbers of other countries and typing errors are no proof against.
        let any = max(traits.phone, traits[.digits] * 0.5)
        switch field.name {
        case "mobile": return signed(max(traits[.mobile], any * 0.7))
        case "landline", "fax": return signed(max(traits[.landline], any * 0.6))
        default: return signed(any)
        }
    }

    private static func company(_ traits: ValueTraits) -> Double {
        if traits[.company] > 0.3 { return min(1, traits[.company] * 1.2) }
        if traits.isNumeric || traits.anyDate > 0.5 || traits[.email] + traits.phone > 0.5 {
            return -1
        }
        return traits[.person] > 0.9 ? -0.35 : -0.1
    }

    private static func person(_ traits: ValueTraits) -> Double {
        if traits[.person] > 0.5 { return traits[.person] }
        if traits.isNumeric || traits.anyDate > 0.5 || traits[.email] + traits.phone > 0.5
            || traits[.company] > 0.6 || traits[.truth] > 0.9
        {
            return -1
        }
        return traits[.address] > 0.5 ? -0.8 : -0.1
    }

    private static func date(_ traits: ValueTraits) -> Double {
        if traits.anyDate > 0.5 { return traits.anyDate }
        // Serial numbers and Unix time are dates of a kind.
        return traits[.integer] > 0.8 ? -0.3 : traits.anyDate > 0.1 ? 0 : -0.9
    }

    private static func money(_ traits: ValueTraits) -> Double {
        let share = traits[.money] + traits[.number] + traits[.integer]
        return share > 0.6 ? 0.5 : traits.anyDate > 0.5 || share < 0.2 ? -0.9 : 0
    }

    private static func address(_ traits: ValueTraits) -> Double {
        if traits[.address] > 0.3 { return min(1, traits[.address] + 0.2) }
        return traits.isNumeric || traits.phone + traits[.email] + traits.anyDate > 0.5 ? -1 : -0.1
    }

    private static func place(_ traits: ValueTraits, _ wanted: [ValueTrait]) -> Double {
        let share = wanted.map { traits[$0] }.max() ?? 0
        if share > 0.4 { return min(1, share + 0.1) }
        return traits.isNumeric || traits[.address] > 0.6 || traits[.person] > 0.8 ? -0.7 : 0
    }

    private static func smallNumbers(_ column: ColumnFacts) -> Double {
        column.values.distinctCount <= 4 && column.traits[.integer] > 0.9 ? 0.2 : -0.8
    }

    private static func user(_ traits: ValueTraits) -> Double {
        if traits[.person] > 0.5 { return traits[.person] * 0.8 }
        return traits.anyDate > 0.5 || traits[.company] > 0.6 || traits[.address] > 0.5 ? -0.9 : 0
    }

    /// Free text takes anything, but what is plainly a date, a number or an address is none.
    private static func text(_ field: Field, _ traits: ValueTraits) -> Double {
        if traits.anyDate > 0.7 { return -0.6 }
        if field.type == .text {
            if traits[.email] > 0.7 || traits.phone > 0.7 { return -0.5 }
            return ["content", "description", "body", "need_background"].contains(field.name)
                && traits.isNumeric ? -0.4 : 0
        }
        return 0
    }

    /// What plainly is something else.
    private static func elsewhere(_ traits: ValueTraits) -> Double {
        let share = traits[.email] + traits.anyDate + traits[.company] + traits[.person]
        return share > 0.6 ? 1 : 0
    }

    /// The share of cells whose word the field's vocabulary knows.
    private static func words(_ column: ColumnFacts, _ field: Field, _ entity: Entity) -> Double {
        guard let share = knownShare(column, field, entity) else { return 0 }
        if share > 0.5 { return share }
        let traits = column.traits
        if traits.anyDate > 0.5 || traits.phone + traits[.email] > 0.5 { return -1 }
        return column.values.distinctCount > max(30, column.values.filledCount / 2) ? -0.5 : 0
    }

    /// nil when any word may stand in the field.
    static func knownShare(
        _ column: ColumnFacts,
        _ field: Field,
        _ entity: Entity
    ) -> Double? {
        guard let vocabulary = vocabulary(field, entity), column.values.filledCount > 0 else {
            return nil
        }
        var known = 0
        for id in column.values.sample(TraitReader.sampleCount)
        where vocabulary.term(for: column.values.values.string(id)) != nil {
            known += Int(column.values.counts[Int(id)])
        }
        return Double(known) / Double(column.values.filledCount)
    }

    static func vocabulary(_ field: Field, _ entity: Entity) -> CRM.Vocabulary? {
        switch field.storage {
        case .picklist(let list, _): Vocabularies.picklist(list)
        default:
            field.type == .stage
                ? Vocabularies.stages
                : Vocabularies.keywords(entity: entity.name, field: field.name)
        }
    }
}
