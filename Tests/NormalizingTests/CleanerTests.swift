import CRM
import Dispatch
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Cleaner")
struct CleanerTests {
    /// Runs its parts on threads, so that order can't come from luck.
    static let threaded = Workers(count: 2) { count, body in
        DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }

    @Test(
        "blanks of any width at the ends fall away",
        arguments: [
            " 是", "是\u{3000}", "\u{A0}是\t", "\u{2003}是\r\n",
        ]
    )
    func trims(cell: String) throws {
        let column = try NormalizerCases.clean([cell], type: .boolean)
        #expect(NormalizerCases.shown(column).values == "1")
    }

    @Test("zero-width and bidi characters are dropped with a finding")
    func dropsInvisible() throws {
        for cell in ["\u{FEFF}是", "是\u{200B}", "\u{202E}是\u{2069}", "是\u{AD}", "是\u{1}"] {
            let column = try NormalizerCases.clean([cell], type: .boolean)
            #expect(NormalizerCases.shown(column) == ("1", "N001"))
        }
    }

    @Test("U+001F parts the values of a cell")
    func splitsDatabaseValues() throws {
        let column = try NormalizerCases.clean(["a@x.example\u{1F}b@x.example"], type: .email)
        #expect(column.outcomes.count == 2)
    }

    @Test("steps run in order before the type's own normalizer")
    func runsSteps() throws {
        let steps = [
            Step("split", .list([.text("+"), .text("、")])),
            Step("map", .map([(key: "甲", value: .text("是"))])),
            Step("drop", .list([.text("丙")])),
        ]
        let column = try NormalizerCases.clean(["甲+否、丙"], type: .boolean, steps: steps)
        #expect(NormalizerCases.shown(column).values == "1 | 0")
    }

    @Test(
        "a unit multiplies bare numbers and leaves those with their own",
        arguments: [
            ("3.1", "3100000"), ("12万", "12000000"), ("¥117,000.00", "11700000"),
            ("约3.1", "3100000 suspect"), ("0", "0"), ("1,200.5", "1200500000"), ("5元", "500"),
        ]
    )
    func multipliesUnits(cell: String, fen: String) throws {
        let steps = [Step("unit", .text("万元"))]
        let column = try NormalizerCases.clean([cell], type: .money, steps: steps)
        #expect(NormalizerCases.shown(column).values == fen + " {currency=CNY}")
    }

    @Test("the other text steps do what their names say")
    func appliesTextSteps() throws {
        let cases: [(Step, String, String)] = [
            (Step("squeeze"), "a  b\n c", "a b c"), (Step("lower"), "ABc中", "abc中"),
            (Step("upper"), "ABc中", "ABC中"), (Step("trim"), "　a ", "a"),
            (Step("width"), "ＡＢ（１）", "AB(1)"),
            (Step("width", .text("letters")), "ＡＢ（１）", "AB（1）"),
            (
                Step(
                    "replace",
                    .map([(key: "from", value: .text("b")), (key: "to", value: .text(""))])
                ),
                "abcb", "ac"
            ),
            (Step("lookup", .text("industry")), "物流", "logistics"),
        ]
        for (step, cell, expected) in cases {
            let column = try NormalizerCases.clean([cell], type: .text, steps: [step])
            #expect(NormalizerCases.shown(column).values == expected)
        }
    }

    @Test("a column's other dates decide the order of day and month")
    func decidesDateOrder() throws {
        let column = try NormalizerCases.clean(["7/22/2021", "3/4/2022", "20.4.5"], type: .date)
        #expect(NormalizerCases.shown(column, mention: 1).values == "2022-03-04")
        #expect(NormalizerCases.shown(column, mention: 2).values == "2020-04-05")
        let other = try NormalizerCases.clean(["22/7/2021", "3/4/2022"], type: .date)
        #expect(NormalizerCases.shown(other, mention: 1).values == "2022-04-03")
        let mixed = try NormalizerCases.clean(["22/7/2021", "7/22/2021", "3/4/2022"], type: .date)
        #expect(NormalizerCases.shown(mixed, mention: 2).codes == "N014")
    }

    @Test("wrong steps are told with what is known")
    func validatesSteps() {
        let context = NormalizerCases.context
        let wrong = [
            Step("phone", .text("XX")), Step("split", .list([])),
            Step("lookup", .text("none")), Step("unit", .text("头")), Step("email", .text("x")),
            Step("phone", .map([(key: "regoin", value: .text("CN"))])), Step("map"),
        ]
        for step in wrong { #expect(Cleaner.problem(of: step, context: context) != nil) }
        for step in [Step("trim"), Step("phone", .text("CN")), Step("of a later version")] {
            #expect(Cleaner.problem(of: step, context: context) == nil)
        }
    }

    @Test("one and two workers give the same column")
    func agreesWithAnyWorkers() throws {
        var random = SplitMix64(seed: 7)
        var cells: [String] = []
        for _ in 0..<30_000 {
            let number = 13_000_000_000 + Int(random.next() % 6_900_000_000)
            switch random.next() % 4 {
            case 0: cells.append("\(number)/010-8\(number % 10_000_000)转\(number % 100)")
            case 1: cells.append("张三\(number)(微信同号)")
            case 2: cells.append("\(number % 100_000_000)")
            default: cells.append("\(number)")
            }
        }
        let one = try NormalizerCases.clean(cells, type: .phone)
        let two = try NormalizerCases.clean(cells, type: .phone, workers: Self.threaded)
        #expect(one.outcomeStarts == two.outcomeStarts)
        #expect(one.parts == two.parts)
        #expect(one.values.count == two.values.count)
        #expect(one.values.ids.allSatisfy { one.values.string($0) == two.values.string($0) })
        #expect(one.outcomes.count == two.outcomes.count)
        for (a, b) in zip(one.outcomes, two.outcomes) {
            let isSame =
                a.value == b.value && a.raw == b.raw && a.key == b.key && a.code == b.code
                && a.kind == b.kind && a.validity == b.validity && a.confidence == b.confidence
            #expect(isSame)
        }
    }

    @Test("a city proposes its area code and leaves the number suspect")
    func proposesAreaCodes() throws {
        var column = try NormalizerCases.clean(
            ["82345670", "82345671", "13912345670"],
            type: .phone
        )
        AreaCodeFromCity.propose(phoneColumn: &column) { $0 == 0 ? "上海" : "" }
        #expect(
            NormalizerCases.shown(column) == (
                "- landline suspect {areaCode=21,suggestion=+862182345670}", "N042"
            )
        )
        #expect(NormalizerCases.shown(column, mention: 1) == ("- landline suspect", "N031"))
    }

    @Test("every field type has a normalizer of its name, and names are given once")
    func registersAll() {
        for type in FieldType.allCases {
            #expect(Normalizers.find(type.rawValue) != nil, "\(type)")
        }
        let names = Normalizers.specs.map(\.name)
        #expect(Set(names).count == names.count)
        let codes = NormalizeFindings.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(Set(NormalizeFindings.all.map(\.name)).count == codes.count)
        for spec in Normalizers.specs {
            #expect(!spec.findings.contains(.none), "\(spec.name)")
            #expect(spec.options.allSatisfy { !$0.summary.isEmpty })
        }
    }
}
