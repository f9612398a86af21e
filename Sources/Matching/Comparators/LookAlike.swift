/// Han characters that are taken for one another because they share a component or differ by a
/// stroke.
///
/// General knowledge of writing mistakes, in simplified forms; characters of one group are alike.
/// The relation is symmetric; it is not a statement about sound.
enum LookAlike {
    static func areAlike(_ a: UInt32, _ b: UInt32) -> Bool {
        if a == b { return true }
        let pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        var low = 0
        var high = pairs.count
        while low < high {
            let middle = (low &+ high) / 2
            if pairs[middle] < pair { low = middle &+ 1 } else { high = middle }
        }
        return low < pairs.count && pairs[low] == pair
    }

    private static let groups: [[UInt32]] = [
        "己已巳", "末未", "士土", "人入八", "日曰", "天夭", "干千于", "大太犬", "王玉主", "田由甲申", "贝见",
        "戊戌戍戎", "侯候", "晴睛清情请", "析折拆", "拔拨", "今令", "免兔", "爪瓜", "洒酒", "茶荼", "暑署",
        "微徽", "壁璧", "博搏膊", "辨辩辫", "竞竟", "梁粱", "杨扬", "刘划", "陈阵", "徐除", "宋宗", "余佘",
        "冶治", "冷泠", "汪江", "洪供", "颖颍", "琪棋祺淇骐琦骑", "璟景憬", "琳林淋霖", "瑾谨槿", "瑞端",
        "瑶摇遥", "珊姗删", "玲铃伶", "玮伟炜纬", "婷停亭", "娜那哪", "娟捐涓", "媛援缓", "莹营萤荧", "芳方坊",
        "芬分纷", "萍苹平坪", "蓝篮兰", "莉利俐", "茵因", "菁青箐", "薇微", "帆凡", "浩皓", "洋详祥样", "涛滔",
        "波坡玻", "淼森", "润闰", "泽择", "鹏朋棚", "鸿鸣", "凯铠", "俊骏峻浚", "健建键", "佳住桂", "倩债清",
        "傲敖", "恒桓垣", "悦说阅", "昊吴", "昕听欣", "晨辰", "晓烧", "旭旮", "昌冒", "明朋", "星显", "晟成盛",
        "炎淡", "焕换涣", "煜昱", "熠耀", "科料", "技枝", "拓柘", "振震", "捷睫", "敏繁", "文交", "斌武", "新析",
        "朗郎", "桥侨", "楠南", "槐魁", "澜斓", "源原", "潍维", "澄登", "澳奥", "珂坷", "琛深探", "琰炎", "瑄宣",
        "璇旋", "皓浩", "盈盘", "睿容", "硕顾", "祥详", "禾木", "秀季", "程呈", "穗惠", "立位", "筠均", "筑巩",
        "索素", "纳衲", "绍招", "维唯惟", "翎翔", "联朕", "聚骤", "腾滕", "臻榛", "航杭", "舟丹", "蔚慰尉",
        "衡衔", "裕浴", "诚城", "诺若", "谷各", "赫郝", "越赵", "路洛", "轩杆", "辉晖挥", "达迭", "迈万", "逸免",
        "遂逐", "邦帮", "郁都", "金全", "鑫金", "锐说", "锦绵棉", "铭名", "镇真", "长张", "隆降", "雅邪", "霁齐",
        "韬涛", "顺项", "颂项", "飞气", "驰弛", "骁晓", "骞赛寨", "高亮", "麓鹿", "麟鳞", "黎梨", "鼎晶", "龙尤",
        "旻昊", "昱昊", "钰珏", "沅元", "琮综", "岚风", "屿与", "川州", "汀订", "炀扬",
    ].map { $0.unicodeScalars.map(\.value) }

    /// All pairs of one group, the smaller character in the high half, ascending.
    private static let pairs: [UInt64] = Set(
        groups.flatMap { group in
            group.flatMap { a in
                group.filter { a < $0 }.map { UInt64(a) << 32 | UInt64($0) }
            }
        }
    ).sorted()
}
