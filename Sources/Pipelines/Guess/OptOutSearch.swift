import Normalizing
import Records

/// Whether free text holds requests not to be called.
enum OptOutSearch {
    static func occurs(in column: ColumnValues) -> Bool {
        var raw = ValueTable()
        for id in column.sample(4_000) { _ = raw.intern(column.values[id]) }
        var cleaned = CleanColumn(field: "", raw: raw, cells: IDRuns())
        do throws(OptionError) {
            try Cleaner.clean(
                &cleaned,
                type: .optOut,
                steps: nil,
                context: NormalizingContext(),
                workers: .single
            )
        } catch {
            return false
        }
        return cleaned.outcomes.contains { value in
            // A bare 1 or 是 in a remark is no request.
            value.value != 0 && cleaned.values.byteCount(value.raw) > 5
        }
    }
}
