import Records
import Testing

@testable import Reporting

@Suite("Registry of reporters")
struct RegistryTests {
    @Test("every reporter has a summary and an example of its own name, and renders")
    func specs() throws {
        #expect(Reporters.all.map(\.name) == ["json", "junit", "markdown", "text"])
        for spec in Reporters.all {
            #expect(spec.summary.first?.isUppercase == false && spec.summary.last != ".")
            #expect(spec.example.hasPrefix("\(spec.name): "))
            let text = Reporters.render(RunReport(), as: spec.name, options: RenderOptions())
            #expect(try #require(text).hasSuffix("\n"))
        }
        #expect(Reporters.render(RunReport(), as: "html", options: RenderOptions()) == nil)
    }
}
