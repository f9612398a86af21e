import Records

/// The registry of comparators.
package enum Comparators {
    package static let all: [any Comparator.Type] = [
        CodeParts.self,
        CompanyName.self,
        DateParts.self,
        EmailSet.self,
        ExclusiveID.self,
        Handle.self,
        NamePart.self,
        NumberNearness.self,
        ParentAccount.self,
        PersonName.self,
        PhoneSet.self,
        PostalAddress.self,
        SharedPeople.self,
        TextSimilarity.self,
    ]
}
