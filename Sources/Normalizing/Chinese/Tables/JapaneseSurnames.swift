/// Frequent Japanese surnames of two or three characters, in simplified forms.
///
/// General knowledge; they keep 田中太郎 and 佐藤健 from being split as Chinese names. A surname that
/// begins as a common Chinese one does counts only in names of four or more characters.
final class JapaneseSurnames: Sendable {
    static let shared = JapaneseSurnames()

    private let words: ScalarTrie

    private init() { words = ScalarTrie(Self.list.wordScalars) }

    /// The length of the surname that begins at `start`; 0 when none does.
    func count(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        words.longest(text, start, end)?.count ?? 0
    }

    /// Characters as Japan simplified them, and those of China that they stand for.
    static let shinjitai: [UInt32: UInt32] = {
        let pairs = """
            辺边 沢泽 桜樱 広广 浜滨 関关 黒黑 竜龙 恵惠 徳德 栄荣 斎斋 斉齐 鉄铁 渋涩 歩步 亜亚 円圆 塩盐 応应 縄绳
            児儿 実实 蔵藏 巌岩 剣剑 仏佛 伝传 両两 乗乘 剰剩 検检 験验 険险 圏圈 帯带 庁厅 戦战
            拝拜 挙举 暁晓 楽乐 様样 権权 気气 浄净 渓溪 満满 焼烧 獣兽 瀬濑 畳叠 発发 県县 砕碎 穂穗 経经 絵绘 継继
            総总 聡聪 薫熏 蛍萤 覚觉 観观 訳译 読读 豊丰 転转 軽轻 逓递 遅迟 郷乡 酔醉 錬炼 鎮镇 陥陷 隠隐 雑杂
            霊灵 顕显 駅驿 髪发 鶏鸡 歓欢 姫姬 弐贰 壱壹 稲稻 縁缘 緑绿 倹俭 勲勋 択择 抜拔 桟栈 毎每
            闘斗 聴听 駆驱 荘庄 衛卫 徴征 娯娱 憲宪 锺钟
            """
        var table: [UInt32: UInt32] = [:]
        for pair in pairs.wordScalars where pair.count == 2 && pair[0] != pair[1] {
            table[pair[0]] = pair[1]
        }
        return table
    }()

    private static let list = """
        佐藤 铃木 高桥 田中 伊藤 渡边 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 斋藤 清水 山崎 池田 桥本 阿部
        石川 山下 中岛 石井 小川 前田 冈田 长谷川 藤田 后藤 近藤 村上 远藤 青木 坂本 福田 太田 西村 藤井 金子 藤原 冈本 三浦
        中野 原田 中川 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田 柴田 酒井 宫崎 横山 高木 安藤 宫本 大野 小岛 谷口
        今井 工藤 高田 增田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千叶 菅原 岩崎 木下 久保 佐野
        松尾 市川 菊地 野村 杉本 樱井 熊谷 古川 岛田 菅野 水野 渡部 吉川 山内 饭田 菊池 西田 北村 安田 五十岚 星野 久保田
        中田 田口 川口 川崎 饭塚 伊东 福岛 本田 松下 服部 樋口 川上 永井 松冈 田岛 山中 森本 土屋 矢野 秋山 广濑 大西 石原
        松村 吉村 浅野 荒木 大久保 野田 川村 泽田 大川 岩田 松浦 尾崎 望月 田边 冈崎 大岛 荒井 早川 中西 村井 石桥 成田 片山
        神田 宫田 大桥 本间 平田 田代 吉冈 三宅 内藤 岩本 平井 萩原 关口 桑原 大石 福井 横田 儿玉 本多 黑田 上村 西川 须藤
        堀江 小泽 大泽 中泽 宫泽 黑泽 相泽 滨田 滨崎 滨口 栗原 栗田 小松 小西 小池 小田 小谷 小仓 小笠原 小柳 石黑 德永 德田
        福山 福原 福本 稻垣 稻叶 桐谷 新垣 绫濑 户田 宇野 宇多田 织田 德川 丰臣 明智 真田 足利 安倍 麻生 岸田 石破 鸠山 小泉
        细川 羽生 村山 东野 芥川 夏目 川端 三岛 太宰 江户川 手冢 鸟山 尾田 岸本 久石 坂井 仓木 中森 齐藤 白石 森山 西野 桥口
        堀内 大谷 野崎 长岛 长野 长田 永田 永野 水谷 水岛 深田 深泽 根岸 根本 柳田 柳泽 梅田 梅原 松山 松原 松岛 杉田 角田
        川岛 川田 川本 冈村 冈部 寺田 宫下 宫内 宫川 奥田 奥村 大森 大和田 土井 原口 半田 加濑 津田 濑户 泷泽 片冈 牧野 田原
        """
}
