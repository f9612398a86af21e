import Records

/// Personal data made unreadable for reports, logs and CI output; the rest stays recognisable.
///
///     138****5678   010-******78   张*   欧阳**   a***@x.example   110101********002X
///
/// ID and payment card numbers are masked whatever the type; types that name no person stay.
package enum Masking {
    package static func mask(_ text: String, type: FieldType) -> String {
        switch type {
        case .phone: maskPhone(text)
        case .email: maskEmail(text)
        case .personName: maskName(text)
        case .wechat, .qq, .handle: keep(text, head: 2, tail: 2)
        case .address: maskAddress(text)
        case .uscc, .registrationNo: text
        case .companyName: text.count <= 4 ? maskName(text) : maskLongNumbers(text)
        case .date, .datetime, .money, .number, .integer, .percent, .boolean,
            .gender, .picklist, .stage, .region, .province, .city, .district, .postalCode,
            .website, .user, .optOut:
            maskLongNumbers(text)
        case .code, .keyword: maskLongNumbers(text)
        case .text: keep(text, head: text.count > 3 ? 2 : 0, tail: 0)
        }
    }

    /// As the type says; of fields that may tell of one person, dates keep the year and codes two
    /// characters.
    package static func mask(_ text: String, type: FieldType, isPersonal: Bool) -> String {
        guard isPersonal else { return mask(text, type: type) }
        switch type {
        case .date, .datetime: return maskDay(text)
        case .code, .keyword: return mask(text, type: .text)
        default: return mask(text, type: type)
        }
    }

    /// Whether values of a field of the standard entities tell of one person, though their type
    /// doesn't.
    package static func isPersonal(_ field: String) -> Bool {
        field == "birth_date" || field.hasPrefix("custom.")
    }

    /// 1987-**-**: digits and letters but those of a year that comes first.
    private static func maskDay(_ text: String) -> String {
        let digits = text.prefix { $0.isWholeNumber }
        let isYear =
            digits.count == 4 || digits.count >= 8 && ["19", "20"].contains(digits.prefix(2))
        let kept = isYear ? 4 : 0
        let rest = text.dropFirst(kept)
            .map { character -> Character in
                let isPart = character.isWholeNumber || character.isLetter
                return isPart && !"年月日".contains(character) ? "*" : character
            }
        return text.prefix(kept) + String(rest)
    }

    /// The first and last characters; all stars when little would be hidden.
    private static func keep(_ text: String, head: Int, tail: Int) -> String {
        let characters = Array(text)
        guard characters.count > head + tail + 1 else {
            return String(repeating: "*", count: characters.count)
        }
        let stars = String(repeating: "*", count: characters.count - head - tail)
        return String(characters.prefix(head)) + stars + String(characters.suffix(tail))
    }

    // MARK: - Phones

    /// Each run of digits and joiners is masked by itself; labels and separators stay.
    private static func maskPhone(_ text: String) -> String {
        var output = ""
        var run = ""
        for character in text {
            if character.isWholeNumber || character == "+" || run.last != nil && isJoiner(character)
            {
                run.append(character)
            } else {
                output += maskRun(run)
                run = ""
                output.append(character)
            }
        }
        return output + maskRun(run)
    }

    private static func isJoiner(_ character: Character) -> Bool {
        character == " " || character == "-" || character == "." || character == ")"
    }

    /// 138****5678 for a mobile, area code and last two for a landline, nothing of short runs.
    private static func maskRun(_ run: String) -> String {
        let digits = run.filter(\.isWholeNumber)
        guard digits.count >= 5 else {
            return String(run.map { $0.isWholeNumber ? "*" : $0 })
        }
        let country = run.hasPrefix("+86") ? 2 : 0
        let national = digits.dropFirst(country)
        let isMobile = national.count == 11 && national.first?.wholeNumberValue == 1
        let head = isMobile ? country + 3 : country + (national.count > 8 ? 3 : 0)
        let tail = isMobile ? 4 : 2
        var index = 0
        return String(
            run.map { character in
                guard character.isWholeNumber else { return character }
                index += 1
                return index <= head || index > digits.count - tail ? character : "*"
            }
        )
    }

    // MARK: - Other kinds

    private static func maskEmail(_ text: String) -> String {
        guard let at = text.lastIndex(of: "@") ?? text.lastIndex(of: "＠") else {
            return keep(text, head: 1, tail: 0)
        }
        let first = text[..<at].first.map(String.init) ?? ""
        return first + "***" + text[at...]
    }

    private static let compoundSurnames: Set<String> = [
        "欧阳", "太史", "上官", "司马", "东方", "独孤", "南宫", "万俟", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台",
        "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空",
        "闾丘", "令狐", "轩辕", "呼延", "端木", "百里", "东郭", "西门", "歐陽", "司馬", "諸葛", "東方",
    ]

    /// The surname of a Han name, the initials of others.
    private static func maskName(_ text: String) -> String {
        let characters = Array(text)
        guard let first = characters.first else { return text }
        let isLatin = first.isASCII
        if isLatin {
            return text.split(separator: " ").map { word in
                String(word.prefix(1)) + "***"
            }.joined(separator: " ")
        }
        let isCompound =
            characters.count >= 3 && compoundSurnames.contains(String(characters.prefix(2)))
        let head = isCompound ? 2 : 1
        guard characters.count > head else { return "*" }
        return String(characters.prefix(head))
            + String(repeating: "*", count: characters.count - head)
    }

    /// Down to the district; a text without one keeps its first six characters at most.
    private static func maskAddress(_ text: String) -> String {
        let characters = Array(text)
        var end = 0
        for (index, character) in characters.prefix(24).enumerated()
        where character == "省" || character == "市" || character == "区" || character == "县" {
            end = index + 1
        }
        if end == 0 { end = min(6, characters.count / 2) }
        return String(characters.prefix(end)) + (end < characters.count ? "***" : "")
    }

    /// Runs of 11 and more digits, as phones, ID and card numbers have, keep their ends.
    private static func maskLongNumbers(_ text: String) -> String {
        var output = ""
        var run = ""
        for character in text {
            if character.isWholeNumber || run.count >= 17 && (character == "X" || character == "x")
            {
                run.append(character)
            } else {
                output += maskNumber(run)
                run = ""
                output.append(character)
            }
        }
        return output + maskNumber(run)
    }

    private static func maskNumber(_ run: String) -> String {
        if run.count >= 15 { return keep(run, head: 6, tail: 4) }
        return run.count >= 11 ? keep(run, head: 3, tail: 4) : run
    }
}
