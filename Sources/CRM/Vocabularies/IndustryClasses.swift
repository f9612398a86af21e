/// The sections A–T and divisions 01–97 of GB/T 4754-2017, each with the code of the list `industry`.
///
/// Classification of national economic activities, National Bureau of Statistics; names and numbers
/// of its two upper levels are facts and stand as published. The list's codes are fewer and follow what
/// CRMs ask for, so that 36 汽车制造业 is `automotive` and not `manufacturing`.
package enum IndustryClasses {
    /// One section or division: `C`, 制造业, `manufacturing`; `36`, 汽车制造业, `automotive`.
    package struct Entry: Sendable {
        package let number: String
        package let name: String
        package let code: String
        /// The section's letter.
        package let section: String
    }

    package static let all: [Entry] = {
        var entries: [Entry] = []
        var section = ""
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: " ").map(String.init)
            guard cells.count == 3 else { continue }
            if cells[0].count == 1 { section = cells[0] }
            entries.append(
                Entry(number: cells[0], name: cells[1], code: cells[2], section: section)
            )
        }
        return entries
    }()

    /// How an entry is written in files: its name, the name without 业, the number with either.
    ///
    /// A bare number of two digits is left out: lists of other systems number their own terms so.
    static func words(code: String) -> [String] {
        var words: [String] = []
        for entry in all where entry.code == code {
            let isSection = entry.number.count == 1
            let full = entry.section + (isSection ? "" : entry.number)
            words += [entry.name, full, full + entry.name]
            if !isSection { words.append(entry.number + entry.name) }
            // 批发和零售业 → 批发和零售
            if entry.name.hasSuffix("业"), entry.name.count > 3 {
                words.append(String(entry.name.dropLast()))
            }
            if entry.name.contains("、") { words.append(entry.name.replacing("、", with: "")) }
        }
        return words
    }

    private static let table = """
        A 农、林、牧、渔业 agriculture
        01 农业 agriculture
        02 林业 agriculture
        03 畜牧业 agriculture
        04 渔业 agriculture
        05 农、林、牧、渔专业及辅助性活动 agriculture
        B 采矿业 mining
        06 煤炭开采和洗选业 mining
        07 石油和天然气开采业 mining
        08 黑色金属矿采选业 mining
        09 有色金属矿采选业 mining
        10 非金属矿采选业 mining
        11 开采专业及辅助性活动 mining
        12 其他采矿业 mining
        C 制造业 manufacturing
        13 农副食品加工业 food
        14 食品制造业 food
        15 酒、饮料和精制茶制造业 food
        16 烟草制品业 food
        17 纺织业 textiles
        18 纺织服装、服饰业 textiles
        19 皮革、毛皮、羽毛及其制品和制鞋业 textiles
        20 木材加工和木、竹、藤、棕、草制品业 manufacturing
        21 家具制造业 manufacturing
        22 造纸和纸制品业 manufacturing
        23 印刷和记录媒介复制业 manufacturing
        24 文教、工美、体育和娱乐用品制造业 manufacturing
        25 石油、煤炭及其他燃料加工业 chemicals
        26 化学原料和化学制品制造业 chemicals
        27 医药制造业 healthcare
        28 化学纤维制造业 chemicals
        29 橡胶和塑料制品业 chemicals
        30 非金属矿物制品业 manufacturing
        31 黑色金属冶炼和压延加工业 manufacturing
        32 有色金属冶炼和压延加工业 manufacturing
        33 金属制品业 manufacturing
        34 通用设备制造业 manufacturing
        35 专用设备制造业 manufacturing
        36 汽车制造业 automotive
        37 铁路、船舶、航空航天和其他运输设备制造业 manufacturing
        38 电气机械和器材制造业 manufacturing
        39 计算机、通信和其他电子设备制造业 electronics
        40 仪器仪表制造业 electronics
        41 其他制造业 manufacturing
        42 废弃资源综合利用业 energy
        43 金属制品、机械和设备修理业 manufacturing
        D 电力、热力、燃气及水生产和供应业 energy
        44 电力、热力生产和供应业 energy
        45 燃气生产和供应业 energy
        46 水的生产和供应业 energy
        E 建筑业 construction
        47 房屋建筑业 construction
        48 土木工程建筑业 construction
        49 建筑安装业 construction
        50 建筑装饰、装修和其他建筑业 construction
        F 批发和零售业 wholesale
        51 批发业 wholesale
        52 零售业 wholesale
        G 交通运输、仓储和邮政业 logistics
        53 铁路运输业 logistics
        54 道路运输业 logistics
        55 水上运输业 logistics
        56 航空运输业 logistics
        57 管道运输业 logistics
        58 多式联运和运输代理业 logistics
        59 装卸搬运和仓储业 logistics
        60 邮政业 logistics
        H 住宿和餐饮业 food
        61 住宿业 food
        62 餐饮业 food
        I 信息传输、软件和信息技术服务业 software
        63 电信、广播电视和卫星传输服务 electronics
        64 互联网和相关服务 software
        65 软件和信息技术服务业 software
        J 金融业 finance
        66 货币金融服务 finance
        67 资本市场服务 finance
        68 保险业 finance
        69 其他金融业 finance
        K 房地产业 realestate
        70 房地产业 realestate
        L 租赁和商务服务业 services
        71 租赁业 services
        72 商务服务业 services
        M 科学研究和技术服务业 research
        73 研究和试验发展 research
        74 专业技术服务业 research
        75 科技推广和应用服务业 research
        N 水利、环境和公共设施管理业 energy
        76 水利管理业 energy
        77 生态保护和环境治理业 energy
        78 公共设施管理业 energy
        79 土地管理业 government
        O 居民服务、修理和其他服务业 services
        80 居民服务业 services
        81 机动车、电子产品和日用产品修理业 services
        82 其他服务业 services
        P 教育 education
        83 教育 education
        Q 卫生和社会工作 healthcare
        84 卫生 healthcare
        85 社会工作 healthcare
        R 文化、体育和娱乐业 media
        86 新闻和出版业 media
        87 广播、电视、电影和录音制作业 media
        88 文化艺术业 media
        89 体育 media
        90 娱乐业 media
        S 公共管理、社会保障和社会组织 government
        91 中国共产党机关 government
        92 国家机构 government
        93 人民政协、民主党派 government
        94 社会保障 government
        95 群众团体、社会团体和其他成员组织 government
        96 基层群众自治组织 government
        T 国际组织 other
        97 国际组织 other
        """
}
