import CRM
import Records

/// 男 先生 M → 1, 女 女士 F → 2, 未知 → 0, 保密 → 9 (GB/T 2261.1).
///
/// Several words in one cell must agree: `1-男` and `性别：女（F）` say one thing, `男/女` says none.
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
        (
            0x31,
            [
                "1", "男", "男士", "男性", "先生", "m", "male", "mr", "man", "1.0", "♂", "01", "男生", "男孩",
                "男的", "boy", "gentleman", "帅哥", "男人", "男宝", "男子", "mister", "sir", "爸爸",
            ]
        ),
        (
            0x32,
            [
                "2", "女", "女士", "女性", "小姐", "太太", "夫人", "f", "female", "ms", "mrs", "miss", "woman",
                "2.0", "♀", "02", "女生", "女孩", "女的", "girl", "lady", "美女", "女人", "女宝", "女子", "madam",
                "妈妈",
            ]
        ),
        (
            0x30,
            [
                "0", "未知", "不详", "未知性别", "unknown", "0.0", "u", "00", "未知的性别", "性别未知", "不明", "不確定",
                "不确定", "未知性別", "不詳",
            ]
        ),
        (
            0x39,
            [
                "9", "保密", "未说明", "其他", "其它", "other", "09", "9.0", "未说明的性别", "未說明", "未填写", "未選擇",
                "未选择", "不愿透露", "不便透露", "notstated", "prefernottosay", "x",
            ]
        ),
    ]

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        let text = key.bytes
        var found: UInt8 = 0
        var start = 0
        for index in 0...text.count {
            if index < text.count, !Self.isMark(text[index]) { continue }
            if index > start {
                let word = text.span.extracting(start..<index)
                let code = Self.code(word)
                if code == 0, !Self.isLabel(word) || found != 0 { return refuse(cell, &column) }
                if code != 0, found != 0, code != found { return refuse(cell, &column) }
                if code != 0 { found = code }
            }
            start = index + 1
        }
        if found == 0 { return refuse(cell, &column) }
        let value = [found]
        column.emit(raw: cell, value: value.span)
    }

    private func refuse(_ cell: Span<UInt8>, _ column: inout CleanColumn) {
        column.emitRaw(cell, code: .noGender)
    }

    /// The digit that a word stands for; 0 when it is no gender.
    private static func code(_ word: Span<UInt8>) -> UInt8 {
        for (digit, list) in words {
            for known in list where word.equals(known) { return digit }
        }
        return 0
    }

    private static func isLabel(_ word: Span<UInt8>) -> Bool {
        word.equals("性别") || word.equals("性別") || word.equals("gender") || word.equals("sex")
    }

    /// A blank is gone already; a full stop belongs to `1.0`.
    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x2C, 0x2D, 0x2F, 0x3A, 0x3B, 0x5B, 0x5D, 0x7C: true
        default: false
        }
    }
}
