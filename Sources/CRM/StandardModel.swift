extension CRMModel {
    /// The model of crm.db, in the order of load: parents before children.
    package static let standard = CRMModel(entities: [
        .department, .user, .product, .campaign, .account, .contact, .lead, .opportunity,
        .contract, .paymentPlan, .payment, .salesOrder, .activity, .serviceCase,
        .knowledgeArticle, .tag,
    ])
}
