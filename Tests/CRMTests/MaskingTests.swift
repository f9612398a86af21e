import Testing

@testable import CRM

@Suite("Masking")
struct MaskingTests {
    @Test(
        "personal data is hidden by type, what helps to find the record stays",
        arguments: [
            ("13912345678", FieldType.phone, "139****5678"),
            ("+8613912345678", .phone, "+86139****5678"),
            ("010-82345678", .phone, "010-******78"),
            ("手机：13912345678/8234", .phone, "手机：139****5678/****"),
            ("张三丰", .personName, "张**"), ("欧阳修", .personName, "欧阳*"), ("张", .personName, "*"),
            ("Wei Zhang", .personName, "W*** Z***"),
            ("zhang@acme.example", .email, "z***@acme.example"),
            ("广东省深圳市南山区科技路1号", .address, "广东省深圳市南山区***"),
            ("身份证11010519491231002X", .code, "身份证110105********002X"),
            ("张玉丽的妹妹", .text, "张玉****"), ("张玉丽", .companyName, "张**"),
            ("电话13912345678找我", .keyword, "电话139****5678找我"), ("2023-01-05", .date, "2023-01-05"),
            ("某某有限公司", .companyName, "某某有限公司"), ("zhangsan99", .wechat, "zh******99"),
            ("", .phone, ""),
        ]
    )
    func masks(text: String, type: FieldType, masked: String) {
        #expect(Masking.mask(text, type: type) == masked)
    }

    @Test(
        "of fields that may tell of one person, dates keep the year and codes two characters",
        arguments: [
            ("1987-03-10", FieldType.date, "1987-**-**"), ("1987", .date, "1987"),
            ("19870310", .date, "1987****"), ("03101987", .date, "********"),
            ("1987年3月10日", .date, "1987年*月**日"), ("87-3-10", .date, "**-*-**"),
            ("八七年三月", .date, "**年*月"), ("1987-03-10 08:15", .datetime, "1987-**-** **:**"),
            ("Mar 10, 1987", .date, "*** **, ****"), ("", .date, ""),
            ("AB123456", .code, "AB******"), ("A1", .keyword, "**"), ("12", .number, "12"),
        ]
    )
    func personal(text: String, type: FieldType, masked: String) {
        #expect(Masking.mask(text, type: type, isPersonal: true) == masked)
    }

    @Test(
        "no type lets a mobile number or an ID card number through",
        arguments: FieldType.allCases
    )
    func hidesNumbers(type: FieldType) {
        guard type != .uscc && type != .registrationNo else { return }
        #expect(!Masking.mask("13912345678", type: type).contains("13912345678"))
        #expect(!Masking.mask("11010519491231002X", type: type).contains("19491231"))
    }
}
