import Records

extension CleaningPlan {
    /// The plan after its normalizer has seen all distinct cells of the column.
    package func prepared(for raw: borrowing ValueTable) -> CleaningPlan {
        var plan = self
        plan.normalizer.prepare(raw)
        return plan
    }

    /// Cleans distinct cells one by one, without looking at the others.
    package func clean(_ raw: ValueTable, cells: IDRuns) -> CleanColumn {
        var column = CleanColumn(field: "", raw: raw, cells: cells)
        var cleaner = CellCleaner(self)
        cleaner.clean(raw, ids: 1..<raw.count, into: &column)
        return column
    }
}
