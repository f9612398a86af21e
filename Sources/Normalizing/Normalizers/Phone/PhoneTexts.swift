import Records

/// Texts that come again and again, with the ids that they have in the column being filled.
///
/// A country, a type or a city is hashed once per column instead of once per number. An id is
/// used only when the column has that very text under it, so a scratch may outlive its column.
struct PhoneTexts: Sendable {
    struct Entry: Sendable {
        var text: [UInt8]
        var id: ValueID = 0

        @inline(__always)
        mutating func id(in column: inout CleanColumn) -> ValueID {
            if Int(id) < column.values.count, column.values[id].hasSameBytes(as: text.span) {
                return id
            }
            id = column.values.intern(text.span)
            return id
        }
    }

    /// The area codes of mainland China with what is known of their place.
    struct Area: Sendable {
        var code: Entry
        var province: Entry
        var city: Entry
    }

    private var countries: [PhoneRegion: Entry] = [:]
    private var mobile = Entry(text: Array("mobile".utf8))
    private var fixedLine = Entry(text: Array("fixed_line".utf8))
    private var mainland = Entry(text: Array("CN".utf8))
    private var types: [Entry] = PhoneType.allCases.map { Entry(text: Array($0.name.utf8)) }
    /// By area code; 0 = not met yet.
    private var areaSlots: [UInt16] = []
    private var areas: [Area] = []

    mutating func setCountry(_ country: PhoneRegion, of column: inout CleanColumn) {
        guard country != .none else { return }
        if country == .mainland {
            column.setPart(.country, mainland.id(in: &column))
            return
        }
        var entry = countries[country] ?? Entry(text: Array(country.name.utf8))
        column.setPart(.country, entry.id(in: &column))
        countries[country] = entry
    }

    mutating func setType(_ type: PhoneType, of column: inout CleanColumn) {
        switch type {
        case .unknown: break
        case .mobile: column.setPart(.numberType, mobile.id(in: &column))
        case .fixedLine: column.setPart(.numberType, fixedLine.id(in: &column))
        default: column.setPart(.numberType, types[Int(type.rawValue)].id(in: &column))
        }
    }

    /// Sets the area code without its place, which is uncertain.
    mutating func setAreaCode(_ code: Int, of column: inout CleanColumn) {
        if let slot = areaSlot(code) { column.setPart(.areaCode, areas[slot].code.id(in: &column)) }
    }

    /// Sets the area code and, when only one place has it, its province and city.
    mutating func setArea(_ code: Int, of column: inout CleanColumn) {
        guard let slot = areaSlot(code) else { return }
        column.setPart(.areaCode, areas[slot].code.id(in: &column))
        if !areas[slot].province.text.isEmpty {
            column.setPart(.province, areas[slot].province.id(in: &column))
        }
        if !areas[slot].city.text.isEmpty {
            column.setPart(.city, areas[slot].city.id(in: &column))
        }
    }

    private mutating func areaSlot(_ code: Int) -> Int? {
        guard code > 0, code < 1000 else { return nil }
        if areaSlots.isEmpty { areaSlots = [UInt16](repeating: 0, count: 1000) }
        if areaSlots[code] == 0 {
            areas.append(PhoneTexts.area(code))
            areaSlots[code] = UInt16(areas.count)
        }
        return Int(areaSlots[code]) - 1
    }

    private static func area(_ code: Int) -> Area {
        let place = AreaPlace.names(ofCode: code)
        return Area(
            code: Entry(text: Array("\(code)".utf8)),
            province: Entry(text: Array(place.province.utf8)),
            city: Entry(text: Array(place.city.utf8))
        )
    }
}
