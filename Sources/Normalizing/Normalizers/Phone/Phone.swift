import CRM
import Records

/// Telephone cells → numbers in E.164, each with kind, type, area code, extension and label.
///
///     手机：１３８-1234-5678(微信同号)/办 021-5888 8888转801
///       +8613812345678  mobile    label 手机 微信同号
///       +862158888888   landline  area code 21, city 上海市, extension 801, label 办
///
/// Labels, extensions and a spreadsheet's damage are cut off first, then the digits are split into
/// numbers, then judged (`PhoneSplitter`, `PhoneNumber`). No digit is ever made up, and each digit
/// of the cell stands in the raw piece of one outcome.
package struct Phone: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "phone",
        stage: .normalizing,
        summary: "telephone numbers in E.164, several per cell, with extension and label",
        options: [
            OptionSpec(
                "region",
                .text,
                standard: "CN",
                isPrimary: true,
                "region of numbers without a country code: two letters of ISO 3166, ZZ for none"
            ),
            OptionSpec("area_code", .text, "area code of landline numbers that have none"),
        ],
        findings: [
            .notAPhone, .noAreaCode, .tooFewDigits, .tooManyDigits, .unrecoverable, .masked,
            .placeholder, .decimalTail, .letterInDigits, .lostZero, .shortTail, .foreignNumber,
            .unknownAreaCode, .areaCodeProposed, .wrongColumn, .sensitive, .areaCodeOfNeighbour,
            .unmarkedExtension, .strayDigits, .countryCodeProposed, .notInPlan, .unlistedRange,
            .machineNumber,
        ],
        example: "{phone: CN}"
    )

    private let rules: PhoneRules
    private var scanner = PhoneScanner()
    private var quick = QuickPhones()
    /// Whether every cell goes to the scanner that reads everything.
    var isThorough = false

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Phone.spec)
        let name = settings.text("region") ?? context.region
        guard let region = PhoneRegion(name), region.index != nil || name == "ZZ" else {
            throw OptionError("region", "unknown region `\(name)`, expected one such as CN or DE")
        }
        let area = Array((settings.text("area_code") ?? "").utf8.drop { $0 == 0x30 })
        let value = Digits.value(area.span)
        guard area.isEmpty || value.map({ AreaCodes.standard.contains($0) }) == true else {
            throw OptionError("area_code", "no such area code, expected one such as `021`")
        }
        rules = PhoneRules(region: region, areaCode: value ?? 0)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        let isQuick = rules.region == .mainland && !isThorough
        if isQuick, isPlainMobile(cell) {
            var value = InlineArray<14, UInt8>(repeating: 0x2B)
            value[1] = 0x38
            value[2] = 0x36
            for index in 0..<11 { value[index &+ 3] = cell[index] }
            var clean = CleanValue()
            clean.value = column.values.intern(value.span)
            clean.raw = column.values.intern(cell)
            clean.key = clean.value
            clean.kind = .mobile
            clean.code = PhoneNumber.mobileNote(cell, from: 0)
            column.emit(clean)
            scanner.texts.setCountry(.mainland, of: &column)
            scanner.texts.setType(.mobile, of: &column)
            return
        }
        if isQuick, quick.read(cell) {
            for index in quick.numbers.indices {
                emit(quick.numbers[index], of: cell, into: &column)
            }
            return
        }
        scanner.scan(cell, by: rules, into: &column)
    }

    /// Eleven digits of a mobile number that somebody may have.
    @inline(__always)
    private func isPlainMobile(_ cell: Span<UInt8>) -> Bool {
        guard cell.count == 11, cell[0] == 0x31, cell[1] >= 0x33, Digits.areAll(cell) else {
            return false
        }
        return !PhoneNumber.isPlaceholder(cell) && !PhoneNumber.isVanity(cell, from: 0)
    }

    @inline(__always)
    private mutating func emit(
        _ found: QuickPhones.Number,
        of cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        let number = found.number
        var value = InlineArray<24, UInt8>(repeating: 0x2B)
        value[1] = 0x38
        value[2] = 0x36
        var count = 3
        for index in number.start..<found.extensionStart {
            value[count] = found.digits[index]
            count &+= 1
        }
        var clean = CleanValue()
        clean.value = column.values.intern(value.span.extracting(0..<count))
        clean.raw = column.values.intern(cell.extracting(found.bytes))
        clean.key = clean.value
        clean.kind = number.kind
        clean.code = number.code
        column.emit(clean)
        scanner.texts.setCountry(.mainland, of: &column)
        scanner.texts.setType(number.type, of: &column)
        if number.areaDigitCount > 0 {
            var code = 0
            for index in 0..<number.areaDigitCount {
                code = code &* 10 &+ Int(found.digits[number.start &+ index] & 0xF)
            }
            scanner.texts.setArea(code, of: &column)
        }
        if found.extensionStart < found.digitCount {
            let rest = found.extensionStart..<found.digitCount
            column.setPart(.extension, found.digits.span.extracting(rest))
        }
    }
}
