import Importing
import Normalizing
import Records

/// What the steps of a pipeline may know: the clock, the CRM's lists, the project's files and key.
enum StepContext {
    /// Names the variable with the key of the step `hash`.
    static let hashKeyVariable = "SLUICE_HASH_KEY"

    /// Stages read no files, so the tables that `lookup` names are read here.
    static func make(
        _ pipeline: Pipeline,
        options: RunOptions
    ) throws(OptionError) -> NormalizingContext {
        let steps = pipeline.entities.flatMap { entity in
            entity.clean.flatMap(\.steps) + entity.from.flatMap { $0.fields.flatMap(\.steps) }
        }
        return try make(steps, asOf: options.asOf, environment: options.environment)
    }

    /// The files of `lookup` steps stand under the paths that the steps give.
    static func make(
        _ steps: [Step],
        asOf: String,
        environment: [String: String]
    ) throws(OptionError) -> NormalizingContext {
        var context = NormalizingContext()
        context.asOf = asOf
        context.lookups = VocabularyLookups.all
        context.hashKey = Array((environment[hashKeyVariable] ?? "").utf8)
        for step in steps where step.name == "lookup" {
            guard let path = step.options?["file"]?.text, context.lookupFiles[path] == nil else {
                continue
            }
            context.lookupFiles[path] = try read(path)
        }
        return context
    }

    private static func read(_ path: String) throws(OptionError) -> LookupFile {
        do throws(ImportFailure) {
            return try DelimitedFile.table(path)
        } catch {
            throw OptionError("file", "can't read `\(path)`: \(error.message)")
        }
    }
}
