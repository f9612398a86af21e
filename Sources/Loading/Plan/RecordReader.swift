import CRM
import Records

/// Reads values of golden records.
struct RecordReader {
    let load: LoadEntity

    var table: EntityTable { load.records.table }

    /// The outcome that survived of a scalar field; nil when blank.
    @inline(__always)
    func outcome(_ record: Int, golden: Int) -> Pick? {
        let field = load.records.golden.fields[golden]
        let start = field.starts[record]
        return start == field.starts[record + 1] ? nil : field.picks[Int(start)]
    }

    /// The text of a field's surviving value, or empty.
    func text(_ record: Int, field: String) -> String {
        guard let golden = load.records.golden.fields.firstIndex(where: { $0.name == field }),
            let clean = table.columnIndex(field), let pick = outcome(record, golden: golden)
        else { return "" }
        let column = table.columns[clean]
        return column.values.string(column.outcomes[Int(pick.outcome)].value)
    }
}
