import Records

/// The components of ADR: post-office box, extension, street, city, region, code, country.
struct VCardAddress {
    private var parts: [String]

    init(_ components: [String]) {
        parts = components.map(\.trimmedBlanks)
        while parts.count < 7 { parts.append("") }
    }

    var isBlank: Bool { parts.allSatisfy(\.isEmpty) }

    /// What stands before the city: box, extension and street in the order of their country.
    var detail: String {
        let words = isChinese ? [parts[2], parts[1], parts[0]] : [parts[0], parts[1], parts[2]]
        return words.filter { !$0.isEmpty }.joined(separator: isChinese ? "" : ", ")
    }

    var city: String { parts[3] }
    var province: String { parts[4] }
    var postalCode: String { parts[5] }
    /// Further components, which no standard knows, stay with the country.
    var country: String {
        parts[6...].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// 中国上海市浦东新区世纪大道1号, or `1 Main St, Austin, TX 12345, USA`.
    var text: String {
        if isChinese {
            let words = [country, province, city, detail].filter { !$0.isEmpty }
            let code = postalCode.isEmpty ? "" : " " + postalCode
            return words.joined() + code
        }
        let region = [province, postalCode].filter { !$0.isEmpty }.joined(separator: " ")
        let words = [detail, city, region, country].map { word in
            // Some programs leave the comma of a printed label at the end.
            word.hasSuffix(",") ? String(word.dropLast()) : word
        }
        return words.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// Whether most of the text is in Han characters.
    private var isChinese: Bool {
        let scalars = parts.joined().unicodeScalars
        let han = scalars.count { Scalars.isHan($0.value) }
        return han > 0 && han * 3 >= scalars.count
    }
}
