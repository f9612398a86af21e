import CRM
import Records

/// Words that people type where nothing is to be said: 无, 暂无, N/A, -.
///
/// They depend on the field's type: 无 in a boolean is "no", a town may be called None, 0 is an
/// amount but no telephone number.
package enum NullWords {
    package static func contain(_ text: Span<UInt8>, type: FieldType) -> Bool {
        guard text.count <= 18 else { return false }
        if text[0] < 0x80 { return isASCIINull(text, type: type) }
        switch type {
        case .boolean, .optOut: return isOneOf(text, marks)
        case .gender: return isOneOf(text, marks) || isOneOf(text, nothing)
        case .text: return isOneOf(text, marks) || isOneOf(text, nothing) || isOneOf(text, later)
        default:
            return isOneOf(text, marks) || isOneOf(text, nothing) || isOneOf(text, later)
                || isOneOf(text, unknown)
        }
    }

    private static let marks: [StaticString] = ["—", "——", "－", "－－", "／", "？", "〃"]
    private static let nothing: [StaticString] = ["无", "暂无", "没有", "空", "略", "無", "暫無", "沒有"]
    private static let later: [StaticString] = [
        "待定", "待补充", "待补", "未填", "未填写", "待填", "待确认", "待完善", "待補充",
    ]
    private static let unknown: [StaticString] = [
        "不详", "未知", "保密", "测试", "不知道", "不清楚", "不詳", "測試",
    ]

    private static func isOneOf(_ text: Span<UInt8>, _ words: [StaticString]) -> Bool {
        for word in words where text.equals(word) { return true }
        return false
    }

    private static func isASCIINull(_ text: Span<UInt8>, type: FieldType) -> Bool {
        if isOnlyMarks(text) { return true }
        switch type {
        case .personName, .companyName, .address, .district, .city, .region, .province:
            return text.equals("NULL") || text.equals("null") || isErrorValue(text)
                || text.equals("N/A") || text.equals("n/a") || text.equals("NA")
                || text.equals("None") || text.equals("none") || text.equals("0")
                || isWord(text, "xxx") || isWord(text, "test") || text.equals("nan")
        case .boolean, .optOut, .gender:
            return isWord(text, "null") || isWord(text, "n/a") || isWord(text, "none")
                || isErrorValue(text) || text.equals("nan") || text.equals("NaN")
        default:
            if isWord(text, "null") || isWord(text, "n/a") || isWord(text, "none")
                || text.equals("nan") || text.equals("NaN") || isErrorValue(text)
            {
                return true
            }
            return isZeroOrTest(text, type: type)
        }
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

    private static func isErrorValue(_ text: Span<UInt8>) -> Bool {
        guard text[0] == 0x23 else { return false }
        return text.equals("#N/A") || text.equals("#REF!") || text.equals("#VALUE!")
            || text.equals("#NAME?") || text.equals("#DIV/0!") || text.equals("#NULL!")
            || text.equals("#NUM!")
    }

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
