import CRM
import Records

/// Remarks that ask not to be called → `do_not_call`; any other remark says nothing.
///
///     请勿电话营销, 勿扰, 别再打了, do not call, 1, 是   →   do_not_call
///     周末勿打, 退订, 黑名单, 取消免打扰                 →   do_not_call suspect, N185
///
/// A request is a prohibition, words such as 再给我, and a verb of contact. One that is limited,
/// denied, taken back, about other channels or only likely stays until somebody has looked: the
/// strictest reading holds.
package struct OptOut: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "opt_out",
        stage: .normalizing,
        summary: "finds requests not to be called in free text",
        findings: [.unclearOptOut],
        example: "opt_out"
    )

    private var key = WordKey()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, OptOut.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        if key.isOne(of: OptOut.whole) { return emit(cell, isSure: true, into: &column) }
        guard maySpeakOfContact() else { return }
        let isAsked = has(OptOut.phrases) || hasMetalOrSaying() || hasProhibition() || isThreat()
        if isAsked {
            let isSure = !has(OptOut.reversals) && !has(OptOut.limits)
            emit(cell, isSure: isSure, into: &column)
        } else if key.isOne(of: OptOut.wholeLikely) || has(OptOut.likely) || hasWord("dnd", cell) {
            emit(cell, isSure: false, into: &column)
        }
    }

    private func has(_ words: [StaticString]) -> Bool {
        words.contains { key.contains($0) }
    }

    /// 勿电 and 勿扰, but not 勿电镀, which is about metal, and 非诚勿扰, a saying.
    private func hasMetalOrSaying() -> Bool {
        has(["勿电", "勿扰"]) && !has(["勿电镀", "勿电焊", "勿电解", "勿电汇", "非诚勿扰"])
    }

    /// 再打电话就投诉.
    private func isThreat() -> Bool {
        has(["再打", "再联系", "再骚扰", "再来电", "再致电"]) && has(["投诉", "举报", "报警", "起诉"])
    }

    // MARK: - A prohibition and what it forbids

    /// 别 + 再 + 给我 + 打电话.
    private func hasProhibition() -> Bool {
        var offset = 0
        while offset < key.bytes.count {
            if let start = end(of: OptOut.prohibitions, offset), !isOtherWord(offset) {
                var index = start
                while !isContact(index), let next = end(of: OptOut.fillers, index) { index = next }
                if isContact(index) { return true }
            }
            offset += 1
        }
        return false
    }

    private func end(of words: [StaticString], _ offset: Int) -> Int? {
        for word in words where key.bytes.span.starts(with: word, at: offset) {
            return offset + word.utf8CodeUnitCount
        }
        return nil
    }

    /// 联系, but not 联系人 and 电话号码, which are things to be given.
    private func isContact(_ offset: Int) -> Bool {
        guard let next = end(of: OptOut.contacts, offset) else { return isCall(offset) }
        return end(of: ["人", "方式", "号", "卡", "費", "费"], next) == nil
    }

    /// 打 alone means a call, 打折, 打印 and 打开 don't.
    private func isCall(_ offset: Int) -> Bool {
        guard let next = end(of: ["打", "拨"], offset) else { return false }
        guard next < key.bytes.count, key.bytes[next] >= 0x80 else { return true }
        return end(of: OptOut.behindCall, next) != nil
    }

    /// 分别联系 and 要不要联系 forbid nothing.
    private func isOtherWord(_ offset: Int) -> Bool {
        guard offset >= 3 else { return false }
        let before = offset - 3
        if key.bytes.span.starts(with: "别", at: offset) {
            return end(of: OptOut.beforeOtherBie, before) != nil
        }
        return key.bytes.span.starts(with: "不", at: offset)
            && end(of: ["要", "可", "能", "舍"], before) != nil
    }

    /// Whether an ASCII word stands in the cell with no letter or digit beside it.
    private func hasWord(_ word: StaticString, _ cell: Span<UInt8>) -> Bool {
        let length = word.utf8CodeUnitCount
        var lower: [UInt8] = []
        for index in cell.indices {
            lower.append(cell[index] &- 0x41 < 26 ? cell[index] | 0x20 : cell[index])
        }
        var offset = 0
        while offset + length <= lower.count {
            let isFree =
                (offset == 0 || !OptOut.isWordByte(lower[offset - 1]))
                && (offset + length == lower.count || !OptOut.isWordByte(lower[offset + length]))
            if isFree, lower.span.starts(with: word, at: offset) { return true }
            offset += 1
        }
        return false
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
    }

    /// Whether the key holds a character that every request holds; most remarks don't.
    private func maySpeakOfContact() -> Bool {
        var offset = 0
        while offset < key.bytes.count {
            let (scalar, byteCount) = Scalars.decode(key.bytes.span, at: offset)
            switch Unicode.Scalar(scalar) {
            case "不", "勿", "别", "拒", "谢", "謝", "禁", "免", "反", "投", "擾": return true
            case "別", "黑", "删", "刪", "退", "再", "停", "拉", "莫", "没", "沒": return true
            case "c", "p", "u", "e", "s", "t", "d": return true
            default: offset &+= byteCount
            }
        }
        return false
    }

    private func emit(_ cell: Span<UInt8>, isSure: Bool, into column: inout CleanColumn) {
        var value: [UInt8] = []
        value.append("do_not_call")
        column.emit(
            raw: cell,
            value: value.span,
            validity: isSure ? .valid : .suspect,
            code: isSure ? .none : .unclearOptOut
        )
    }
}

/// The words of requests.
extension OptOut {
    private static let whole: [StaticString] = [
        "1", "是", "true", "yes", "y", "t", "√", "✓", "✔", "1.0", "do_not_call", "dnc", "拒绝",
        "不同意", "不接受", "不联系", "免扰", "optedout", "withdrawn", "dnd", "stop", "拒接", "拉黑",
        "已拉黑", "加黑", "已加黑", "黑名单", "黑名單", "donotdisturb",
    ]
    /// Words that are a request only when they stand alone, and then of one channel.
    private static let wholeLikely: [StaticString] = ["td", "nocontact"]

    private static let phrases: [StaticString] = [
        "请勿电话", "勿打扰", "不要打扰", "别打扰", "不要打电话", "免打扰", "别打电话", "不要致电",
        "请勿致电", "请勿打电话", "勿打电话", "不打电话", "请勿联系", "不要再联系", "勿再联系", "不再联系",
        "拒绝联系", "拒绝来电", "拒接电话", "拒接来电", "拒绝电话", "不接受电话", "不接受来电", "不接受营销",
        "不接受推销", "谢绝电话", "谢绝来电", "谢绝推销", "谢绝营销", "谢绝打扰", "勿致电", "勿来电", "不要来电",
        "别来电", "拒绝营销", "拒绝推销", "反感营销", "反感电话", "请勿拨打", "勿拨打", "禁止拨打", "禁止致电",
        "禁呼", "请勿骚扰", "不要骚扰", "别骚扰", "投诉骚扰", "请勿打擾", "請勿打擾", "請勿致電", "勿擾",
        "請勿電話", "謝絕來電", "拒絕來電", "不要打電話", "拒絕行銷", "停止拨打", "停止致电",
        "停止骚扰", "停止联系",
        "donotcall", "donotcontact", "don'tcall", "don’tcall", "dontcall", "don'tcontact",
        "don’tcontact", "dontcontact", "nocalls", "nocall", "optout", "opt-out", "optedout",
        "donotphone", "don'tphone", "nottobecalled", "stopcalling", "stopcontact", "nevercall",
        "donotdisturb", "don'tdisturb", "donotring",
    ]

    private static let prohibitions: [StaticString] = [
        "请勿", "請勿", "切勿", "勿", "请不要", "不要", "请别", "别", "別", "不许", "不許", "不准", "不得",
        "禁止", "严禁", "拒绝", "拒絕", "谢绝", "謝絕", "不想", "不希望", "不愿", "不用", "不必", "停止",
    ]
    private static let fillers: [StaticString] = [
        "再次", "再", "给我", "給我", "给客户", "给他", "给她", "给本人", "给", "向我", "对我", "跟我", "和我",
        "继续", "主动", "直接", "随便", "总是", "总", "老是", "老", "一直", "频繁", "天天", "在", "于", "来",
        "让人", "有人", "任何人", "被", "接到", "接", "周末", "晚上", "早上", "上午", "下午", "中午", "夜间",
        "节假日", "工作时间", "上班时间", "午休", "任何", "用",
    ]
    private static let contacts: [StaticString] = [
        "联系我", "联系他", "联系她", "联系客户", "联系本人", "联系了", "联系", "聯繫", "聯絡", "来电", "來電", "致电",
        "致電", "电话联系", "电话营销", "电话推销", "电话打扰", "电话骚扰", "打电话", "打電話", "拨打", "撥打", "呼叫",
        "骚扰", "騷擾", "打扰", "打擾", "推销", "推銷", "营销", "行銷", "电话", "電話", "回访",
    ]
    private static let behindCall: [StaticString] = [
        "了", "电话", "電話", "来", "來", "给", "給", "过", "我", "他", "她", "客户", "扰", "擾", "手机",
        "手機", "座机", "本人", "啦", "呢", "这", "此", "该", "，", "。", "！", "；", "、",
    ]
    private static let beforeOtherBie: [StaticString] = [
        "级", "特", "分", "类", "性", "区", "个", "识", "判", "鉴", "差", "甄", "派", "國", "国", "辨", "告",
    ]

    /// Words that may take a request back or deny it.
    private static let reversals: [StaticString] = [
        "取消", "解除", "撤销", "撤回", "已恢复", "恢复联系", "不需要免", "非免打扰", "可以联系", "可联系", "允许联系",
        "允许来电", "可以打", "可致电", "可以致电", "可拨打", "没说", "沒說", "没有说", "未说", "没要求", "没有要求",
        "未要求", "不勿", "非勿", "不是", "并非", "并不", "并未", "不免打扰", "没有拒", "未拒", "没拒", "不拒",
        "无需免", "不得不", "不用", "不必", "不设", "未设", "不要求",
    ]
    /// Words that limit a request to a time or a number.
    private static let limits: [StaticString] = [
        "周末", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "星期", "礼拜", "晚上", "晚间", "夜间",
        "夜里", "早上", "早晨", "上午", "下午", "中午", "午休", "午间", "白天", "上班", "下班", "工作日", "工作时间",
        "节假日", "假期", "春节", "国庆", "期间", "开会", "点前", "点后", "点以", "点之", "暂时", "暂不", "最近",
        "近期", "本周", "下周", "这周", "本月", "下月", "今天", "明天", "以前勿", "以后再", "年前", "年后", "座机",
        "办公室", "公司电话", "此号", "该号", "这个号", "weekend", "evening", "morning", "night",
        "before", "after", "until", "during", "monday", "friday", "sunday",
    ]
    /// Refusals of other channels, and what only makes it likely that calls are refused.
    private static let likely: [StaticString] = [
        "不要发短信", "勿发短信", "别发短信", "拒收邮件", "拒收短信", "拒收信息", "拒收微信", "不接受短信", "不要发邮件", "勿发邮件", "别发邮件",
        "不接受邮件",
        "不要发微信", "勿发微信", "退订", "退訂", "回复td", "回td", "unsubscribe", "noemail",
        "donotemail", "don'temail", "nosms", "donottext", "donotmail", "拉黑", "加黑", "黑名单",
        "黑名單", "拒接", "拒绝接听", "要求删除", "请删除", "删除信息", "删除个人信息", "删除客户信息", "删除我的",
        "删除联系", "删除资料", "删除电话", "注销信息", "deletemydata", "removemefrom", "takemeoff",
    ]
}
