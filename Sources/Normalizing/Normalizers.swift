import CRM
import Records

/// All typed normalizers, in the order of the documentation.
package enum Normalizers {
    package static let all: [any ValueNormalizer.Type] = [
        Phone.self,
        Email.self,
        DateNormalizer.self,
        DateTime.self,
        Money.self,
        Number.self,
        Integer.self,
        Percent.self,
        TruthValue.self,
        Gender.self,
        USCC.self,
        RegistrationNumber.self,
        TaxNumber.self,
        IDNumber.self,
        BankCard.self,
        WeChat.self,
        QQ.self,
        Website.self,
        Handle.self,
        FreeText.self,
        Keyword.self,
        Code.self,
        Picklist.self,
        StageName.self,
        Salesperson.self,
        OptOut.self,
        RegionName.self,
        ProvinceName.self,
        CityName.self,
        DistrictName.self,
        PostalCode.self,
        PersonName.self,
        CompanyName.self,
        AddressNormalizer.self,
    ]

    /// What each step may be called in `clean:` and `steps:`, typed ones first.
    package static let specs: [ComponentSpec] = all.map { $0.spec } + TextSteps.all.map { $0.spec }

    package static func find(_ name: String) -> (any ValueNormalizer.Type)? {
        all.first { $0.spec.name == name }
    }
}

/// All steps on text.
package enum TextSteps {
    package static let all: [any TextStep.Type] = [
        Trim.self,
        Squeeze.self,
        Width.self,
        Lower.self,
        Upper.self,
        Title.self,
        Replace.self,
        Extract.self,
        Split.self,
        Join.self,
        Coalesce.self,
        Concat.self,
        Map.self,
        Lookup.self,
        Unit.self,
        Default.self,
        Drop.self,
        Hash.self,
        Mask.self,
    ]

    package static func find(_ name: String) -> (any TextStep.Type)? {
        all.first { $0.spec.name == name }
    }
}

/// How a field is cleaned when the pipeline says nothing: by its type's normalizer.
package enum StandardCleaning {
    package static func steps(for type: FieldType, field: Field) -> [Step] {
        switch (type, field.storage) {
        case (.picklist, .picklist(let list, _)): [Step("picklist", .text(list))]
        case (.stage, .picklist(let list, _)): [Step("stage", .text(list))]
        default: [Step(normalizerName(of: type))]
        }
    }

    /// A type's normalizer has the type's name.
    static func normalizerName(of type: FieldType) -> String { type.rawValue }
}
