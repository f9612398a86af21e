/// The place that an area code of mainland China stands for.
package struct AreaName: Sendable {
    private let number: Int
    /// How many digits of the national number are the area code: 2 for 10 and 2x, else 3.
    package let codeLength: Int

    init(number: Int, codeLength: Int) {
        self.number = number
        self.codeLength = codeLength
    }

    /// Appends 福建省厦门市.
    package func appendChinese(to bytes: inout [UInt8]) { append(0, to: &bytes) }

    /// Appends `Xiamen, Fujian`.
    package func appendEnglish(to bytes: inout [UInt8]) { append(1, to: &bytes) }

    private func append(_ language: Int, to bytes: inout [UInt8]) {
        let plan = NumberingPlan.shared
        let place = (number &- 1) &* 2 &+ language
        for index in Int(plan.areaOffsets[place])..<Int(plan.areaOffsets[place &+ 1]) {
            bytes.append(UInt8(bitPattern: plan.areaNames[index]))
        }
    }
}

extension NumberingPlan {
    /// The place of a national number of +86, by its longest known prefix: 5926552000 is 厦门.
    package func areaName(_ national: DialDigits) -> AreaName? {
        var state = Int(areaStart[0])
        var number = 0
        for index in 0..<national.count where state != 0 {
            state = next(state, national[index])
            if outcome(state) != 0 { number = outcome(state) }
        }
        guard number != 0 else { return nil }
        let isShort = national[0] == 0x31 || national[0] == 0x32
        return AreaName(number: number, codeLength: isShort ? 2 : 3)
    }
}
