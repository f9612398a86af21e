import Matching
import Records
import Validating

/// Keys of what stands inside an entity: mapping, matching, rules, custom fields.
extension Vocabulary {
    static let fieldValue = Shape.shared(
        "field_value",
        .either([.text, .list(.text), .section(.value)])
    )

    static let mapping = Section(
        .mapping,
        "a table's mapping",
        [
            Key(
                "source_id",
                fieldValue,
                "the column with the source's own key"
            ),
            Key(
                "refs",
                .named(.table, .text),
                "old ids of other tables found in a column: certain matches"
            ),
            Key("set", .named(.field, .text), "constants by field"),
            Key("skip", .list(.section(.skip)), "rows to leave out, each with its reason"),
            Key("ignore", .texts, "columns that are left out on purpose"),
            Key("custom", .texts, "columns that are kept in the record's `custom`"),
            Key("parts", .section(.cellParts), "several records in the cells of one row"),
            Key(
                "fill_down",
                .either([.choice(["auto", "none"]), .list(.text)]),
                "which blanks take the value above"
            ),
        ],
        others: (.field, fieldValue)
    )

    static let value = Section(
        .value,
        "a field's value",
        [
            Key("column", .texts, "the column, or several of which the first non-blank counts"),
            Key("all", .texts, "columns whose values are all kept"),
            Key("steps", steps, "steps for this source only, before `clean:`"),
        ],
        exactlyOne: ["column", "all"]
    )

    static let cellParts = Section(
        .cellParts,
        "parts of cells",
        [
            Key(
                "split",
                .texts,
                isRequired: true,
                "mapped fields whose cells hold several records"
            ),
            Key("by", .texts, isRequired: true, "what separates them"),
        ]
    )

    static let skip = Section(
        .skip,
        "a row filter",
        [
            Key("where", .expression, isRequired: true, "which rows, by column"),
            Key("why", .text, isRequired: true, "the reason, for the report"),
        ]
    )

    static let nameLink = Section(
        .nameLink,
        "a link by name",
        [
            Key("name", .text, isRequired: true, "the column with the parent's name"),
            Key("min", .probability, "the least probability of the match; 0.9 when left out"),
        ]
    )

    static let match = Section(
        .match,
        "a match block",
        [
            Key("same_if", .keys, "fields that make a pair certain when equal"),
            Key("never_if", .keys, "fields that forbid a pair when both are filled and differ"),
            Key("merge", .threshold, "merge from that probability on"),
            Key("review", .threshold, "queue pairs for people from that probability on"),
            Key("block", .keys, "declared blocking keys; found when left out"),
            Key("max_pairs", .integer, "the most pairs that a declared block may make"),
            Key("max_per_source", .integer, "the most mentions of one source in a cluster"),
            Key("survive", .section(.survive), "which value of a field a merged record keeps"),
            Key("decisions", .path, "people's answers, replayed on every run"),
        ]
    )

    static let survivorships = [
        "latest", "most_complete", "longest", "majority", "validated", "all",
    ]

    static let survivorship = Shape.shared(
        "survivorship",
        .either([.choice(survivorships), .section(.preference)])
    )

    static let survive = Section(
        .survive,
        "survivorship",
        [
            Key(
                "default",
                survivorship,
                "for all fields that are not listed"
            )
        ],
        others: (.field, survivorship)
    )

    static let preference = Section(
        .preference,
        "a preference",
        [Key("prefer", .texts, isRequired: true, "sources; the first that has a value")]
    )

    static let conditions = [
        "required", "any_of", "valid", "complete", "unique", "exists", "newer_than", "in",
        "matches", "range",
    ]

    static let rule = Section(
        .rule,
        "a rule",
        [
            Key("id", .text, isRequired: true, "the rule's name in history, baselines and reports"),
            Key("required", .text, "the field is filled and valid"),
            Key("any_of", .texts, "one of the fields is filled and valid"),
            Key("valid", .text, "the field, when filled, is valid by its type"),
            Key("complete", .section(.complete), "so many of the fields are filled and valid"),
            Key("unique", .text, "no other record has the same value"),
            Key("exists", .text, "a parent of that entity is linked"),
            Key("newer_than", .named(.field, .age), "the date is not older than that"),
            Key("in", .named(.field, .texts), "the field holds one of the values"),
            Key("matches", .named(.field, .text), "the field matches the pattern as a whole"),
            Key("range", .named(.field, .section(.range)), "the field lies between"),
            Key(
                "else",
                .choice(RuleSpec.RowAction.allCases.map(\.rawValue)),
                "what happens to a record that breaks it; `keep` when left out"
            ),
            Key("warn", .limit, "warn above that share (`5%`) or number (`10`) of records"),
            Key("fail", .limit, "fail above that share or number; nothing is published"),
            Key("by", .text, "judge each group of this field by itself"),
            Key("where", .expression, "only records for which this holds"),
            Key("why", .text, "why the rule matters, for the report"),
        ],
        exactlyOne: conditions
    )

    static let complete = Section(
        .complete,
        "a completeness",
        [
            Key("fields", .texts, isRequired: true, "the fields that are asked for"),
            Key("at_least", .percent, isRequired: true, "the least share of them"),
        ]
    )

    static let range = Section(
        .range,
        "a range",
        [
            Key("min", .text, "the least value, included"),
            Key("max", .text, "the largest value, included"),
        ]
    )

    static let customField = Section(
        .customField,
        "a custom field",
        [
            Key("type", .choice(CustomFields.types), isRequired: true, "what the field holds"),
            Key("label", .text, "its name in reports"),
        ]
    )
}
