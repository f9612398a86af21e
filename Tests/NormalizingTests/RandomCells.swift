import TestSupport

/// Cells that nobody would type, and some that somebody would, seeded.
struct RandomCells {
    enum Kind: CaseIterable {
        /// Any bytes, mostly no UTF-8.
        case bytes
        /// Any scalars, all planes, with those that texts are made of more often.
        case scalars
        /// What cells are made of, put together at random, with a stray byte now and then.
        case pieces
    }

    static let pieces = [
        "138", "00", "+86", "010", "-", " ", "/", "、", "(", ")", "（", "转", "分机", "*", "x", "#",
        "@", ".", "。", "qq.com", "年", "月", "日", "2023", "13", "万", "亿", "¥", "约", "%", "E+1",
        "张三", "有限公司", "O", "l", "，", "\n", "\u{1F}", "\u{200B}", "\u{202E}", "１２", "是", "无", "N/A",
        "十", "廿", "民国", "：", "'", "\"", "=", "Jan", "PM", "Z", "T", "8", "88888888", "欧阳", "先生",
        "广东省", "深圳", "南山区", "分公司", "集团", "Co., Ltd.", "Zhang", "van der", "・", "路18号",
        "91110000600037341L", "www.", "http://", "wxid_", "周", "楼", "ㄅ", "가", "あ", "カ", "\u{301}",
    ]

    /// First and last scalar of what texts are made of.
    private static let ranges: [(UInt32, UInt32)] = [
        (0x20, 0x7E), (0x00, 0x1F), (0x80, 0x2FF), (0x2000, 0x206F), (0x3000, 0x30FF),
        (0x4E00, 0x9FFF), (0xFF00, 0xFFEF), (0x1F300, 0x1FAFF), (0xE000, 0xF8FF), (0, 0x10FFFF),
    ]

    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func next(_ kind: Kind) -> [UInt8] {
        var cell: [UInt8] = []
        for _ in 0..<(random.next() % 12 + 1) {
            switch kind {
            case .bytes: cell.append(UInt8(truncatingIfNeeded: random.next()))
            case .scalars: cell.append(contentsOf: String(scalar()).utf8)
            case .pieces where random.next() % 16 == 0:
                cell.append(UInt8(truncatingIfNeeded: random.next()))
            case .pieces:
                let index = Int(random.next() % UInt64(Self.pieces.count))
                cell.append(contentsOf: Self.pieces[index].utf8)
            }
        }
        return cell
    }

    private mutating func scalar() -> Character {
        let range = Self.ranges[Int(random.next() % UInt64(Self.ranges.count))]
        let value = range.0 + UInt32(random.next() % UInt64(range.1 - range.0 + 1))
        return Character(UnicodeScalar(value) ?? "\u{FFFD}")
    }
}
