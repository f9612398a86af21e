/// Technical states that the schema's CHECKs know, with the words that people write.
extension Vocabularies {
    /// The vocabulary of a keyword column; nil when the field has free text.
    package static func keywords(entity: String, field: String) -> Vocabulary? {
        keywords["\(entity).\(field)"]
    }

    private static let keywords: [String: Vocabulary] = [
        "account.lifecycle": lifecycle, "activity.kind": activityKind,
        "activity.status": activityStatus, "contact.decision_role": decisionRole,
        "lead.status": leadStatus, "contract.status": contractStatus,
        "payment_plan.status": planStatus, "service_case.kind": caseKind,
        "service_case.status": caseStatus, "user.role": role,
    ]

    package static let lifecycle = Vocabulary(
        "lifecycle",
        [
            Term(
                "prospect",
                "潜在",
                "Prospect",
                [
                    "潜在客户", "意向客户", "未成交", "未", "跟进中", "意向", "新客户", "lead", "否", "0",
                    "待跟进", "×", "✗", "✘", "x", "n", "no", "false", "没有成交", "未合作",
                ]
            ),
            Term(
                "active",
                "成交",
                "Active",
                [
                    "已成交", "成交客户", "合作中", "正式客户", "customer", "老客户", "是", "1", "活跃",
                    "已合作", "√", "✓", "✔", "y", "yes", "true",
                ]
            ),
            Term("dormant", "休眠", "Dormant", ["休眠客户", "沉睡", "沉睡客户", "暂停合作", "搁置"]),
            Term("lost", "流失", "Lost", ["流失客户", "已流失", "停止合作", "终止合作"]),
            Term("invalid", "无效", "Invalid", ["无效客户", "作废", "黑名单", "停用"]),
        ]
    )

    package static let activityKind = Vocabulary(
        "activity_kind",
        [
            Term(
                "call",
                "电话",
                "Call",
                ["打电话", "电话沟通", "电话跟进", "电话拜访", "phone", "phone call", "致电", "来电", "tel"]
            ),
            Term("email", "邮件", "E-mail", ["电子邮件", "邮箱", "mail", "发邮件", "邮件跟进"]),
            Term("sms", "短信", "SMS", ["发短信", "短消息"]),
            Term("wechat", "微信", "WeChat", ["微信沟通", "企业微信", "微信聊天", "微信跟进", "QQ", "wx"]),
            Term(
                "visit",
                "拜访",
                "Visit",
                ["上门拜访", "上门", "实地拜访", "客户拜访", "见面拜访", "现场拜访", "出差", "外出拜访", "面谈"]
            ),
            Term("meeting", "会议", "Meeting", ["开会", "会面", "线上会议", "视频会议", "见面", "来访"]),
            Term("note", "备注", "Note", ["记录", "其他", "其它", "其他方式", "other"]),
            Term("task", "任务", "Task", ["待办", "todo"]),
            Term("return_visit", "回访", "Return visit", ["客户回访", "售后回访", "电话回访"]),
        ]
    )

    package static let activityStatus = Vocabulary(
        "activity_status",
        [
            Term("planned", "计划", "Planned", ["计划中", "未完成", "待办", "待处理"]),
            Term("done", "完成", "Done", ["已完成", "completed", "finished"]),
            Term("canceled", "取消", "Canceled", ["已取消", "cancelled"]),
        ]
    )

    package static let decisionRole = Vocabulary(
        "decision_role",
        [
            Term(
                "decision_maker",
                "决策人",
                "Decision maker",
                ["关键决策人", "决策者", "是", "1", "关键人", "拍板人", "老板"]
            ),
            Term("influencer", "影响者", "Influencer", ["影响人", "意见影响者"]),
            Term("evaluator", "评估者", "Evaluator", ["技术评估", "评估人", "技术负责人"]),
            Term("user", "使用者", "User", ["使用人", "最终用户"]),
            Term("gatekeeper", "把关者", "Gatekeeper", ["守门人", "采购", "采购负责人", "商务联系人"]),
        ]
    )

    package static let leadStatus = Vocabulary(
        "lead_status",
        [
            Term("new", "新线索", "New", ["新建", "未处理", "未分配", "open"]),
            Term("assigned", "已分配", "Assigned", ["待跟进"]),
            Term("working", "跟进中", "Working", ["处理中", "contacted", "in progress"]),
            Term("qualified", "已确认", "Qualified", ["有效", "有意向"]),
            Term("converted", "已转化", "Converted", ["已转换", "已转客户", "已成交"]),
            Term("recycled", "已退回", "Recycled", ["退回", "回收", "公海"]),
            Term("dead", "无效", "Dead", ["关闭", "已关闭", "无效线索", "unqualified"]),
        ]
    )

    package static let contractStatus = Vocabulary(
        "contract_status",
        [
            Term("draft", "草稿", "Draft", ["未提交"]),
            Term("in_approval", "审批中", "In approval", ["待审批", "审核中", "待审核"]),
            Term("active", "执行中", "Active", ["生效", "已生效", "审核通过", "进行中"]),
            Term("completed", "已完成", "Completed", ["完成", "已结束", "到期", "结束"]),
            Term("void", "作废", "Void", ["已作废", "终止", "意外终止", "已撤回"]),
        ]
    )

    package static let planStatus = Vocabulary(
        "plan_status",
        [
            Term("pending", "待回款", "Pending", ["未回款", "未到期"]),
            Term("partial", "部分回款", "Partial", []),
            Term("paid", "已回款", "Paid", ["回款完成", "完成"]),
            Term("overdue", "逾期", "Overdue", ["已逾期"]),
            Term("void", "作废", "Void", ["取消"]),
        ]
    )

    package static let caseKind = Vocabulary(
        "case_kind",
        [
            Term("inquiry", "咨询", "Inquiry", ["问询", "question"]),
            Term("complaint", "投诉", "Complaint", ["抱怨"]),
            Term("return", "退货", "Return", ["退换货", "退款"]),
            Term("repair", "维修", "Repair", ["报修", "售后维修"]),
            Term("other", "其他", "Other", ["其它"]),
        ]
    )

    package static let caseStatus = Vocabulary(
        "case_status",
        [
            Term("new", "新建", "New", ["未处理", "open"]),
            Term("assigned", "已分配", "Assigned", ["已派单", "处理中"]),
            Term("pending", "待处理", "Pending", ["挂起", "等待"]),
            Term("resolved", "已解决", "Resolved", ["已处理"]),
            Term("closed", "已关闭", "Closed", ["关闭", "完成", "已完成"]),
            Term("rejected", "已拒绝", "Rejected", ["驳回"]),
        ]
    )

    package static let role = Vocabulary(
        "role",
        [
            Term("sales", "销售", "Sales", ["业务员", "销售员", "客户经理", "销售代表", "销售工程师"]),
            Term("manager", "经理", "Manager", ["主管", "销售经理", "总监", "部门经理"]),
            Term("service", "客服", "Service", ["售后", "客服专员"]),
            Term("marketing", "市场", "Marketing", ["市场专员", "市场部"]),
            Term("admin", "管理员", "Admin", ["系统管理员", "administrator"]),
            Term("pool", "公海", "Pool", ["客户池"]),
        ]
    )
}
