import Foundation
import Records
import Reporting
import TestSupport
import Testing

@testable import Pipelines

/// Whole runs over files with numbers of ID cards and bank cards, born 1903, all invented.
@Suite("Sensitive numbers in runs")
struct SensitiveNumberRunTests {
    static let header = "客户名称,电话,身份证号,备注,银行账号,证件,登记,备用"
    static let rows = [
        "苏州云澈化工有限公司,13400000001,11010519030708007X,客户身份证：11010519030708007X，已核对,"
            + "6222000000123456786,11010519030708007x,登记 110105 19030708 007X,6222 0000 0012 3456 786",
        "王伟 11010519030708007X,6222000000123456786,1101051903O708007X,身份证１１０１０５１９０３０７０８００７Ｘ,"
            + "6222 0000 0012 3456 786,证件：110105190307080 07X,卡号6222-0000-0012-3456-786,无",
        ",13400000003,11010519030708007X,卡号 6222000000123456786 王伟,6222000000123456786,"
            + "11010519030708007X,11010519030708007X,6222000000123456786",
    ]
    /// What the middle of the numbers looks like in each way of writing them.
    static let secrets = [
        "19030708", "1903O708", "１９０３０７０８", "190307080 07", "22000000123", "0000 0012", "0000-0012",
    ]

    private struct Output {
        /// By the file's name in the output folder.
        var files: [String: Data] = [:]
        var outcome: RunOutcome
        var preview: String

        func files(holding text: String) -> [String] {
            files.filter { $0.value.range(of: Data(text.utf8)) != nil }.keys.sorted()
        }
    }

    private static func run(clean: String) throws -> Output {
        let folder = try GuessTests.Folder()
        _ = try folder.write("book.csv", ([header] + rows).joined(separator: "\n") + "\n")
        let pipeline = """
            version: 1
            sources: {book: {csv: book.csv}}
            entities:
              account:
                fields: {id_no: text, bank_no: text, spare_no: code}
                from:
                  book:
                    name: 客户名称
                    phone: 电话
                    id_no: 身份证号
                    description: 备注
                    bank_no: 银行账号
                    spare_no: 备用
                    custom: [证件]
                clean: \(clean)
                rules: [{id: A01-name, required: name, else: reject}]
            target: {database: out/crm.db}
            reports: {rejects: out/rejects/}
            """
        var options = RunOptions(pipelinePath: try folder.write("p.yaml", pipeline))
        options.root = folder.url.path
        options.asOf = "2026-11-22"
        let preview = PreviewText(Runner(options).preview(PreviewOptions()), showsValues: false)
        var output = Output(outcome: Runner(options).execute(.run), preview: preview.text)
        let out = folder.url.appendingPathComponent("out")
        let names = try FileManager.default.subpathsOfDirectory(atPath: out.path)
        for name in names {
            let url = out.appendingPathComponent(name)
            guard let data = try? Data(contentsOf: url) else { continue }
            output.files[name] = data
        }
        let report = try #require(output.outcome.report)
        for format in ["json", "text", "markdown"] {
            var rendering = RenderOptions()
            rendering.showsValues = true
            let text = try #require(Reporters.render(report, as: format, options: rendering))
            output.files["report.\(format)"] = Data(text.utf8)
        }
        return output
    }

    @Test("no file that a run writes holds a number's digits")
    func leaksNothing() throws {
        let output = try Self.run(clean: "{id_no: [{id_number: masked}], bank_no: [bank_card]}")
        #expect(output.outcome.exitCode == 0)
        let names = Set(output.files.keys)
        #expect(names.isSuperset(of: ["crm.db", "crm.staging.db", "rejects/book.rejects.csv"]))
        for secret in Self.secrets {
            #expect(output.files(holding: secret) == [], "\(secret)")
            #expect(!output.preview.contains(secret), "\(secret)")
        }
        #expect(output.files(holding: "110105********007X").count >= 2)
        #expect(output.files(holding: "登记 110105 ******** 007X") == ["crm.staging.db"])
    }

    @Test("without any step for them they are masked all the same")
    func standard() throws {
        let output = try Self.run(clean: "{}")
        for secret in Self.secrets where secret != "1903O708" {
            #expect(output.files(holding: secret) == [], "\(secret)")
        }
        #expect(!output.files(holding: "***************6786").isEmpty)
    }

    @Test("with keep: all they stand in the database and in the staged rows")
    func keepsAll() throws {
        let keep = "[{text: {keep: all}}]"
        let output = try Self.run(
            clean:
                "{id_no: \(keep), description: \(keep), bank_no: \(keep), spare_no: [{code: all}]}"
        )
        #expect(output.outcome.exitCode == 0)
        let all = output.files(holding: "客户身份证：11010519030708007X")
        #expect(all.contains("crm.db") && all.contains("crm.staging.db"))
        #expect(output.files(holding: "6222000000123456786").contains("rejects/book.rejects.csv"))
        #expect(output.files(holding: "6222 0000 0012 3456 786").contains("crm.db"))
        // Columns that nothing keeps are masked as ever.
        #expect(output.files(holding: "登记 110105 ******** 007X") == ["crm.staging.db"])
    }

    @Test("columns of such numbers are proposed to be left out")
    func guess() throws {
        let folder = try GuessTests.Folder()
        let rows = (1...6).map { index -> [String] in
            let head = "40000000000000\(index)"
            let check = (0...9).first { CheckDigitsTwin.isLuhn(head + "\($0)") } ?? 0
            let people = GuessTests.people[index - 1]
            let id = ["11010519030708007X", "110105190307080088"][index % 2]
            return [
                "苏州云澈\(index)化工有限公司", people, "1340000000\(index)", id, head + "\(check)",
                "备注\(index)",
            ]
        }
        let path = try folder.write(
            "book.csv",
            GuessTests.csv(["客户名称", "联系人", "手机", "凭据", "划款", "其他事项"], rows)
        )
        let text = try folder.guess([path]).text
        let ignored = text.split(separator: "ignore:").dropFirst().joined()
        #expect(ignored.contains("凭据") && ignored.contains("划款"), "\(text)")
    }
}

/// Luhn's formula, digit by digit.
private enum CheckDigitsTwin {
    static func isLuhn(_ digits: String) -> Bool {
        let values = digits.reversed().compactMap(\.wholeNumberValue)
        let sum = values.enumerated().reduce(0) { sum, item in
            let digit = item.offset % 2 == 0 ? item.element : item.element * 2
            return sum + (digit > 9 ? digit - 9 : digit)
        }
        return sum % 10 == 0
    }
}
