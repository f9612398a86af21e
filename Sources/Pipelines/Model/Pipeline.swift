import CRM
import Matching
import Records
import Validating

/// A pipeline file after parsing, substitution and lint: typed, with its marks, nothing resolved on disk.
package struct Pipeline: Sendable {
    package var path: String
    package var name: String
    package var sources: [SourceSpec] = []
    package var entities: [EntitySpec] = []
    package var gates: [GateSpec] = []
    package var target: TargetSpec?
    package var reports: [ReportSpec] = []
    package var baseline: BaselineSpec?
    /// The names of the `tests:`; they are parsed and linted.
    package var tests: [String] = []
    package var testCases: [PipelineTest] = []
    /// The CRM model with the custom entities and fields that the pipeline declares.
    package var model: CRMModel
    /// The text of the pipeline and its parts after substitution: what `pipeline_hash` is made of.
    package var canonicalText = ""
    /// The pipeline's and its parts' files with their text, for the lines beside carets.
    package var texts: [(file: String, text: String)] = []

    package init(path: String, name: String, model: CRMModel) {
        self.path = path
        self.name = name
        self.model = model
    }
}

/// A source is a system: one file, folder or database.
package struct SourceSpec: Sendable {
    package enum OnBroken: String, Sendable, CaseIterable { case reject, keep }

    package var name: String
    /// The importer's name, such as `xlsx` or `crm`.
    package var format: String
    /// Resolved against the pipeline's folder.
    package var path: String
    package var options: OptionValue = .map([])
    package var onBroken: OnBroken = .reject
    package var location: Diagnostic.Location

    package init(name: String, format: String, path: String, location: Diagnostic.Location) {
        self.name = name
        self.format = format
        self.path = path
        self.location = location
    }
}

/// What the pipeline says about one entity; only what differs from the model's defaults.
package struct EntitySpec: Sendable {
    package var name: String
    /// `key: [source, source_id]`; empty when the pipeline says nothing.
    package var key: [String] = []
    /// Empty when only rules, cleaning or matching were given, by a shared part for example.
    package var from: [TableMapping] = []
    package var clean: [(field: String, steps: [Step])] = []
    package var links: [LinkSpec] = []
    package var match: MatchSpec?
    package var rules: [RuleSpec] = []
    package var location: Diagnostic.Location

    package init(name: String, location: Diagnostic.Location) {
        self.name = name
        self.location = location
    }
}

/// How the rows of one table become mentions of an entity.
package struct TableMapping: Sendable {
    package enum Mode: Sendable {
        /// Fields are listed.
        case listed
        /// `auto`: by the header synonyms.
        case auto
        /// `same`: the columns already are fields (a crm.db).
        case same
    }

    package enum FillDown: Sendable, Equatable {
        case auto, none
        case columns([String])
    }

    package var source: String
    /// nil: the source's only table (or, with `same`, the entity's own).
    package var table: String?
    /// 1-based position in the `from:` list of that table.
    package var part = 1
    package var mode: Mode = .listed
    package var fields: [FieldMapping] = []
    package var refs: [RefSpec] = []
    package var constants: [(field: String, value: String)] = []
    package var skip: [(filter: Expression, why: String)] = []
    package var ignored: [String] = []
    package var custom: [String] = []
    /// `parts: {split: [full_name, mobile], by: ["/", "、"]}`: several records in one row's cells.
    package var splitFields: [String] = []
    package var splitSeparators: [String] = []
    package var fillDown: FillDown = .auto
    /// Of a part: a table or column that the source doesn't have is left out.
    package var isOptional = false
    /// Where columns are named beside `fields`: in `skip`, `ignore`, `custom`, `fill_down`.
    package var columnPlaces: [String: Diagnostic.Location] = [:]
    package var location: Diagnostic.Location

    package init(source: String, table: String?, location: Diagnostic.Location) {
        self.source = source
        self.table = table
        self.location = location
    }

    /// `source` or `source.table`.
    package var key: String { table.map { "\(source).\($0)" } ?? source }
}

/// Target field: one column, the first non-blank of several, or all of several.
package struct FieldMapping: Sendable {
    /// The field's name; `source_id` is the mention's key in its source.
    package var field: String
    /// `shipping` in `address@shipping`.
    package var kind: String?
    package var columns: [String]
    package var keepsAll = false
    package var steps: [Step] = []
    package var location: Diagnostic.Location

    package init(field: String, columns: [String], location: Diagnostic.Location) {
        self.field = field
        self.columns = columns
        self.location = location
    }
}

/// `refs: {legacy.t_customer: 旧系统编号}`: an old id found in another file, a must-link.
package struct RefSpec: Sendable {
    package var source: String
    package var table: String?
    package var column: String
    package var location: Diagnostic.Location

    package init(source: String, table: String?, column: String, location: Diagnostic.Location) {
        self.source = source
        self.table = table
        self.column = column
        self.location = location
    }
}

/// How the rows of one table name their parent.
package struct LinkSpec: Sendable {
    package enum Way: Sendable {
        /// The parent is mapped from the same row.
        case sameRow
        /// `{t_customer: customer_id}`: a table of the same source and the column with its id.
        case key(table: String, column: String)
        /// `{name: 公司, min: 0.9}`: by name; `min` is a match probability.
        case name(column: String, min: Double)
    }

    /// `account`, `owner`, `primary_contact`.
    package var link: String
    package var source: String
    package var table: String?
    package var way: Way
    package var location: Diagnostic.Location

    package init(
        link: String,
        source: String,
        table: String?,
        way: Way,
        location: Diagnostic.Location
    ) {
        self.link = link
        self.source = source
        self.table = table
        self.way = way
        self.location = location
    }
}

package struct TargetSpec: Sendable {
    package enum Write: String, Sendable, CaseIterable {
        case create, createOrUpdate = "create_or_update", updateOnly = "update_only"
    }

    package enum Blanks: String, Sendable, CaseIterable { case keep, clear }

    /// Resolved against the pipeline's folder.
    package var database: String
    package var staging: String?
    package var write: Write = .createOrUpdate
    package var blanks: Blanks = .keep
    package var location: Diagnostic.Location

    package init(database: String, location: Diagnostic.Location) {
        self.database = database
        self.location = location
    }
}

/// `json: out/report.json`; the folder of `rejects:` ends in `/`.
package struct ReportSpec: Sendable {
    package var format: String
    package var path: String

    package init(format: String, path: String) {
        self.format = format
        self.path = path
    }
}
