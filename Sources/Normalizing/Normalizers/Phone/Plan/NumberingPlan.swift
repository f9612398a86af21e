import CTables

/// The numbering plans of all territories: what a dialled text means and whether such a number
/// exists.
///
/// In: bytes in any form and the region they were typed in. Out: a `PlanReading`. The verdicts are
/// those of libphonenumber, whose metadata (Apache-2.0) `scripts/update-phone-metadata` compiled
/// into automata; its documentation is the reference for each rule. All tables are constants of the
/// program: nothing is built, locked or allocated per number.
///
/// ```
/// text ─ DialText ─► digits, plus, extension ─ international prefix, country code ─►
///     national prefix ─► national number ─ one walk over its digits ─► region, type, validity
/// ```
///
/// Worked example: `0086 (0)10-8234 5678 ext. 12` in region CN. The text gives the digits
/// 008601082345678 and extension 12; 00 is an international prefix of CN, 86 the country code, and
/// of 01082345678 the national prefix 0 goes, because 1082345678 then fits the plan of CN as
/// `fixed_line`.
///
/// - `read(_:region:)` reads a text as the library's `parse` does.
/// - `read(digits:hasPlus:region:)` is the same for digits that are already clean.
/// - `read(national:countryCode:)` judges a number whose parts are known.
/// - `append(_:as:to:)` writes E.164, the international, national or RFC 3966 form.
/// - `shortNumber(_:region:)` judges 110, 95588 and the like; `areaName(_:)` names the place of
///   a landline of mainland China.
package struct NumberingPlan: Sendable {
    package static let shared = NumberingPlan()

    /// Columns of the table of territories.
    enum Column: Int {
        case letters
        case countryCode
        case general
        case internationalPrefix
        case nationalPrefix
        case lengths
        case localLengths
        case hasTransform
        case transformPrefix
        case extensionPrefix
        case shortNumbers
        case count
    }

    /// One country code: where its automata start and which territories share it.
    struct Country {
        let code: Int
        let planState: Int
        let formatState: Int
        /// The main territory; the others follow it.
        let main: RegionIndex
    }

    private let states = unsafe StaticTable(sluice_phone_states)
    private let prefixStates = unsafe StaticTable(sluice_phone_prefix_states)
    private let prefixMatches = unsafe StaticTable(sluice_phone_prefix_matches)
    private let countries = unsafe StaticTable(sluice_phone_countries)
    private let countryIndex = unsafe StaticTable(sluice_phone_country_index)
    private let territories = unsafe StaticTable(sluice_phone_territories)
    let regionNumbers = unsafe StaticTable(sluice_phone_region_index)
    let formatPairs = unsafe StaticTable(sluice_phone_format_pairs)
    let texts = unsafe StaticTable(sluice_phone_texts)
    let areaStart = unsafe StaticTable(sluice_phone_area_start)
    let areaOffsets = unsafe StaticTable(sluice_phone_area_offsets)
    let areaNames = unsafe StaticTable(sluice_phone_area_names)

    private init() {}

    @inline(__always)
    func territory(_ region: RegionIndex, _ column: Column) -> Int {
        Int(territories[Int(region.index) &* Column.count.rawValue &+ column.rawValue])
    }

    /// The plan of a country code; nil when there is no such code.
    @inline(__always)
    func country(_ code: Int) -> Country? {
        guard code > 0, code < 1000 else { return nil }
        let number = Int(countryIndex[code])
        guard number > 0 else { return nil }
        let row = (number &- 1) &* 5
        return Country(
            code: code,
            planState: Int(countries[row &+ 1]),
            formatState: Int(countries[row &+ 2]),
            main: RegionIndex(Int(countries[row &+ 3]))
        )
    }

    /// The state after one digit, given as ASCII.
    @inline(__always)
    func next(_ state: Int, _ digit: UInt8) -> Int {
        Int(states[state &* 11 &+ 1 &+ Int(digit & 0x0F)])
    }

    /// What a number that ends in a state is.
    @inline(__always)
    func outcome(_ state: Int) -> Int { Int(states[state &* 11]) }

    /// Where all digits lead from a state, as an outcome.
    @inline(__always)
    func outcome(of digits: DigitRun, from start: Int) -> Int {
        var state = start
        var index = 0
        while index < digits.count, state != 0 {
            state = next(state, digits[index])
            index &+= 1
        }
        return outcome(state)
    }

    /// The part of a number that a prefix pattern takes; a length of -1 is no match.
    struct PrefixMatch {
        let length: Int
        /// Its last group; empty when that took no part.
        let group: Range<Int>
    }

    @inline(__always)
    func leadingMatch(_ digits: DigitRun, from start: Int) -> PrefixMatch {
        var state = start
        var match = 0
        var index = 0
        while state != 0 {
            let isEnd = index == digits.count
            let found = Int(prefixStates[state &* 12 &+ (isEnd ? 1 : 0)])
            if found != 0 { match = found }
            if isEnd { break }
            state = Int(prefixStates[state &* 12 &+ 2 &+ Int(digits[index] & 0x0F)])
            index &+= 1
        }
        let lower = Int(prefixMatches[match &* 3 &+ 1])
        return PrefixMatch(
            length: Int(prefixMatches[match &* 3]) &- 1,
            group: lower..<max(lower, Int(prefixMatches[match &* 3 &+ 2]))
        )
    }
}
