import Records

/// The texts of enums as columns hold them, made once and not by reflection for every row.
enum StoredNames {
    private static let kinds = ValueKind.allCases.map { "\($0)" }
    private static let validities = [Validity.valid, .suspect, .invalid].map { "\($0)" }
    private static let buckets = Bucket.allCases.map(\.name)

    static func of(_ kind: ValueKind) -> String { kinds[Int(kind.rawValue)] }

    static func of(_ validity: Validity) -> String { validities[Int(validity.rawValue)] }

    static func of(_ bucket: Bucket) -> String { buckets[Int(bucket.rawValue)] }
}
