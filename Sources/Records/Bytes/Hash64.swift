/// A 64-bit hash of byte strings after wyhash (Wang Yi, 2019): multiply 64 by 64 bits and fold.
///
/// It has no per-process seed: the same bytes give the same hash in every run and on every
/// machine, so ids, blocks and synthesised keys are repeatable. It isn't cryptographic.
package enum Hash64 {
    @inlinable package static func of(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        let count = bytes.count
        var hash = seed ^ 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset &+ 8 <= count {
            hash = mix(hash ^ word(bytes, at: offset), 0xA076_1D64_78BD_642F)
            offset &+= 8
        }
        let tail = word(bytes, at: offset, count: count &- offset)
        hash = mix(hash ^ tail, 0xE703_7ED1_A0B4_28DB)
        return mix(hash ^ UInt64(count), 0x8EBC_6AF0_9C88_C6E3)
    }

    /// Folds one more hash into a running one; the order matters.
    @inlinable package static func combine(_ a: UInt64, _ b: UInt64) -> UInt64 {
        mix(a ^ 0xE703_7ED1_A0B4_28DB, b ^ 0xA076_1D64_78BD_642F)
    }

    @inlinable package static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// The eight bytes at `offset`, which must be there, the first one lowest.
    @inlinable package static func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset &+ 8 <= bytes.count)
        let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return UInt64(littleEndian: word)
    }

    /// Up to eight bytes at `offset`, the first one lowest.
    @inlinable package static func word(_ bytes: Span<UInt8>, at offset: Int, count: Int) -> UInt64
    {
        if count >= 4 {
            // Two halves that may overlap: where they do, both have the same bits.
            let low = half(bytes, at: offset)
            let high = half(bytes, at: offset &+ count &- 4)
            return low | high << UInt64((count &- 4) &* 8)
        }
        if count == 0 { return 0 }
        let middle = count >> 1
        let last = count &- 1
        return UInt64(bytes[offset]) | UInt64(bytes[offset &+ middle]) << UInt64(middle &* 8)
            | UInt64(bytes[offset &+ last]) << UInt64(last &* 8)
    }

    /// The four bytes at `offset`, the first one lowest.
    @inlinable package static func half(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset &+ 4 <= bytes.count)
        let half = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return UInt64(UInt32(littleEndian: half))
    }
}
