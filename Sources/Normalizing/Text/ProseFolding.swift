import Records

/// The field-specific table of prose: what means the same is written the same, and nothing else.
///
/// Letters and digits become half width; punctuation keeps the width that a Chinese sentence gives
/// it. All blanks become a plain one, all line ends LF, radicals copied from PDFs (⽅ U+2F45) the
/// characters that they show (方). Unicode's compatibility forms (NFKC) would turn ① into 1, ㈱ into
/// (株) and ½ into 1⁄2, which says something else.
enum ProseFolding {
    /// Whether folding would change the text.
    static func isNeeded(_ text: Span<UInt8>, keepsWidth: Bool) -> Bool {
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            if byte < 0x80 {
                if byte == 0x0D || byte == 0x0A && isBlankBefore(text, offset) { return true }
                offset &+= 1
                continue
            }
            // Characters that change begin with the bytes C2, E1, E2, E3 and EF.
            if byte == 0xC2 || byte == 0xEF || byte >= 0xE1 && byte <= 0xE3 {
                let (scalar, byteCount) = Scalars.decode(text, at: offset)
                if folded(scalar, keepsWidth: keepsWidth) != scalar { return true }
                offset &+= byteCount
            } else {
                offset &+= 1
            }
        }
        return false
    }

    private static func isBlankBefore(_ text: Span<UInt8>, _ offset: Int) -> Bool {
        offset > 0 && (text[offset &- 1] == 0x20 || text[offset &- 1] == 0x09)
    }

    static func append(_ text: Span<UInt8>, keepsWidth: Bool, to output: inout [UInt8]) {
        var offset = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            let plain =
                isBetweenWideDigits(text, offset, scalar) && !keepsWidth
                ? Widths.half(scalar) : folded(scalar, keepsWidth: keepsWidth)
            if plain == 0x0A {
                // CR LF is one line end, and blanks before it show nothing.
                let isSecond = scalar == 0x0A && offset > 0 && text[offset &- 1] == 0x0D
                while let last = output.last, last == 0x20 || last == 0x09 { output.removeLast() }
                if !isSecond { output.append(0x0A) }
            } else if plain == scalar {
                output.append(text.extracting(offset..<(offset &+ byteCount)))
            } else {
                Scalars.append(plain, to: &output)
            }
            offset &+= byteCount
        }
    }

    /// １２．５, １２：３０ and １／２ are written with wide marks by the same hand as their digits.
    private static func isBetweenWideDigits(
        _ text: Span<UInt8>,
        _ offset: Int,
        _ scalar: UInt32
    ) -> Bool {
        guard scalar == 0xFF0E || scalar == 0xFF1A || scalar == 0xFF0F || scalar == 0xFF0D,
            offset >= 3, offset &+ 6 <= text.count
        else { return false }
        let before = Scalars.decode(text, at: offset &- 3).scalar
        let behind = Scalars.decode(text, at: offset &+ 3).scalar
        return before &- 0xFF10 < 10 && behind &- 0xFF10 < 10
    }

    static func folded(_ scalar: UInt32, keepsWidth: Bool) -> UInt32 {
        if scalar < 0x80 { return scalar == 0x0D ? 0x0A : scalar }
        if scalar >= 0xFF01 { return keepsWidth ? scalar : Widths.letter(scalar) }
        if scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029 { return 0x0A }
        if Widths.isBlank(scalar) { return 0x20 }
        if scalar >= 0x2F00 && scalar <= 0x2FD5 { return radicals[Int(scalar - 0x2F00)] }
        return scalar == 0x2E9F ? 0x6BCD : scalar == 0x2EF3 ? 0x9F9F : scalar
    }

    /// The characters that the Kangxi radicals U+2F00 to U+2FD5 show (Unicode Character Database).
    private static let radicals: [UInt32] = """
        一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐\
        彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立\
        竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面\
        革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠
        """.unicodeScalars.map(\.value)

    // MARK: - List marks

    /// The text without a bullet or a number such as `1、`, `(2)` or `①` at its start.
    static func withoutMark(_ text: Span<UInt8>) -> Range<Int> {
        var offset = 0
        let (first, byteCount) = Scalars.decode(text, at: 0)
        if isBullet(first) || first >= 0x2460 && first <= 0x24FF {
            offset = byteCount
        } else {
            offset = numberEnd(text)
        }
        let rest = text.extracting(offset..<text.count)
        let range = Blanks.trimmedRange(rest)
        // A mark alone is the text itself.
        if offset == 0 || range.isEmpty { return 0..<text.count }
        return (offset + range.lowerBound)..<(offset + range.upperBound)
    }

    private static func isBullet(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2022, 0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x25C6, 0x25C7, 0x2605, 0x2606, 0x203B,
            0x25B6, 0x25BA, 0x2023, 0x2043, 0x25AA, 0x25AB, 0xF06C, 0xF0B7, 0xF0A7:
            true
        default: false
        }
    }

    /// Behind `1、`, `12.` and a blank, `(3)` or `4)`; 0 when no number of a list stands here.
    private static func numberEnd(_ text: Span<UInt8>) -> Int {
        var folded = FoldedText()
        folded.read(text.extracting(0..<min(text.count, 16)))
        let isBracketed = folded[0] == 0x28
        var index = isBracketed ? 1 : 0
        let start = index
        while folded.isDigit(index), index - start < 2 { index += 1 }
        if index == start || folded.isDigit(index) { return 0 }
        let mark = folded[index]
        let isClosed = mark == 0x29 || !isBracketed && mark == 0x3001
        let isStopped = !isBracketed && mark == 0x2E && Widths.isBlank(folded[index + 1])
        return isClosed || isStopped ? folded.offsets[index + 1] : 0
    }
}
