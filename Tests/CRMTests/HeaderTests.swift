import CRM
import Testing

@Suite struct HeaderTests {
    @Test(
        "a header is compared without width, case, blanks, marks, units and ordinals",
        arguments: [
            ("*手机号码\n（必填）", "手机号码"), ("E-Mail Address", "emailaddress"),
            ("联系人2", "联系人"), ("手机②", "手机"), ("营业额(万元)", "营业额"), ("ＱＱ号", "qq号"),
            ("客户 名称：", "客户名称"), ("电话 (2)", "电话"), ("cust_name", "custname"), ("QQ", "qq"),
        ]
    )
    func normalized(header: String, expected: String) {
        #expect(HeaderName.normalized(header) == expected)
    }

    @Test("the ordinal of a repeated header is its number, and a lone digit is none")
    func ordinals() {
        #expect(HeaderName.ordinal(of: "联系人2") == 2)
        #expect(HeaderName.ordinal(of: "手机③") == 3)
        #expect(HeaderName.ordinal(of: "电话 (2)") == 2)
        #expect(HeaderName.ordinal(of: "电话") == nil)
        #expect(HeaderName.unit(of: "年营业额（万元）") == "万元")
        #expect(HeaderName.unit(of: "电话(必填)") == nil)
    }

    @Test(
        "headers find their fields",
        arguments: [
            ("account", "*客户名称", "name"), ("account", "Account Name", "name"),
            ("account", "业务员", "owner"), ("account", "统一社会信用代码", "uscc"),
            ("account", "详细地址", "address"), ("account", "年营业额（万元）", "annual_revenue"),
            ("account", "电话", "phone"), ("contact", "联系人1", "full_name"),
            ("contact", "手机号", "mobile"), ("contact", "职位", "job_title"),
            ("opportunity", "预计成交金额", "amount"), ("activity", "跟进方式", "kind"),
            ("contact", "备注", "description"), ("account", "客户来源", "source"),
        ]
    )
    func synonyms(entity: String, header: String, field: String) throws {
        let known = try #require(CRMModel.standard.entity(entity))
        #expect(HeaderSynonyms.match(header: header, entity: known)?.name == field)
    }

    @Test("a slip of the pen is similar, another word is not")
    func similar() throws {
        let synonyms = HeaderSynonyms(try #require(CRMModel.standard.entity("account")))
        #expect(synonyms.match("统一社会信用代玛")?.field.name == nil)
        #expect(synonyms.similar(to: "统一社会信用代玛")?.0.name == "uscc")
        #expect(synonyms.similar(to: "天气")?.0.name == nil)
    }

    @Test("numbers of identity cards are dropped, keys of rows are keys")
    func special() {
        #expect(HeaderSynonyms.isDropped("身份证号"))
        #expect(!HeaderSynonyms.isDropped("手机"))
        #expect(HeaderSynonyms.isSourceID("客户编号"))
        #expect(!HeaderSynonyms.isSourceID("客户名称"))
    }
}
