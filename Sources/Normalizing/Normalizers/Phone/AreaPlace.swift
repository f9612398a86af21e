/// The province and city of an area code of mainland China, in the official names.
///
/// The plan's names leave out what everybody knows (内蒙古呼伦贝尔, 四川甘孜). A code that several
/// cities share (024, 028, 0731) gives its province alone.
enum AreaPlace {
    static func names(ofCode code: Int) -> (province: String, city: String) {
        var digits = DialDigits()
        for byte in "\(code)".utf8 { digits.append(byte) }
        var bytes: [UInt8] = []
        NumberingPlan.shared.areaName(digits)?.appendChinese(to: &bytes)
        let place = String(decoding: bytes, as: UTF8.self)
        let province = provinces.first { $0.prefix(2) == place.prefix(2) } ?? ""
        guard !province.isEmpty, let city = AreaCodes.standard.onlyCity(ofCode: code) else {
            return (province, "")
        }
        if let renamed = fullNames.first(where: { city.hasSuffix($0.short) }) {
            return (province, renamed.full)
        }
        return (province, city.hasSuffix("市") || city.hasSuffix("州") ? city : "")
    }

    private static let provinces = [
        "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省", "上海市", "江苏省",
        "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省", "广东省", "广西壮族自治区",
        "海南省", "重庆市", "四川省", "贵州省", "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区",
        "新疆维吾尔自治区",
    ]

    private static let fullNames: [(short: String, full: String)] = [
        ("呼伦贝尔", "呼伦贝尔市"), ("乌兰察布", "乌兰察布市"), ("鄂尔多斯", "鄂尔多斯市"),
        ("巴彦淖尔", "巴彦淖尔市"), ("锡林郭勒", "锡林郭勒盟"), ("兴安", "兴安盟"), ("阿拉善", "阿拉善盟"),
        ("西双版纳", "西双版纳傣族自治州"), ("甘孜", "甘孜藏族自治州"), ("阿坝", "阿坝藏族羌族自治州"),
        ("黔南", "黔南布依族苗族自治州"), ("黔东南", "黔东南苗族侗族自治州"), ("红河", "红河哈尼族彝族自治州"),
        ("怒江", "怒江傈僳族自治州"), ("山南", "山南市"), ("甘南", "甘南藏族自治州"), ("林芝地区", "林芝市"),
        ("昌都地区", "昌都市"), ("哈密地区", "哈密市"), ("大兴安岭地区", "大兴安岭地区"), ("塔城地区", "塔城地区"),
        ("和田地区", "和田地区"), ("喀什地区", "喀什地区"), ("阿克苏地区", "阿克苏地区"), ("阿勒泰地区", "阿勒泰地区"),
    ]
}
