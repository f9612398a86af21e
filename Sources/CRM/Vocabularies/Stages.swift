/// One step of a sales pipeline (a row of `pipeline_stage`).
package struct SalesStage: Sendable {
    package let name: String
    package let labelEn: String
    /// Per cent.
    package let probability: Int
    package let isClosed: Bool
    package let isWon: Bool
    package let synonyms: [String]
}

extension Vocabularies {
    /// The name of the pipeline to which `salesStages` belong.
    package static let standardPipeline = "销售"

    package static let salesStages: [SalesStage] = [
        stage(
            "初步接触",
            "Prospecting",
            10,
            [
                "初步接洽", "线索", "初次接触", "接触", "prospecting", "appointmentscheduled", "验证客户",
                "初步沟通", "发现商机", "立项",
            ]
        ),
        stage(
            "需求确认",
            "Needs analysis",
            30,
            ["需求分析", "需求调研", "确认需求", "qualification", "qualifiedtobuy", "需求沟通", "需求"]
        ),
        stage(
            "方案报价",
            "Proposal",
            50,
            [
                "报价", "方案", "方案/报价", "方案制定", "提交方案", "方案演示", "proposal", "quote",
                "proposal/price quote", "presentationscheduled", "已报价", "方案设计",
            ]
        ),
        stage(
            "商务谈判",
            "Negotiation",
            70,
            [
                "谈判", "谈判审核", "谈判中", "negotiation", "negotiation/review", "招投标", "投标",
                "decisionmakerboughtin",
            ]
        ),
        stage(
            "合同签订",
            "Contract",
            90,
            ["签合同", "签约", "签订合同", "合同", "contractsent", "签约中", "待签约"]
        ),
        stage(
            "赢单",
            "Closed won",
            100,
            isClosed: true,
            isWon: true,
            ["成交", "已成交", "won", "closedwon", "赢", "签约成功", "成单", "已签约", "赢单成交"]
        ),
        stage(
            "输单",
            "Closed lost",
            0,
            isClosed: true,
            ["丢单", "失败", "lost", "closedlost", "输", "流失", "已丢单", "无效", "搁置"]
        ),
    ]

    private static func stage(
        _ name: String,
        _ labelEn: String,
        _ probability: Int,
        isClosed: Bool = false,
        isWon: Bool = false,
        _ synonyms: [String]
    ) -> SalesStage {
        SalesStage(
            name: name,
            labelEn: labelEn,
            probability: probability,
            isClosed: isClosed,
            isWon: isWon,
            synonyms: synonyms
        )
    }

    /// Stages as a vocabulary whose codes are the names.
    package static let stages = Vocabulary(
        "stage",
        salesStages.map { Term($0.name, $0.name, $0.labelEn, $0.synonyms) }
    )
}
