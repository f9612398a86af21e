import Foundation
import Matching
import Records

/// The models of `--use-model`.
struct GivenModels: Sendable {
    let path: String
    let file: ModelFile

    init(path: String) throws(Diagnostic) {
        self.path = path
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Diagnostic(RunFindings.modelFile, "can't read `\(path)`")
        }
        do throws(ModelFile.Problem) {
            file = try ModelFile(parsing: Array(bytes))
        } catch {
            throw Diagnostic(RunFindings.modelFile, "`\(path)`: \(error.path): \(error.message)")
        }
    }

    /// Sets the entity's model and thresholds; what doesn't fit ends the run.
    func put(into task: inout MatchTask, entity: String, _ diagnostics: inout [Diagnostic]) {
        guard let model = file.model(of: entity) else {
            let known = file.models.map { "`\($0.entity)`" }.joined(separator: ", ")
            let message = "`\(path)` has no model of `\(entity)`; it has \(known)"
            diagnostics.append(Diagnostic(RunFindings.modelFile, message))
            return
        }
        do throws(ModelFile.Model.Misfit) {
            task.model = try model.fitted(to: task.fields)
            // The file's thresholds count, whatever the pipeline says.
            task.spec.merge = .probability(model.merge)
            task.spec.review = .probability(model.review)
        } catch {
            var diagnostic = Diagnostic(
                RunFindings.modelFile,
                "`\(path)`: the model of `\(entity)` is not for what is compared now"
            )
            diagnostic.notes = error.differences
            diagnostics.append(diagnostic)
        }
    }
}
