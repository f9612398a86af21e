import CRM
import Records

/// Telephone cells → numbers in E.164, each with kind, area code, extension and label.
///
///     手机：１３８-1234-5678(微信同号)/办 021-5888 8888转801
///       +8613812345678  mobile    label 微信同号
///       +862158888888   landline  area code 21, extension 801, label 办
///
/// Labels, extensions and a spreadsheet's damage are cut off first, then the digits are split into
/// numbers, then judged (`PhoneSplitter`, `PhoneNumber`). No digit is ever made up.
package struct Phone: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "phone",
        stage: .normalizing,
        summary: "telephone numbers in E.164, several per cell, with extension and label",
        options: [
            OptionSpec(
                "region",
                .choice(PhoneRegion.allCases.map(\.rawValue)),
                standard: "CN",
                isPrimary: true,
                "region of numbers without a country code"
            ),
            OptionSpec("area_code", .text, "area code of landline numbers that have none"),
        ],
        findings: [
            .notAPhone, .noAreaCode, .tooFewDigits, .tooManyDigits, .unrecoverable, .masked,
            .placeholder, .decimalTail, .letterInDigits, .lostZero, .shortTail, .foreignNumber,
            .unknownAreaCode, .areaCodeProposed, .wrongColumn,
        ],
        example: "{phone: CN}"
    )

    let region: PhoneRegion
    /// Without its 0; empty when numbers without area code stay as they are.
    let areaCode: [UInt8]
    var scanner = PhoneScanner()
    private var plain: [UInt8] = []
    private let mainland = Array(PhoneRegion.mainland.rawValue.utf8)

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        let settings = try Settings(options, Phone.spec)
        let name = settings.text("region") ?? context.region
        guard let region = PhoneRegion(rawValue: name) else {
            throw OptionError("region", "unknown region `\(name)`, expected CN, HK, MO or TW")
        }
        self.region = region
        let area = Array((settings.text("area_code") ?? "").utf8.drop { $0 == 0x30 })
        let value = Digits.value(area.span)
        guard area.isEmpty || value.map({ AreaCodes.standard.contains($0) }) == true else {
            throw OptionError("area_code", "no such area code, expected one such as `021`")
        }
        areaCode = area
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        if region == .mainland, isPlainMobile(cell), !PhoneNumber.isPlaceholder(cell) {
            plain.removeAll(keepingCapacity: true)
            plain.append("+86")
            plain.append(cell)
            column.emit(raw: cell, value: plain.span, kind: .mobile)
            column.setPart(.country, mainland.span)
            return
        }
        scanner.scan(cell, with: self, into: &column)
    }

    @inline(__always)
    private func isPlainMobile(_ cell: Span<UInt8>) -> Bool {
        guard cell.count == 11, cell[0] == 0x31, cell[1] >= 0x33 else { return false }
        return Digits.areAll(cell)
    }
}
