import Records
import TestSupport
import Testing

@testable import Matching

@Suite("model files")
struct ModelFileTests {
    private static let task = SampleCustomers(personCount: 400, seed: 41).task()

    private static func file(_ result: MatchResult) -> ModelFile {
        var file = ModelFile()
        file.add(result, entity: "contact")
        return file
    }

    private static func reading(_ text: String) -> Result<ModelFile, ModelFile.Problem> {
        do throws(ModelFile.Problem) {
            return .success(try ModelFile(parsing: Array(text.utf8)))
        } catch {
            return .failure(error)
        }
    }

    private static func problem(_ text: String) -> String {
        guard case .failure(let problem) = reading(text) else { return "none" }
        return "\(problem.path): \(problem.message)"
    }

    @Test("writing and reading gives the same model, and the same match without training")
    func roundTrip() throws {
        let trained = Matcher.match(Self.task, workers: .single)
        var file = Self.file(trained)
        file.add(trained, entity: "member")
        let again = try Self.reading(file.text).get()
        #expect(again == file)
        #expect(again.text == file.text)
        let model = try #require(again.model(of: "contact")).fitted(to: Self.task.fields)
        #expect(model.fields == trained.model.fields)
        #expect(model.prior == trained.model.prior)
        #expect(model.verdict == "given")
        var task = Self.task
        task.model = model
        let given = Matcher.match(task, workers: .single)
        #expect(given.clusters.clusterOf == trained.clusters.clusterOf)
        #expect(given.model.mergeThreshold == trained.model.mergeThreshold)
        #expect(given.model.verdict == "given")
    }

    @Test("edited shares and thresholds count")
    func edited() throws {
        let trained = Matcher.match(Self.task, workers: .single)
        var file = Self.file(trained)
        file.models[0].merge = 1
        let level = try #require(file.models[0].fields[1].levels.last)
        file.models[0].fields[1].levels[file.models[0].fields[1].levels.count - 1].match = 1e-6
        var task = Self.task
        task.model = try file.models[0].fitted(to: Self.task.fields)
        #expect(task.model?.fields[1].match.last == 1e-6)
        #expect(level.match > 0.1)
        let result = Matcher.match(task, workers: .single)
        #expect(result.clusters.count > trained.clusters.count)
    }

    @Test("levels are found by name, whatever their order")
    func order() throws {
        var file = Self.file(Matcher.match(Self.task, workers: .single))
        let model = try file.models[0].fitted(to: Self.task.fields)
        file.models[0].fields.reverse()
        for field in file.models[0].fields.indices { file.models[0].fields[field].levels.reverse() }
        #expect(try file.models[0].fitted(to: Self.task.fields) == model)
    }

    @Test("a model for other fields or levels is refused with what differs")
    func misfits() throws {
        let file = Self.file(Matcher.match(Self.task, workers: .single))
        func differences(_ change: (inout ModelFile.Model) -> Void) -> [String] {
            var model = file.models[0]
            change(&model)
            do throws(ModelFile.Model.Misfit) {
                _ = try model.fitted(to: Self.task.fields)
                return []
            } catch {
                return error.differences
            }
        }
        #expect(differences { _ in } == [])
        #expect(
            differences { $0.fields[0].name = "title" } == [
                "name: compared now, not in the model", "title: in the model, not compared now",
            ]
        )
        #expect(
            differences { $0.fields[1].levels[0].name = "none" } == [
                "phone: level `no common mobile` is not in the model",
                "phone: level `none` is in the model only",
            ]
        )
        #expect(
            differences { $0.fields[2].comparator = "code" }
                == ["email: comparator `code`, now `email_set`"]
        )
    }

    @Test("what is wrong in a file is said with its path")
    func problems() {
        let text = Self.file(Matcher.match(Self.task, workers: .single)).text
        func changed(_ from: String, _ to: String) -> String {
            guard let range = text.firstRange(of: from) else { return "no \(from)" }
            var edited = text
            edited.replaceSubrange(range, with: to)
            return Self.problem(edited)
        }
        #expect(
            changed("\"m\": 0", "\"m\": 2")
                .hasPrefix("entities.contact.fields[0].levels[0].m: expected a number from 0 to 1")
        )
        #expect(
            changed("\"related\":", "\"relatd\":")
                == "entities.contact.fields[0].levels[0].relatd: unknown key, did you mean `related`?"
        )
        #expect(
            changed("\"review\": 0.2", "\"review\": 0.99999")
                .hasPrefix("entities.contact.review: expected at most `merge`")
        )
        #expect(changed("\"prior\": 0", "\"prior\": null, \"x\": 0").contains("unknown key"))
        #expect(
            changed("\"sluice_match_models\": 1", "\"sluice_match_models\": 9")
                .hasPrefix("sluice_match_models: expected 1")
        )
        #expect(Self.problem("{\n \"entities\": 1") == "line 2, column 15: expected `,` or `}`")
        #expect(Self.problem("[]") == "the file: expected an object")
    }
}
