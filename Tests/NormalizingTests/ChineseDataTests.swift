import Foundation
import Records
import TestSupport
import Testing

@testable import Normalizing

/// Agreement with public and invented data; figures are printed, lower bounds are asserted.
struct ChineseDataTests {
    /// Agreement with another program's labels, of which some rest on nothing in the cell.
    ///
    /// Those are a place that only a road or building names (山西路), and the city of a district
    /// that several cities have. Agreement is shown for all, and apart for those that the cell
    /// bears out.
    @Test("addresses agree with the silver labels of normalize/addresses")
    func silverAddresses() throws {
        guard let url = Fixtures.data("normalize/addresses/addresses.csv") else { return }
        var normalizer = try AddressNormalizer(nil, context: NormalizingContext())
        var tally = Tally()
        for row in CSV.rows(try String(contentsOf: url, encoding: .utf8)).dropFirst() {
            guard row.count >= 6, !row[1].isEmpty else { continue }
            let parts = ChineseCases.run(&normalizer, Array(row[1].utf8)).first?.parts ?? [:]
            let city = row[3] == "市辖区" || row[3] == "县" ? row[2] : row[3]
            let isDirect = city.contains("直辖")
            let isBorneOut = SilverLabels.isBorneOut(row[1], [row[2], city, row[4]])
            tally.add("province", row[2], parts["province"])
            if !isDirect { tally.add("city", city, parts["city"]) }
            tally.add("district", row[4], parts["district"])
            guard isBorneOut else { continue }
            tally.add("province borne out", row[2], parts["province"])
            if !isDirect { tally.add("city borne out", city, parts["city"]) }
        }
        tally.show("silver addresses")
        #expect(tally.share("province") > 0.95)
        #expect(tally.share("city") > 0.95)
        #expect(tally.share("district") > 0.96)
        #expect(tally.share("province borne out") > 0.99)
        #expect(tally.share("city borne out") > 0.99)
    }

    @Test("the mentions of messy-small agree with its golden records")
    func messySmall() throws {
        guard let folder = Fixtures.data("crm/messy-small") else { return }
        let gold = try GoldData(folder)
        var address = try AddressNormalizer(nil, context: NormalizingContext())
        var company = try CompanyName(nil, context: NormalizingContext())
        var person = try PersonName(nil, context: NormalizingContext())
        var tally = Tally()
        for (cells, truth) in gold.customers {
            let goldParts = ChineseCases.run(&company, Array(truth["name", default: ""].utf8)).first
            let found = ChineseCases.run(&company, Array(cells[1].utf8)).first
            tally.add(
                "kind",
                truth["type"] == "person" ? "person" : "company",
                found?.kind == .person ? "person" : "company"
            )
            if truth["type"] == "org" {
                tally.add("brand", goldParts?.parts["brand"] ?? "", found?.parts["brand"])
            } else {
                tally.add("person customer", goldParts?.key ?? "", found?.key)
            }
            let place = ChineseCases.run(
                &address,
                Array(cells[8...11].joined(separator: "\u{1F}").utf8)
            ).first
            for field in ["province", "city", "district"] {
                let mentioned = cells[8...11].joined()
                let isThere = mentioned.contains(truth[field, default: ""].prefix(2))
                tally.add(
                    isThere ? field : "\(field) unmentioned",
                    truth[field, default: ""],
                    place?.parts[field]
                )
            }
            tally.add("detail", truth["address", default: ""], place?.parts["detail"])
        }
        for (cells, truth) in gold.contacts {
            let name = truth["name", default: ""]
            let found = ChineseCases.run(&person, Array(cells[2].utf8)).first
            let expected = ChineseCases.run(&person, Array(name.utf8)).first
            let isLatin = cells[2].utf8.allSatisfy { $0 < 0x80 }
            if isLatin {
                tally.add("latin pinyin", expected?.parts["pinyin"] ?? "", found?.parts["pinyin"])
            } else if found?.code != "N060" {
                tally.add("contact key", expected?.key ?? "", found?.key)
            }
        }
        tally.show("messy-small")
        #expect(tally.share("brand") > 0.9)
        #expect(tally.share("kind") > 0.98)
        #expect(tally.share("district") > 0.98)
        #expect(tally.share("contact key") > 0.98)
    }
}

/// Which labels of another program the cell itself bears out.
enum SilverLabels {
    /// Whether the cell names the province or city, or a district that only one city has, other than as
    /// the beginning of a road's or building's name.
    static func isBorneOut(_ cell: String, _ names: [String]) -> Bool {
        for (level, name) in names.enumerated() where !name.isEmpty {
            if level == 2, !isUnique(name) { continue }
            if cell.contains(name), !isOnlyRoad(cell, name) { return true }
            guard level < 2, let short = shortName(name) else { continue }
            if cell.contains(short), !isOnlyRoad(cell, short) { return true }
        }
        return false
    }

    private static func shortName(_ name: String) -> String? {
        RegionTable.shared.regions.first { $0.name == name }.map { region in
            String(String.UnicodeScalarView(region.short.compactMap(Unicode.Scalar.init)))
        }
    }

    /// Whether every place of the name is followed, within four characters, by a word for roads or buildings.
    private static func isOnlyRoad(_ cell: String, _ name: String) -> Bool {
        cell.components(separatedBy: name).dropFirst().allSatisfy { rest in
            roads.contains { rest.prefix(4).contains($0) || rest.prefix(6).contains($0 + "号") }
        }
    }

    private static let roads = ["路", "街", "道", "巷", "弄", "桥", "大厦", "广场", "楼", "中心", "镇", "村"]

    private static func isUnique(_ name: String) -> Bool {
        RegionTable.shared.regions.filter { $0.name == name }.count == 1
    }
}

/// Right and all, by field.
struct Tally {
    private var counts: [String: (right: Int, all: Int)] = [:]

    /// Counts a comparison when something is expected.
    mutating func add(_ field: String, _ expected: String, _ found: String?) {
        guard !expected.isEmpty else { return }
        let isRight = expected == found
        counts[field, default: (0, 0)].all += 1
        if isRight { counts[field, default: (0, 0)].right += 1 }
    }

    func share(_ field: String) -> Double {
        let count = counts[field] ?? (0, 1)
        return Double(count.right) / Double(count.all)
    }

    func show(_ title: String) {
        for (field, count) in counts.sorted(by: { $0.key < $1.key }) {
            let percent = (share(field) * 1000).rounded() / 10
            print("\(title) \(field): \(count.right) of \(count.all) = \(percent) %")
        }
    }
}

/// A plain reader of RFC 4180, for test data.
enum CSV {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        for byte in text.utf8 {
            switch (byte, isQuoted) {
            case (0x22, _): isQuoted.toggle()
            case (0x2C, false), (0x0A, false):
                if cell.last == 0x0D { cell.removeLast() }
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 0x0A {
                    rows.append(row)
                    row = []
                }
            default: cell.append(byte)
            }
        }
        return rows
    }

    static func records(_ url: URL) throws -> [[String: String]] {
        let rows = rows(try String(contentsOf: url, encoding: .utf8))
        guard let header = rows.first else { return [] }
        return rows.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }
}

/// The customers and contacts of the SQL dump with their golden records.
struct GoldData {
    var customers: [(cells: [String], truth: [String: String])] = []
    var contacts: [(cells: [String], truth: [String: String])] = []

    init(_ folder: URL) throws {
        func byEntity(_ name: String) throws -> [String: [String: String]] {
            let records = try CSV.records(folder.appendingPathComponent(name))
            return Dictionary(records.map { ($0["entity", default: ""], $0) }) { first, _ in first }
        }
        let gold = try byEntity("customers_gold.csv").merging(byEntity("contacts_gold.csv")) {
            a,
            _ in a
        }
        var entities: [String: String] = [:]
        for row in try CSV.records(folder.appendingPathComponent("truth.csv")) {
            entities["\(row["table"] ?? "") \(row["locator"] ?? "")"] = row["entity"]
        }
        let dump = folder.appendingPathComponent("oldcrm_20231130.sql")
        for line in try String(contentsOf: dump, encoding: .utf8).split(separator: "\n") {
            for table in ["t_customer", "t_contacts"] {
                let head = "INSERT INTO `\(table)` VALUES "
                guard line.hasPrefix(head) else { continue }
                for cells in Self.tuples(Array(line.utf8.dropFirst(head.utf8.count))) {
                    let entity = entities["\(table) id \(cells.first ?? "")"] ?? ""
                    guard let truth = gold[entity] else { continue }
                    if table == "t_customer" {
                        customers.append((cells, truth))
                    } else {
                        contacts.append((cells, truth))
                    }
                }
            }
        }
    }

    /// The rows of an extended INSERT; NULL is blank.
    private static func tuples(_ text: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var depth = 0
        var index = 0
        func flush() {
            let text = String(decoding: cell, as: UTF8.self)
            row.append(text == "NULL" ? "" : text)
            cell = []
        }
        while index < text.count {
            let byte = text[index]
            if isQuoted, byte == 0x5C {
                index += 1
                cell.append(text[index])
            } else if byte == 0x27 {
                isQuoted.toggle()
            } else if isQuoted {
                cell.append(byte)
            } else if byte == 0x28 {
                depth += 1
            } else if byte == 0x29 {
                depth -= 1
                flush()
                rows.append(row)
                row = []
            } else if byte == 0x2C {
                if depth > 0 { flush() }
            } else if depth > 0 {
                cell.append(byte)
            }
            index += 1
        }
        return rows
    }
}
