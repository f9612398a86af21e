import CRM
import Records

/// Words that people type where nothing is to be said: 无, 暂无, N/A, -.
///
/// They depend on the field's type: 无 in a boolean is "no", a town may be called None, 0 is an
/// amount but no telephone number.
package enum NullWords {
    /// No placeholder is longer, in bytes.
    private static let maxByteCount = 24

    package static func contain(_ text: Span<UInt8>, type: FieldType) -> Bool {
        guard text.count <= maxByteCount, !text.isEmpty else { return false }
        if text[0] < 0x80 { return isASCIINull(text, type: type) }
        guard mayBegin(Scalars.decode(text, at: 0).scalar) else { return false }
        switch type {
        case .boolean, .optOut: return isOneOf(text, marks) || isError(text)
        case .gender: return isOneOf(text, marks) || isOneOf(text, nothing) || isError(text)
        case .text:
            return isOneOf(text, marks) || isOneOf(text, nothing) || isOneOf(text, later)
                || isError(text)
        default:
            return isOneOf(text, marks) || isOneOf(text, nothing) || isOneOf(text, later)
                || isOneOf(text, unknown) || isError(text)
        }
    }

    /// Whether a placeholder begins with the scalar; nearly no other text does.
    @inline(__always)
    private static func mayBegin(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "无", "暂", "没", "空", "略", "無", "暫", "沒", "待", "未", "不", "保", "测", "測", "—", "–", "－",
            "／", "？", "〃", "…", "＃", "（", "＜", "Ｎ", "ｎ", "×", "・", "。", "＊", "＿", "─", "尚", "同":
            true
        default: false
        }
    }

    private static let marks: [StaticString] = [
        "—", "——", "－", "－－", "／", "？", "〃", "–", "–—", "…", "……", "／／", "？？", "？？？", "。", "＊",
        "＊＊＊", "＿", "─", "──", "－－－", "———",
    ]
    private static let nothing: [StaticString] = [
        "无", "暂无", "没有", "空", "略", "無", "暫無", "沒有", "无无", "（无）", "（空）", "空白", "暂时没有", "暂缺", "未有",
        "尚无", "无数据", "暂无数据", "无资料", "无记录", "不适用", "＜空＞",
    ]
    private static let later: [StaticString] = [
        "待定", "待补充", "待补", "未填", "未填写", "待填", "待确认", "待完善", "待補充", "待核实", "待录入", "待更新", "未提供",
        "待查", "未录入", "未登记", "待跟进补充",
    ]
    private static let unknown: [StaticString] = [
        "不详", "未知", "保密", "测试", "不知道", "不清楚", "不詳", "測試", "不明", "测试数据", "测试客户", "不便透露", "不愿透露",
    ]

    private static func isOneOf(_ text: Span<UInt8>, _ words: [StaticString]) -> Bool {
        for word in words where text.equals(word) { return true }
        return false
    }

    /// Error values and marks typed in full width: ＃Ｎ／Ａ.
    private static func isError(_ text: Span<UInt8>) -> Bool {
        guard text[0] == 0xEF else { return false }
        return isOneOf(text, ["＃Ｎ／Ａ", "Ｎ／Ａ", "ｎ／ａ", "＃REF!", "＃N/A", "（NULL）", "（null）"])
    }

    private static func isASCIINull(_ text: Span<UInt8>, type: FieldType) -> Bool {
        if isOnlyMarks(text) || isErrorValue(text, type) { return true }
        switch type {
        case .personName, .companyName, .address, .region, .province:
            return isNullText(text) || text.equals("None") || text.equals("none")
                || text.equals("NONE") || isPlaceholder(text)
        case .district, .city:
            // None is a town in Piedmont; what programs write for nothing is `None` too, and a place
            // that isn't known is told as such.
            return isNullText(text) || text.equals("none") || text.equals("NONE")
                || isPlaceholder(text)
        case .boolean, .optOut, .gender:
            return isNullText(text) || isWord(text, "none") || isWord(text, "nan")
        default:
            return isNullText(text) || isWord(text, "none") || isWord(text, "nan")
                || isWord(text, "undefined") || isWord(text, "nil")
                || isZeroOrTest(text, type: type)
        }
    }

    /// What databases and programs write for nothing, in any case: `NULL`, `\N`, `(null)`, `N/A`.
    private static func isNullText(_ text: Span<UInt8>) -> Bool {
        switch text[0] | 0x20 {
        case 0x6E:
            return isWord(text, "null") || isWord(text, "n/a") || isWord(text, "n.a.")
                || isWord(text, "n.a") || text.equals("NaN") || text.equals("nan")
        case 0x7C: return text.equals("\\N")
        case 0x28:
            return isWord(text, "(null)") || isWord(text, "(none)") || isWord(text, "(blank)")
                || isWord(text, "(empty)") || text.equals("(无)") || text.equals("(空)")
        case 0x3C: return isWord(text, "<null>") || isWord(text, "<none>") || text.equals("<空>")
        case 0x7B: return isWord(text, "[null]")
        default: return false
        }
    }

    private static func isPlaceholder(_ text: Span<UInt8>) -> Bool {
        text.equals("0") || text.equals("NA") || isWord(text, "xxx") || isWord(text, "test")
            || isWord(text, "undefined")
    }

    private static func isZeroOrTest(_ text: Span<UInt8>, type: FieldType) -> Bool {
        switch type {
        case .phone, .email, .date, .datetime, .wechat, .qq, .website, .uscc, .registrationNo,
            .postalCode, .handle:
            text.equals("0") || text.equals("0.0") || isWord(text, "xxx") || isWord(text, "test")
                || isWord(text, "na")
        default: false
        }
    }

    /// What spreadsheets show for a formula that failed (ECMA-376 part 1, 18.17.3), and `####` for a
    /// number that didn't fit.
    private static func isErrorValue(_ text: Span<UInt8>, _ type: FieldType) -> Bool {
        guard text[0] == 0x23, text.count > 2 else { return false }
        for word in errorValues where isWord(text, word) { return true }
        // Behind `####` stood a date or a number; its loss is told by those who read such.
        switch type {
        case .date, .datetime, .money, .number, .integer, .percent: return false
        default: break
        }
        for index in text.indices where text[index] != 0x23 { return false }
        return true
    }

    private static let errorValues: [StaticString] = [
        "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "#spill!", "#calc!",
        "#getting_data", "#field!", "#unknown!", "#blocked!", "#connect!", "#busy!", "#error!",
        "#n/a n/a",
    ]

    /// `-`, `--`, `/`, `\`, `?`, `.` and `*` alone or repeated.
    private static func isOnlyMarks(_ text: Span<UInt8>) -> Bool {
        guard text.count <= 6 else { return false }
        for index in text.indices {
            switch text[index] {
            case 0x2D, 0x2F, 0x5C, 0x3F, 0x2E, 0x2A, 0x5F: continue
            default: return false
            }
        }
        return true
    }

    private static func isWord(_ text: Span<UInt8>, _ lower: StaticString) -> Bool {
        guard text.count == lower.utf8CodeUnitCount else { return false }
        return lower.withUTF8Buffer { buffer in
            for index in text.indices {
                let byte = text[index]
                let own = byte &- 0x41 < 26 ? byte | 0x20 : byte
                if unsafe own != buffer[index] { return false }
            }
            return true
        }
    }
}
