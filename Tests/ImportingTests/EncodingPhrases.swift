import TestSupport

/// Texts of several kinds in several languages, for judging how encodings are told apart.
struct EncodingPhrases {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private mutating func pick(_ words: [String]) -> String {
        words.randomElement(using: &random) ?? ""
    }

    private mutating func number(_ digits: Int) -> String {
        (0..<digits).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
    }

    private mutating func repeated(_ byteCount: Int, _ part: (inout Self) -> String) -> String {
        var text = ""
        while text.utf16.count < byteCount { text += part(&self) }
        return text
    }

    /// Prose without blanks, a comma or line end now and then.
    mutating func dense(_ words: [String], _ byteCount: Int) -> String {
        repeated(byteCount) { texts in
            let mark = Int.random(in: 0..<8, using: &texts.random)
            return texts.pick(words) + (mark == 0 ? "，" : mark == 1 ? "。\n" : "")
        }
    }

    /// A table with a header in the language.
    mutating func rows(_ headers: [String], _ words: [String], _ byteCount: Int) -> String {
        let columns = headers.shuffled(using: &random).prefix(Int.random(in: 2...5, using: &random))
        let kinds = columns.map { _ in Int.random(in: 0..<4, using: &random) }
        return columns.joined(separator: ",") + "\n"
            + repeated(byteCount) { texts in
                let cells = kinds.map { kind in
                    switch kind {
                    case 0: texts.number(4)
                    case 1: "1" + texts.number(10)
                    default: texts.pick(words)
                    }
                }
                return ([texts.number(3)] + cells).joined(separator: ",") + "\n"
            }
    }

    static let simplified = """
        北京 上海 天津 重庆 广州 深圳 杭州 南京 武汉 成都 西安 沈阳 苏州 青岛 郑州 长沙 宁波 无锡 \
        科技有限公司 贸易有限公司 股份有限公司 集团 工厂 商店 医院 学校 银行 政府 研究所 设计院 \
        王伟 李娜 张敏 刘洋 陈静 杨磊 赵强 黄丽 周杰 吴刚 徐明 孙燕 胡军 朱琳 高峰 林涛 何平 郭靖 \
        销售经理 采购主管 财务总监 董事长 工程师 客户服务 市场部 人力资源 技术支持 售后 仓库管理 \
        中山路 解放大道 人民南路 建设街 长江东路 科学园 工业区 号楼 单元 室 大厦 层 村 镇 县 区 \
        今天天气很好 我们需要更多的时间 请尽快联系客户 合同已经签订 货物将在下周发出 付款方式 \
        质量问题需要解决 会议推迟到星期五 发票还没有收到 价格可以商量 交货期三十天 样品已寄出 \
        机械设备 电子产品 建筑材料 食品饮料 服装纺织 化工原料 医疗器械 汽车配件 家具 图书 软件 \
        重要客户 潜在客户 已成交 跟进中 暂停合作 黑名单 普通 优质 备注信息 其他说明 是 否 男 女
        """.split(separator: " ").map(String.init)

    static let traditional = """
        臺北 高雄 臺中 新竹 臺南 香港 九龍 新界 澳門 桃園 基隆 嘉義 屏東 花蓮 宜蘭 彰化 苗栗 \
        科技股份有限公司 貿易有限公司 實業 企業社 集團 工廠 商店 醫院 學校 銀行 政府 研究所 \
        王偉 李娜 張敏 劉洋 陳靜 楊磊 趙強 黃麗 周傑 吳剛 徐明 孫燕 胡軍 朱琳 高峰 林濤 何平 郭靖 \
        業務經理 採購主管 財務總監 董事長 工程師 客戶服務 市場部 人力資源 技術支援 售後 倉庫管理 \
        中山路 解放大道 人民南路 建國街 長江東路 科學園區 工業區 號 樓 單元 室 大廈 層 村 鎮 縣 區 \
        今天天氣很好 我們需要更多的時間 請儘快聯絡客戶 合約已經簽訂 貨物將在下週發出 付款方式 \
        品質問題需要解決 會議延到星期五 發票還沒有收到 價格可以商量 交貨期三十天 樣品已寄出 \
        機械設備 電子產品 建築材料 食品飲料 服裝紡織 化工原料 醫療器材 汽車零件 家具 圖書 軟體 \
        重要客戶 潛在客戶 已成交 跟進中 暫停合作 黑名單 普通 優質 備註資訊 其他說明 是 否 男 女
        """.split(separator: " ").map(String.init)

    static let japanese = """
        東京都千代田区 大阪府 株式会社山田製作所 お客様 鈴木一郎 佐藤花子 ありがとうございます \
        よろしくお願いします データ システム開発部 横浜市 カタカナ 本日は晴天なり 新しい製品 北海道 \
        有限会社 高橋 渡辺 契約 請求書 サービス 京都市 営業部 部長 連絡先 メモ
        """.split(separator: " ").map(String.init)

    static let korean = """
        서울특별시 강남구 주식회사 홍길동 전화번호 고객 안녕하세요 부산광역시 해운대구 김철수 박영희 \
        담당자 회사 비고 이메일 경기도 성남시 제품을 구입했습니다 감사합니다 영업부 등록일 대구
        """.split(separator: " ").map(String.init)

    static let simplifiedHeaders = """
        编号 名称 客户名称 联系人 电话 手机 地址 备注 日期 城市 金额 行业 部门 职务 来源 状态 单价
        """.split(separator: " ").map(String.init)

    static let traditionalHeaders = """
        編號 名稱 客戶名稱 聯絡人 電話 手機 地址 備註 日期 城市 金額 行業 部門 職務 來源 狀態 單價
        """.split(separator: " ").map(String.init)
}
