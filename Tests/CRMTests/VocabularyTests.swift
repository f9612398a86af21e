import CRM
import Testing

@Suite struct VocabularyTests {
    @Test(
        "words of people become codes",
        arguments: [
            ("level", "a级", "A"), ("level", "Ｂ级", "B"), ("industry", "互联网", "software"),
            ("source", "转介绍", "referral"), ("size", "20人以下", "1-20"),
        ]
    )
    func codes(list: String, word: String, code: String) {
        #expect(Vocabularies.picklist(list)?.code(for: word) == code)
    }

    @Test("an unknown word has no code")
    func unknown() {
        #expect(Vocabularies.industry.code(for: "天文") == nil)
    }

    @Test("kinds of activities and stages are known in Chinese and English")
    func keywords() {
        let kinds = Vocabularies.keywords(entity: "activity", field: "kind")
        #expect(kinds?.code(for: "微信") == "wechat")
        #expect(kinds?.code(for: "上门拜访") == "visit")
        #expect(Vocabularies.stages.code(for: "报价") == "方案报价")
        #expect(Vocabularies.stages.code(for: "Closed Won") == "赢单")
    }

    @Test("a vocabulary's codes are unique, and no word has two codes")
    func unambiguous() {
        for list in Vocabularies.picklists + [Vocabularies.stages, Vocabularies.activityKind] {
            #expect(Set(list.terms.map(\.code)).count == list.terms.count)
            for term in list.terms {
                for word in term.synonyms + [term.labelZh, term.labelEn] {
                    #expect(list.code(for: word) == term.code, "\(list.name): \(word)")
                }
            }
        }
    }

    @Test("only one closed stage is won, and it is certain")
    func stages() {
        let won = Vocabularies.salesStages.filter(\.isWon)
        #expect(won.map(\.probability) == [100])
        #expect(won.map(\.isClosed) == [true])
    }

    @Test("an account is asked for its name, one way to reach it and a place")
    func completeness() throws {
        let account = try #require(CRMModel.standard.entity("account"))
        let items = account.completenessItems
        #expect(items.map(\.weight).reduce(0, +) == 100)
        let reachable = try #require(items.first { $0.name == "reachable" })
        #expect(reachable.fields.contains("email") && !reachable.fields.contains("fax"))
        #expect(items.contains { $0.name == "place" && $0.fields.contains("city") })
    }
}
