import Records

/// One card as the cells of a row: each property in the column that fits it, none left out.
struct VCardRecord {
    private var values: [[Value]] = Array(repeating: [], count: VCardColumn.all.count)
    /// Values of X- properties by the property's name, in the order of the card.
    private(set) var extensions: [(name: String, text: String)] = []
    private var labels: [(text: String, kind: VCardKinds.Place)] = []
    private var hasAddress = false
    /// Whether the full name was put together from its parts.
    private(set) var isNameJoined = false

    private struct Value {
        var text: String
        var preference: Int
    }

    var isEmpty: Bool { extensions.isEmpty && values.allSatisfy(\.isEmpty) }

    private mutating func add(_ column: VCardColumn, _ text: String, _ preference: Int? = nil) {
        let text = text.trimmedBlanks
        if text.isEmpty { return }
        values[column.rawValue].append(Value(text: text, preference: preference ?? 101))
    }

    /// The cell of a column; nil when the card has no such value.
    func cell(_ column: VCardColumn) -> String? {
        let values = values[column.rawValue]
        if values.count < 2 { return values.first?.text }
        let sorted = values.enumerated()
            .sorted { ($0.element.preference, $0.offset) < ($1.element.preference, $1.offset) }
            .map(\.element.text)
        var seen: Set<String> = []
        return sorted.filter { seen.insert($0).inserted }.joined(separator: column.separator)
    }

    // MARK: Properties

    /// Puts a decoded property where it belongs; `label` is the one of its group.
    mutating func add(_ property: VCardProperty, _ components: [String], label: String?) {
        let text = components.joined(separator: ";")
        let words = property.types + [label.map(VCardRecord.word) ?? ""]
        let preference = property.preference
        switch property.name {
        case "N": addName(components)
        case "ORG": addOrganization(components, preference)
        case "ADR":
            addAddress(components, words, label)
            addRest("LABEL", [], property.addressLabel)
        case "LABEL": labels.append((text, VCardKinds.place(words)))
        case "TEL": addTelephone(text, words, preference, label)
        case "EMAIL": addEmail(text, words, preference, label)
        case "IMPP": addMessenger(property.service ?? "", text)
        case "BDAY":
            addSingle(.birthday, property, VCardDate.text(text, omittedYear: property.omittedYear))
        case "ANNIVERSARY": addSingle(.anniversary, property, VCardDate.text(text))
        case "REV": addSingle(.rev, property, VCardDate.text(text))
        case "FN": addSingle(.fullName, property, text)
        case "UID": addSingle(.uid, property, text)
        case "GENDER", "X-GENDER": addGender(property, components)
        case "URL":
            add(.website, text, preference)
            addRemark(property.name, words, label, text)
        case "X-ANDROID-CUSTOM": addAndroid(components)
        default: addOther(property, text, label)
        }
    }

    /// Properties whose text is a cell as it stands.
    private static let plain: [String: VCardColumn] = [
        "NICKNAME": .nickname, "TITLE": .jobTitle, "ROLE": .role, "NOTE": .note,
        "CATEGORIES": .categories, "PHOTO": .photo, "LOGO": .photo,
    ]

    private mutating func addOther(_ property: VCardProperty, _ text: String, _ label: String?) {
        if let column = VCardRecord.plain[property.name] {
            return add(column, text, property.preference)
        }
        if let column = VCardKinds.messenger(property.name) {
            let name = property.name.hasPrefix("X-") ? String(property.name.dropFirst(2)) : ""
            return add(column, column == .messenger ? "\(name): \(text)" : text)
        }
        let labelled = label.map { "\(VCardRecord.cleaned($0)): \(text)" } ?? text
        if property.name.hasPrefix("X-") {
            if text.trimmedBlanks.isEmpty { return }
            let types = VCardKinds.remarks(property.types).map { $0 + ": " }.joined()
            extensions.append((property.name, types + labelled))
        } else {
            addRest(property.name, property.types, labelled)
        }
    }

    /// Keeps the first value; another one that differs is listed among the others.
    private mutating func addSingle(
        _ column: VCardColumn,
        _ property: VCardProperty,
        _ text: String
    ) {
        let text = text.trimmedBlanks
        if values[column.rawValue].isEmpty { return add(column, text) }
        if values[column.rawValue].contains(where: { $0.text == text }) { return }
        addRest(property.name, property.types, text)
    }

    private mutating func addRest(_ name: String, _ types: [String], _ text: String) {
        if text.trimmedBlanks.isEmpty { return }
        let types = types.map { ";" + $0 }.joined()
        add(.other, "\(name)\(types): \(text)")
    }

    /// Lists a value again when its label says more than its column.
    private mutating func addRemark(
        _ name: String,
        _ words: [String],
        _ label: String?,
        _ text: String
    ) {
        let remarks = VCardKinds.remarks(words)
        if remarks.isEmpty || text.isEmpty { return }
        let shown = remarks.map { word in
            let cleaned = label.map(VCardRecord.cleaned) ?? word
            return cleaned.lowercased() == word ? cleaned : word
        }
        addRest(name, shown, text)
    }

    // MARK: Names

    private mutating func addName(_ components: [String]) {
        let columns: [VCardColumn] = [
            .familyName, .givenName, .additionalName, .salutation, .nameSuffix,
        ]
        guard columns.allSatisfy({ values[$0.rawValue].isEmpty }) else {
            return addRest("N", [], components.joined(separator: ";"))
        }
        for (column, text) in zip(columns, components) { add(column, text) }
        for text in components.dropFirst(columns.count) { addRest("N", [], text) }
    }

    private mutating func addOrganization(_ components: [String], _ preference: Int?) {
        add(.organization, components.first ?? "", preference)
        let units = components.dropFirst().map(\.trimmedBlanks).filter { !$0.isEmpty }
        add(.department, units.joined(separator: " / "), preference)
    }

    // MARK: Ways to reach somebody

    private mutating func addTelephone(
        _ text: String,
        _ words: [String],
        _ preference: Int?,
        _ label: String?
    ) {
        var number = text.trimmedBlanks
        if number.lowercased().hasPrefix("tel:") { number.removeFirst(4) }
        if let range = number.firstRange(of: ";ext=") {
            number.replaceSubrange(range, with: " ext ")
        }
        // `;` would join two numbers of a card; here it stands inside of one.
        if number.hasSuffix(";") { number.removeLast() }
        add(VCardKinds.telephone(words), number, preference)
        addRemark("TEL", words, label, number)
    }

    private mutating func addEmail(
        _ text: String,
        _ words: [String],
        _ preference: Int?,
        _ label: String?
    ) {
        var address = text.trimmedBlanks
        if address.lowercased().hasPrefix("mailto:") { address.removeFirst(7) }
        let column: VCardColumn =
            switch VCardKinds.place(words) {
            case .work: .workEmail
            case .home: .homeEmail
            case .other: .email
            }
        add(column, address, preference)
        addRemark("EMAIL", words, label, address)
    }

    private mutating func addMessenger(_ service: String, _ text: String) {
        let scheme = text.prefix { $0 != ":" }
        let hasScheme = scheme.count < text.count
        let handle = hasScheme ? String(text.dropFirst(scheme.count + 1)) : text
        let name = service.isEmpty ? String(scheme) : service
        guard hasScheme || !service.isEmpty else { return add(.messenger, text) }
        let column = VCardKinds.messenger(name) ?? .messenger
        add(column, column == .messenger ? "\(name): \(handle)" : handle)
    }

    /// `vnd.android.cursor.item/nickname;阿明;1;;;`.
    private mutating func addAndroid(_ components: [String]) {
        let values = components.dropFirst().filter { !$0.isEmpty }
        if components.first?.hasSuffix("/nickname") == true, let name = values.first {
            return add(.nickname, name)
        }
        let kind = components.first?.split(separator: "/").last.map(String.init) ?? ""
        extensions.append(("X-ANDROID-CUSTOM", "\(kind): \(values.joined(separator: ";"))"))
    }

    private mutating func addGender(_ property: VCardProperty, _ components: [String]) {
        let letter = components.first ?? ""
        addSingle(.gender, property, letter)
        for text in components.dropFirst() { addRest("GENDER", [], text) }
    }

    // MARK: Addresses

    private mutating func addAddress(
        _ components: [String],
        _ words: [String],
        _ label: String?
    ) {
        let address = VCardAddress(components)
        if address.isBlank { return }
        if !hasAddress {
            hasAddress = true
            add(.address, address.detail)
            add(.city, address.city)
            add(.province, address.province)
            add(.postalCode, address.postalCode)
            add(.country, address.country)
        }
        add(VCardRecord.column(VCardKinds.place(words)), address.text)
        addRemark("ADR", words, label, address.text)
    }

    private static func column(_ place: VCardKinds.Place) -> VCardColumn {
        switch place {
        case .work: .workAddress
        case .home: .homeAddress
        case .other: .otherAddress
        }
    }

    // MARK: When all properties are there

    /// Uses address labels where there is no address, and the parts of a name where there is no name.
    mutating func finish() {
        for (text, kind) in labels {
            if !values[VCardRecord.column(kind).rawValue].isEmpty {
                addRest("LABEL", [], text)
                continue
            }
            add(VCardRecord.column(kind), text)
            if !hasAddress {
                hasAddress = true
                add(.address, text)
            }
        }
        labels.removeAll()
        guard cell(.fullName) == nil else { return }
        let family = cell(.familyName) ?? ""
        let given = cell(.givenName) ?? ""
        let isHan = (family + given).unicodeScalars.contains { Scalars.isHan($0.value) }
        let parts = isHan ? [family, given] : [given, cell(.additionalName) ?? "", family]
        let name = parts.filter { !$0.isEmpty }.joined(separator: isHan ? "" : " ")
        add(.fullName, name)
        isNameJoined = !name.isEmpty
    }

    // MARK: Labels

    /// Apple writes its own labels as `_$!<Mobile>!$_`.
    static func cleaned(_ label: String) -> String {
        guard label.hasPrefix("_$!<"), label.hasSuffix(">!$_") else { return label.trimmedBlanks }
        return String(label.dropFirst(4).dropLast(4))
    }

    private static func word(_ label: String) -> String { cleaned(label).lowercased() }
}
