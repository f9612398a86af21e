/// 部门 and 员工: who works for the firm that keeps this CRM.
extension Entity {
    static let department = Entity(
        "department",
        table: "department",
        id: "department_id",
        zh: "部门",
        fields: [
            Field(
                "name",
                .text,
                .column("name"),
                zh: "部门名称",
                synonyms: ["部门", "dept_name", "department name"],
                weight: 50
            ),
            Field(
                "path",
                .text,
                .column("path"),
                zh: "部门全路径",
                synonyms: ["部门路径", "全路径"]
            ),
        ],
        links: [Link("parent", to: "department", column: "parent_id")]
    )

    /// Its `.custom` fields are the names under which others know the person: rows of `crm_user_alias`.
    static let user = Entity(
        "user",
        table: "crm_user",
        id: "user_id",
        zh: "员工",
        fields: [
            Field(
                "full_name",
                .personName,
                .column("full_name"),
                zh: "姓名",
                synonyms: ["员工姓名", "用户名称", "真实姓名", "realname", "name", "user name"],
                weight: 50
            ),
            Field(
                "employee_no",
                .code,
                .column("employee_no"),
                zh: "工号",
                synonyms: ["员工编号", "员工工号", "employee number", "num"]
            ),
            Field(
                "role",
                .keyword,
                .column("role"),
                zh: "角色",
                synonyms: ["岗位角色", "user role"]
            ),
            Field(
                "is_active",
                .boolean,
                .column("is_active"),
                zh: "在职",
                synonyms: ["是否在职", "在职状态", "状态", "status", "active", "is active"]
            ),
            Field(
                "login",
                .handle,
                .custom,
                zh: "登录名",
                synonyms: ["账号", "用户名", "username", "userid", "user id"]
            ),
            Field(
                "email",
                .email,
                .custom,
                zh: "邮箱",
                synonyms: ["电子邮箱", "e-mail", "mail", "email address"]
            ),
            Field("alias", .text, .custom, zh: "别名", synonyms: ["昵称", "花名", "nickname"]),
            Field(
                "department",
                .text,
                .column("department_id"),
                zh: "部门",
                synonyms: ["所属部门", "隶属部门", "归属部门", "所属团队", "销售部门", "dept", "cCusDepart"]
            ),
        ],
        links: [Link("manager", to: "user", column: "manager_id")]
    )
}
