/// What a text is as a phone number, with the numbering plan's verdicts.
package struct PlanReading: Sendable {
    /// Why it is none; everything else then has no meaning.
    package internal(set) var error: PlanError?
    /// 86; 0 when there is none.
    package internal(set) var countryCode = 0
    /// The national significant number, leading zeros of Italy and others included; E.164 is
    /// `+`, country code, these digits.
    package internal(set) var national = DialDigits()
    package internal(set) var `extension` = DialDigits()
    /// Whether the number fits its region's plan.
    package internal(set) var isValid = false
    /// The region that a valid number belongs to, or the main one of its country code.
    package internal(set) var region: RegionIndex?
    /// `unknown` unless the number is valid.
    package internal(set) var type = NumberType.unknown
    package internal(set) var length = NumberLength.unused

    init() {}

    init(_ error: PlanError) { self.error = error }
}
