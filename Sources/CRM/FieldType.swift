/// What a field holds: its type brings normalizers, comparator, validity and the SQL column's type.
///
/// The raw values of the first group are what `entities: {member: {fields: …}}` may declare.
package enum FieldType: String, Sendable, CaseIterable {
    case text, code, phone, email, date, money, number, boolean
    case personName = "name"
    case companyName = "company_name"
    case address

    case datetime, integer, percent, gender, picklist, stage, keyword
    /// Free-form 省市区 in one cell; province, city, district in cells of their own.
    case region, province, city, district
    case postalCode = "postal_code"
    case uscc
    case registrationNo = "registration_no"
    case wechat, qq, website
    /// openid, unionid, external_userid: opaque, compared byte by byte.
    case handle
    /// A salesperson: by name, alias, e-mail or id.
    case user
    /// 请勿电话营销: free text that may say "don't call".
    case optOut = "opt_out"

    /// The types that custom entities and fields may declare.
    package static let declarable: [FieldType] = [
        .text, .code, .phone, .email, .date, .money, .number, .boolean, .personName, .companyName,
        .address,
    ]
}
