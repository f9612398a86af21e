import CRM
import Records

/// Compares numbers and amounts by their size.
package struct NumberNearness: Comparator {
    package static let spec = ComponentSpec(
        name: "number_nearness",
        stage: .matching,
        summary: "numbers: equal, within 1 %, within 10 %",
        example: "match: {block: [price]}"
    )

    package let levels = [
        Level("different", .neutral, match: 0.15, other: 0.85),
        Level("within a tenth", .neutral, match: 0.1, other: 0.1),
        Level("within a hundredth", .neutral, match: 0.05, other: 0.02),
        Level("equal", .supporting, match: 0.7, other: 0.03, usesFrequency: true),
    ]
    package let blocks = [BlockRule("number", isCoarse: true)]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 1, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            return key == 0 ? nil : items.item([items.intern(column.values[key])])
        }
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let xs = items.range(a)
        let ys = items.range(b)
        guard !xs.isEmpty, !ys.isEmpty else { return .none }
        let first = items.item(xs.lowerBound)
        let second = items.item(ys.lowerBound)
        let text = items.slot(0, first)
        if text == items.slot(0, second) { return Agreement(3, frequency: items.count(0, text)) }
        guard let x = Self.value(items.scalars(of: first)),
            let y = Self.value(items.scalars(of: second))
        else { return Agreement(0) }
        let difference = abs(x - y) / max(abs(x), abs(y), 1e-9)
        return Agreement(difference <= 0.01 ? 2 : difference <= 0.1 ? 1 : 0)
    }

    /// Digits, one point, a sign before; nil for anything else.
    private static func value(_ text: Span<UInt32>) -> Double? {
        var value = 0.0
        var scale = 0.0
        for index in text.indices {
            switch text[index] {
            case 0x30...0x39:
                value = value * 10 + Double(text[index] - 0x30)
                scale *= 10
            case 0x2E where scale == 0: scale = 1
            case 0x2D where index == 0: break
            default: return nil
            }
        }
        let size = scale > 0 ? value / scale : value
        return text.isEmpty ? nil : text[0] == 0x2D ? -size : size
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        SharedItems.appendKeys(of: mention, in: items, to: &keys)
    }
}
