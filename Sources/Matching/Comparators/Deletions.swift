import Records

/// Keys under which two texts that differ in one character meet: the text with each character left
/// out.
enum Deletions {
    static let longest = 16

    /// Appends a key per position for texts of `least`…16 scalars; the place of the gap is part of
    /// it.
    static func append(_ scalars: ArraySlice<UInt32>, least: Int, to keys: inout [UInt64]) {
        guard scalars.count >= least, scalars.count <= longest else { return }
        for gap in scalars.indices {
            var hash = UInt64(gap - scalars.startIndex) << 8 | UInt64(scalars.count)
            for index in scalars.indices where index != gap {
                hash = Hash64.combine(hash, UInt64(scalars[index]))
            }
            keys.append(hash)
        }
    }
}
