import CRM
import Records

/// 是 √ Y T 1 已 有 对 → 1; 否 × N F 0 未 无 错 → 0.
///
/// 已 and 未 count in front of what is done (已签约, 未付款), not of everything: 已取消 and 未知 are
/// no truth values, nor are 不详 and 不确定.
package struct TruthValue: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "boolean",
        stage: .normalizing,
        summary: "yes and no in their many spellings, as 1 and 0",
        findings: [.noBoolean],
        example: "boolean"
    )

    private var key = WordKey()

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, TruthValue.spec)
    }

    private static let yes: [StaticString] = [
        "1", "是", "有", "对", "對", "√", "✓", "✔", "✔️", "☑", "☑️", "✅", "y", "yes", "t", "true", "on",
        "已", "是的", "1.0", "-1", "真", "启用", "啟用", "已签", "b'1'", "0x01", "开", "開", "开启", "打开",
        "开通", "激活", "有效", "可以", "可", "能", "会", "要", "需要", "需", "同意", "允许", "支持", "在职",
        "在用", "上架", "正确", "正確", "没错", "对的", "enabled", "enable", "active", "open", "checked",
        "ja", "oui", "si", "sí", "ok", "已婚", "true()", ".t.", "是√", "√是", "有的", "在售", "营业",
    ]
    private static let no: [StaticString] = [
        "0", "否", "无", "無", "没有", "沒有", "错", "錯", "×", "✗", "✘", "✕", "✖", "✖️", "❌", "☐", "□",
        "x", "n", "no", "f", "false", "off", "未", "没", "沒", "不是", "不", "非", "0.0", "假", "停用", "空",
        "b'0'", "0x00", "关", "關", "关闭", "禁用", "无效", "失效", "不可以", "不可", "不能", "不会", "不要",
        "不需要", "无需", "不需", "不同意", "不允许", "禁止", "不支持", "离职", "離職", "下架", "不对", "错误",
        "disabled", "disable", "inactive", "closed", "unchecked", "nein", "non", "未婚", "false()",
        ".f.", "否×", "×否", "还没", "尚未", "没有的", "停售", "拒绝",
    ]

    /// What 已, 未 and 没 may stand in front of.
    private static let done: [StaticString] = [
        "成交", "完成", "签", "签约", "签订", "签署", "付", "付款", "支付", "收款", "回款", "开通", "启用", "激活",
        "认证", "审核", "审批", "通过", "回访", "联系", "确认", "发", "发货", "发送", "开票", "读", "关注", "绑定",
        "注册", "加", "添加", "处理", "跟进", "分配", "转化", "拜访", "报价", "中标", "合作", "购买", "下单", "交付",
        "安装", "验收", "归档", "提交", "盖章", "到账", "结清", "缴费", "实名", "登记", "上线", "使用", "授权",
        "同步", "接通", "预约", "参加", "到场", "签到", "领取", "寄出", "送达", "續約", "续约", "開通", "認證", "簽約",
    ]

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        guard let isTrue = judged() ?? ticked() else {
            column.emitRaw(cell, code: .noBoolean)
            return
        }
        let value: StaticString = isTrue ? "1" : "0"
        value.withUTF8Buffer { unsafe column.emit(raw: cell, value: $0.span) }
    }

    private func judged() -> Bool? {
        if key.isOne(of: TruthValue.yes) { return true }
        if key.isOne(of: TruthValue.no) { return false }
        for prefix in ["已经", "已經", "已"] as [StaticString] where isDone(behind: prefix) {
            return true
        }
        for prefix in ["还没有", "还没", "尚未", "还未", "没有", "未", "没"] as [StaticString]
        where isDone(behind: prefix) {
            return false
        }
        return nil
    }

    private func isDone(behind prefix: StaticString) -> Bool {
        let bytes = key.bytes.span
        guard bytes.hasPrefix(prefix) else { return false }
        let rest = bytes.extracting(prefix.utf8CodeUnitCount..<bytes.count)
        for word in TruthValue.done where rest.equals(word) { return true }
        return false
    }

    private static let ticks: [StaticString] = ["☑", "√", "✓", "✔", "■"]
    private static let boxes: [StaticString] = ["☐", "□"]

    /// `☑是☐否` and `□有☑无`: forms with two boxes of which one is ticked.
    private func ticked() -> Bool? {
        // Each of the four signs takes three bytes.
        guard key.bytes.count == 12 else { return nil }
        let (first, second) = (isTicked(0), isTicked(6))
        guard let first, let second, first != second else { return nil }
        for (yes, no) in [("是", "否"), ("有", "无")] as [(StaticString, StaticString)] {
            let bytes = key.bytes.span
            if bytes.starts(with: yes, at: 3), bytes.starts(with: no, at: 9) { return first }
            if bytes.starts(with: no, at: 3), bytes.starts(with: yes, at: 9) { return second }
        }
        return nil
    }

    /// Whether the box at `offset` is ticked; nil when there is none.
    private func isTicked(_ offset: Int) -> Bool? {
        let bytes = key.bytes.span
        for tick in TruthValue.ticks where bytes.starts(with: tick, at: offset) { return true }
        for box in TruthValue.boxes where bytes.starts(with: box, at: offset) { return false }
        return nil
    }
}
