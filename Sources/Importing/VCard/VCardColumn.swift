/// The columns of a table of cards, always all and in this order; then come those of X- properties.
///
/// Names are such that the CRM's fields recognise them as headers.
enum VCardColumn: Int, CaseIterable {
    case fullName, familyName, givenName, additionalName, salutation, nameSuffix, nickname
    case organization, department, jobTitle, role
    case mobile, workPhone, homePhone, fax, phone, email, workEmail, homeEmail
    case wechat, qq, wecom, messenger, website
    case address, city, province, postalCode, country, workAddress, homeAddress, otherAddress
    case birthday, anniversary, gender, note, categories, photo, uid, rev
    /// What has no column of its own, with its property's name.
    case other

    static let all = allCases

    /// The headers, in the order of the cases.
    static let headers = [
        "full_name", "family_name", "given_name", "additional_name", "salutation", "name_suffix",
        "nickname", "organization", "department", "job_title", "role", "mobile", "work phone",
        "home phone", "fax", "phone", "email", "work email", "home email", "wechat", "qq", "wecom",
        "messenger", "website", "address", "city", "province", "postal_code", "country",
        "work address", "home address", "other address", "birthday", "anniversary", "gender",
        "note", "categories", "photo", "uid", "rev", "other",
    ]

    /// What stands between several values of one card.
    var separator: String {
        switch self {
        case .note, .other: "\n"
        default: "; "
        }
    }
}
