import CRM
import Records

/// 男 先生 M → 1, 女 女士 F → 2, 未知 → 0, 保密 → 9 (GB/T 2261.1).
package struct Gender: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "gender",
        stage: .normalizing,
        summary: "gender by GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated",
        findings: [.noGender],
        example: "gender"
    )

    private var key = WordKey()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Gender.spec)
    }

    private static let words: [(UInt8, [StaticString])] = [
        (0x31, ["1", "男", "男士", "男性", "先生", "m", "male", "mr", "man", "1.0", "♂"]),
        (
            0x32,
            [
                "2", "女", "女士", "女性", "小姐", "太太", "夫人", "f", "female", "ms", "mrs", "miss", "woman",
                "2.0",
                "♀",
            ]
        ),
        (0x30, ["0", "未知", "不详", "未知性别", "unknown", "0.0", "u"]),
        (0x39, ["9", "保密", "未说明", "其他", "其它", "other"]),
    ]

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        for (digit, words) in Gender.words where key.isOne(of: words) {
            let value = [digit]
            column.emit(raw: cell, value: value.span)
            return
        }
        column.emitRaw(cell, code: .noGender)
    }
}
