import Matching
import Records
import TestSupport

/// Seeded Chinese contacts with their truth: each person once or several times, with the mistakes
/// of typists; colleagues share a switchboard, names repeat.
struct SampleCustomers {
    var names: [String] = []
    var phones: [String] = []
    var emails: [String] = []
    var companies: [UInt32] = []
    var truth: [Int] = []

    private static let families = [
        ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"),
        ("黄", "huang"), ("赵", "zhao"), ("吴", "wu"), ("周", "zhou"),
    ]
    private static let given = [
        ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("敏", "min"), ("静", "jing"), ("强", "qiang"),
        ("磊", "lei"), ("洋", "yang"), ("艳", "yan"), ("勇", "yong"), ("杰", "jie"), ("涛", "tao"),
        ("明", "ming"), ("超", "chao"), ("霞", "xia"), ("平", "ping"), ("刚", "gang"), ("桂", "gui"),
    ]

    init(personCount: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for person in 0..<personCount {
            let company = UInt32(Int.random(in: 0..<max(1, personCount / 3), using: &random))
            let family = Self.families[Int.random(in: 0..<10, using: &random)]
            let first = Self.given[Int.random(in: 0..<18, using: &random)]
            let second = Self.given[Int.random(in: 0..<18, using: &random)]
            let mobile = "+86130\(10_000_000 + person * 37 % 89_000_000)|kind=mobile"
            let landline = "+8624\(60_000_000 + Int(company))|kind=landline"
            let sound = family.1 + first.1 + second.1
            let full =
                "\(family.0)\(first.0)\(second.0)|familyName=\(family.0)"
                + "|givenName=\(first.0)\(second.0)|pinyin=\(sound)"
            let latin = "\(family.1) \(first.1)\(second.1)"
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let dice = Int.random(in: 0..<20, using: &random)
                names.append(dice == 0 ? latin : dice == 1 ? "" : full)
                let hasMobile = Int.random(in: 0..<10, using: &random) > 0
                let hasLandline = Int.random(in: 0..<3, using: &random) == 0
                phones.append(
                    [hasMobile ? mobile : nil, hasLandline ? landline : nil].compactMap { $0 }
                        .joined(separator: " ; ")
                )
                let hasMail = Int.random(in: 0..<2, using: &random) == 0
                emails.append(hasMail ? "\(sound)\(person)@c\(company).example" : "")
                companies.append(company)
                truth.append(person)
            }
        }
    }

    /// The contacts in another order.
    func ordered(_ order: [Int]) -> SampleCustomers {
        var copy = self
        copy.names = order.map { names[$0] }
        copy.phones = order.map { phones[$0] }
        copy.emails = order.map { emails[$0] }
        copy.companies = order.map { companies[$0] }
        copy.truth = order.map { truth[$0] }
        return copy
    }

    func task() -> MatchTask {
        let table = SampleTables.table(
            "contact",
            [("full_name", names), ("phone", phones), ("email", emails)]
        )
        let fields = [
            MatchField("name", columns: [0], comparator: PersonName()),
            MatchField("phone", columns: [1], comparator: PhoneSet(isPerson: true)),
            MatchField("email", columns: [2], comparator: EmailSet(isPerson: true)),
            MatchField("account", columns: [], comparator: ParentAccount()),
        ]
        var task = MatchTask(table: table, fields: fields)
        task.companies = ParentEvidence(
            cluster: companies,
            name: companies.map { _ in 0 },
            brand: companies.map { _ in 0 }
        )
        return task
    }
}
