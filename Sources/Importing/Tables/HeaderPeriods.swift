/// Periods as names of columns: 2021 2022, 2023-01 2023-02, Q1 2023, 1 2 3 … 31.
enum HeaderPeriods {
    static func areIn(_ texts: [String], _ shapes: [CellShape]) -> Bool {
        guard Set(texts).count == texts.count else { return false }
        let numbers = texts.compactMap { Int($0) }
        if numbers.count == texts.count { return isSequence(numbers) }
        guard zip(texts, shapes).allSatisfy({ isPeriod($0, $1) }) else { return false }
        // Dates stand in data too, but there they seldom ascend all along a row.
        let pairs = zip(texts, texts.dropFirst())
        let isAscending = pairs.allSatisfy { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        return shapes.contains(.date) ? isAscending : true
    }

    /// Years, months as 202301, or days, one after the other.
    private static func isSequence(_ numbers: [Int]) -> Bool {
        let steps = Set(zip(numbers, numbers.dropFirst()).map { $1 - $0 })
        let isEven = steps.count == 1 && (steps.contains(1) || steps.contains(-1))
        let isYear = { (number: Int) in number >= 1900 && number <= 2100 }
        if numbers.allSatisfy(isYear) { return isEven }
        if numbers.allSatisfy({ $0 >= 1 && $0 <= 31 }) { return isEven && numbers.count >= 3 }
        return numbers.allSatisfy { isYear($0 / 100) && $0 % 100 >= 1 && $0 % 100 <= 12 }
    }

    private static func isPeriod(_ text: String, _ shape: CellShape) -> Bool {
        if shape == .date { return true }
        if shape == .email || shape == .phone { return false }
        let scalars = text.unicodeScalars
        let letters = scalars.filter { $0.properties.isAlphabetic }
        let mark = letters.first.map { "QHFYWMTqhfywmt年月季周".unicodeScalars.contains($0) } ?? false
        if mark && letters.count <= 2 { return true }
        let parts = text.split { $0 == "-" || $0 == "/" || $0 == "." || $0 == "年" || $0 == "月" }
            .compactMap { Int($0) }
        guard parts.count >= 1, parts.count <= 2 else { return false }
        return parts[0] >= 1900 && parts[0] <= 2100 && (parts.count == 1 || parts[1] <= 12)
    }
}
