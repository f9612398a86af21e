import Records
import Validating

/// All keys of pipeline files, once: lint, the JSON Schema and the docs read this table.
package enum Vocabulary {
    package static let sections: [Section] = [
        pipeline, part, entity, mapping, value, cellParts, skip, nameLink, match, survive,
        preference, rule, complete, range, customField, gate, target, baseline, test,
    ]

    package static func section(_ name: Section.Name) -> Section {
        sections.first { $0.name == name } ?? pipeline
    }

    private static let version = Key(
        "version",
        .choice(["1"]),
        isRequired: true,
        "the version of this file's language"
    )

    /// Shapes that the JSON Schema defines once.
    static let shared = [steps, linkWay, fieldValue, survivorship]

    static let steps = Shape.shared("steps", .oneOrMore(.step))

    static let linkWay = Shape.shared(
        "link_way",
        .either([.choice(["same_row"]), .section(.nameLink), .named(.table, .text)])
    )

    static let pipeline = Section(
        .pipeline,
        "a pipeline",
        [
            version,
            Key("name", .text, "the pipeline's name in reports; the file's name when left out"),
            Key("use", .list(.path), "parts whose rules, clean and match blocks are shared"),
            Key("vars", .named(.variable, .text), "texts for `${name}`; `--set` overrides them"),
            Key(
                "sources",
                .named(.source, .source),
                isRequired: true,
                "the systems that data comes from: one file, folder or database each"
            ),
            Key(
                "entities",
                .named(.entity, .section(.entity)),
                "what is made of the sources' tables; a part may say it"
            ),
            Key("gates", .named(.gate, .section(.gate)), "thresholds on the run as a whole"),
            Key(
                "target",
                .section(.target),
                "the database to write; without one nothing is written"
            ),
            Key("baseline", .section(.baseline), "offenders that are known and accepted"),
            Key("reports", .named(.report, .path), "reports to write, by format"),
            Key("tests", .list(.section(.test)), "rows given and records expected, run offline"),
        ]
    )

    static let part = Section(
        .part,
        "a part",
        [
            version,
            Key("use", .list(.path), "further parts"),
            Key(
                "entities",
                .named(.entity, .section(.entity)),
                "tables of a source system by entity; those that a source lacks are left out"
            ),
            Key(
                "rules",
                .named(.entity, .list(.section(.rule))),
                "rules by entity"
            ),
            Key(
                "clean",
                .named(.entity, .named(.field, steps)),
                "cleaning steps by entity and field"
            ),
            Key(
                "match",
                .named(.entity, .either([.choice(["none"]), .section(.match)])),
                "matching by entity"
            ),
        ]
    )

    static let entity = Section(
        .entity,
        "an entity",
        [
            Key("key", .texts, "what identifies a mention; `[source, source_id]` when left out"),
            Key(
                "from",
                .named(
                    .table,
                    .either([
                        .choice(["auto", "same"]), .list(.section(.mapping)), .section(.mapping),
                    ])
                ),
                "the tables it is made of, each with target field: column"
            ),
            Key(
                "clean",
                .named(.field, steps),
                "steps that take the place of those that the field's type brings"
            ),
            Key(
                "link",
                .named(
                    .link,
                    .named(
                        .table,
                        linkWay
                    )
                ),
                "how the rows of each table name their parent"
            ),
            Key(
                "match",
                .either([.choice(["none"]), .section(.match)]),
                "which mentions are the same record"
            ),
            Key("rules", .list(.section(.rule)), "conditions that each record must meet"),
            Key(
                "fields",
                .named(
                    .customField,
                    .either([.choice(CustomFields.types), .section(.customField)])
                ),
                "fields that the CRM model lacks, with their types"
            ),
        ]
    )

    static let gate = Section(
        .gate,
        "a gate",
        [
            Key("min", .limit, "the least share or number"),
            Key("max", .limit, "the largest share or number"),
            Key("change", .limit, "the largest change against the last published run"),
            Key("warn", .limit, "warn above that share (`5%`) or number (`10`)"),
            Key("fail", .limit, "fail above that share or number; nothing is published"),
            Key("by", .text, "judge each group of this field by itself"),
        ]
    )

    static let target = Section(
        .target,
        "a target",
        [
            Key("database", .path, isRequired: true, "the SQLite file of the clean CRM"),
            Key(
                "write",
                .choice(TargetSpec.Write.allCases.map(\.rawValue)),
                "whether records may be created, updated or both; both when left out"
            ),
            Key(
                "blanks",
                .choice(TargetSpec.Blanks.allCases.map(\.rawValue)),
                "`keep`: a blank never erases; `clear`: it does"
            ),
            Key("staging", .path, "the staging database; beside the target when left out"),
        ]
    )

    static let baseline = Section(
        .baseline,
        "a baseline",
        [
            Key("file", .path, isRequired: true, "the list of known offenders"),
            Key("fail_on", .choice(["new", "all"]), "`new`: known offenders are listed only"),
        ]
    )

    static let test = Section(
        .test,
        "a test",
        [
            Key("name", .text, isRequired: true, "what the test shows"),
            Key(
                "given",
                .named(.table, .list(.named(.column, .text))),
                isRequired: true,
                "rows by table, as the importer would read them"
            ),
            Key(
                "expect",
                .named(.entity, .list(.named(.field, .texts))),
                isRequired: true,
                "the records that must come out, by entity"
            ),
        ]
    )
}
