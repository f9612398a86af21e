import CRM
import Records

/// What becomes of one entity's records, decided before anything is written.
struct EntityPlan {
    enum Fate: Equatable { case load, rejected, review }

    let entity: Entity
    /// Position in `LoadSet.entities`.
    let index: Int
    /// By record; 0 when it isn't loaded.
    var ids: [Int64]
    var codeNumbers: [Int]
    var fates: [Fate]
    var isNew: [Bool]
    /// By record, only where something was cleared.
    var cleared: [Int: [String]] = [:]
    /// By record: contacts that are their account's first.
    var isPrimary: [Bool] = []
    var pairs: [CandidatePair] = []

    init(entity: Entity, index: Int, count: Int) {
        self.entity = entity
        self.index = index
        ids = [Int64](repeating: 0, count: count)
        codeNumbers = [Int](repeating: 0, count: count)
        fates = [Fate](repeating: .load, count: count)
        isNew = [Bool](repeating: true, count: count)
    }

    /// `A-000001`.
    func code(_ record: Int) -> String {
        guard entity.codeColumn != nil else { return String(ids[record]) }
        let digits = String(codeNumbers[record])
        let zeros = String(repeating: "0", count: max(0, 6 - digits.count))
        return "\(entity.codePrefix)-\(zeros)\(digits)"
    }

    /// Appends the code.
    func code(_ record: Int, into bytes: inout [UInt8]) {
        bytes.append(contentsOf: entity.codePrefix.utf8)
        bytes.append(0x2D)
        var divisor = 100_000
        while codeNumbers[record] / divisor > 9 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(0x30 + codeNumbers[record] / divisor % 10))
            divisor /= 10
        }
    }
}
