/// 联系人: a person, of an account or of none.
extension Entity {
    static let contact = Entity(
        "contact",
        table: "contact",
        id: "contact_id",
        code: ("contact_code", "C"),
        zh: "联系人",
        isMatched: true,
        fields: contactCore + CommonFields.points + CommonFields.addresses + [
            CommonFields.owner, CommonFields.description, CommonFields.optOut,
        ] + CommonFields.sourceDates,
        links: [
            Link("account", to: "account", column: "account_id"),
            Link("reports_to", to: "contact", column: "reports_to_id"),
        ]
    )

    private static let contactCore: [Field] = [
        Field(
            "full_name",
            .personName,
            .column("full_name"),
            zh: "姓名",
            synonyms: [
                "联系人", "联络人", "客户姓名", "名字", "联系人姓名", "主要联系人", "对接人", "收货人", "收货人姓名",
                "收件人", "买家姓名", "称呼", "联系人名称", "cCusPerson", "FContact", "linkman", "name", "xm",
                "lxr", "contact", "contact name", "contact person",
            ],
            weight: 25
        ),
        Field(
            "family_name",
            .text,
            .column("family_name"),
            zh: "姓",
            synonyms: ["姓氏", "last name", "surname"]
        ),
        Field(
            "given_name",
            .text,
            .column("given_name"),
            zh: "名",
            synonyms: ["first name"]
        ),
        Field(
            "name_en",
            .text,
            .column("name_en"),
            zh: "英文名",
            synonyms: ["english name"]
        ),
        Field(
            "salutation",
            .text,
            .column("salutation"),
            zh: "尊称",
            synonyms: ["敬称"]
        ),
        Field(
            "job_title",
            .text,
            .column("job_title"),
            zh: "职务",
            synonyms: ["职位", "岗位", "头衔", "职称", "post", "position", "title", "zw"],
            weight: 20
        ),
        Field(
            "department_name",
            .text,
            .column("department_name"),
            zh: "部门",
            synonyms: ["所属部门", "所在部门", "隶属部门", "department", "dept"]
        ),
        Field(
            "gender",
            .gender,
            .column("gender"),
            zh: "性别",
            synonyms: ["sex", "称谓", "xb"]
        ),
        Field(
            "birth_date",
            .date,
            .column("birth_date"),
            zh: "生日",
            synonyms: ["出生日期", "出生年月", "birthday", "birthdate", "date of birth"]
        ),
        Field("occupation", .text, .column("occupation"), zh: "职业"),
        Field(
            "is_primary",
            .boolean,
            .column("is_primary"),
            zh: "首要联系人",
            synonyms: ["是否主要联系人", "是否首要联系人", "主联系人", "is primary"]
        ),
        Field(
            "decision_role",
            .keyword,
            .column("decision_role"),
            zh: "决策角色",
            synonyms: ["是否关键决策人", "决策人", "关键人", "决策链", "buying role"]
        ),
        Field(
            "title_verified_at",
            .date,
            .column("title_verified_at"),
            zh: "职务核实日期",
            synonyms: ["职务更新日期"]
        ),
    ]
}
