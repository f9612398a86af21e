/// Fields that several entities share, each with the headers under which it is seen.
enum CommonFields {
    /// Rows of `contact_point`.
    ///
    /// `phone` is the field whose value decides its kind.
    static let points: [Field] = [
        Field(
            "phone",
            .phone,
            .point(nil),
            zh: "电话",
            synonyms: [
                "联系电话", "联系方式", "本人电话", "main phone", "联络电话", "电话号码", "telephone", "tel",
                "phone number", "dh", "cCusPhone", "FPhone", "TELF1", "TELF2", "lxdh",
                "business phone",
                "home phone",
            ],
            weight: 20
        ),
        Field(
            "mobile",
            .phone,
            .point(.mobile),
            zh: "手机",
            synonyms: [
                "手机号", "手机号码", "移动电话", "行动电话", "联系手机", "mobile phone", "mobile phone number",
                "cCusHand", "cell", "cellphone", "remark_mobiles", "sj", "shouji",
            ]
        ),
        Field(
            "landline",
            .phone,
            .point(.landline),
            zh: "座机",
            synonyms: [
                "固话", "固定电话", "座机电话", "办公电话", "公司电话", "座机号码", "work phone",
                "office phone",
            ]
        ),
        Field(
            "fax",
            .phone,
            .point(.fax),
            zh: "传真",
            synonyms: ["联系传真", "传真号码", "fax number", "cCusFax", "FFax", "TELFX", "cz"]
        ),
        Field(
            "email",
            .email,
            .point(.email),
            zh: "邮箱",
            synonyms: [
                "电子邮箱", "电子邮件", "邮件", "邮箱地址", "e-mail", "email address", "mail",
                "QQ/E-mail", "FEmail", "yx", "work email", "home email",
            ]
        ),
        Field(
            "wechat",
            .wechat,
            .point(.wechat),
            zh: "微信",
            synonyms: ["微信号", "微信ID", "微信账号", "weixin", "wx"]
        ),
        Field(
            "wecom",
            .handle,
            .point(.wecom),
            zh: "企业微信",
            synonyms: ["external_userid", "企业微信号", "企微"]
        ),
        Field("qq", .qq, .point(.qq), zh: "QQ", synonyms: ["QQ号", "QQ号码"]),
        Field("openid", .handle, .point(.openid), zh: "openid", synonyms: ["微信openid"]),
        Field("unionid", .handle, .point(.unionid), zh: "unionid", synonyms: ["微信unionid"]),
        Field(
            "website",
            .website,
            .point(.website),
            zh: "网址",
            synonyms: [
                "网站", "官网", "公司网站", "公司网址", "主页", "company domain name", "url",
                "homepage",
            ]
        ),
    ]

    /// One row of `address` each; `address` may hold 省市区 and the rest in one cell.
    static let addresses: [Field] = [
        Field(
            "address",
            .address,
            .address,
            zh: "地址",
            synonyms: [
                "详细地址", "联系地址", "公司地址", "办公地址", "通讯地址", "收货地址", "发货地址",
                "注册地址", "家庭地址", "单位地址", "mailing street", "billing street", "street",
                "street address", "addr", "cCusAddress", "FAddress", "STRAS", "dz",
            ]
        ),
        Field(
            "region",
            .region,
            .address,
            zh: "地区",
            synonyms: ["区域", "地区定位", "省市区", "省市", "所在地区", "所在地", "cDCCode", "area"]
        ),
        Field(
            "province",
            .province,
            .address,
            zh: "省份",
            synonyms: [
                "省", "所在省", "所在省份", "state", "billing state", "mailing state",
                "PROVINCIAL", "sheng",
            ]
        ),
        Field(
            "city",
            .city,
            .address,
            zh: "城市",
            synonyms: [
                "市", "所在城市", "地市", "town", "billing city", "mailing city", "ORT01", "cs", "shi",
            ],
            weight: 15
        ),
        Field(
            "district",
            .district,
            .address,
            zh: "区县",
            synonyms: ["区", "县", "所在区县", "county", "qu"]
        ),
        Field(
            "postal_code",
            .postalCode,
            .address,
            zh: "邮编",
            synonyms: [
                "邮政编码", "zip", "zip code", "postcode", "billing postal code",
                "mailing postal code", "cCusPostCode", "FPostalCode", "FZIP", "PSTLZ",
            ]
        ),
    ]

    static let owner = Field(
        "owner",
        .user,
        .user("owner_id"),
        zh: "负责人",
        synonyms: [
            "业务员", "负责业务", "销售", "销售员", "销售代表", "销售人员", "跟进人", "客户经理", "业务负责人", "归属人",
            "所有者", "专管业务员", "已指派用户", "处理人", "cCusPPerson", "contact owner", "account owner",
            "company owner", "assigned to", "owner name", "ownerid", "owner_user_id", "SELLER_Name",
            "ywy",
            "sales rep", "salesperson", "deal owner", "lead owner", "opportunity owner", "所有人",
            "销售线索所有人", "归属业务员", "负责业务员",
        ],
        weight: 15
    )

    static let optOut = Field(
        "opt_out",
        .optOut,
        .consent,
        zh: "免打扰",
        synonyms: [
            "不要电联", "拒绝营销", "已退订", "勿扰", "do not call", "donotcall", "email opt out",
            "has opted out of email", "unsubscribed",
        ]
    )

    static let description = Field(
        "description",
        .text,
        .column("description"),
        zh: "备注",
        synonyms: [
            "说明", "描述", "其他", "客服备注", "订单备注", "备注信息", "remark", "remarks", "cMemo",
            "notes", "note", "memo", "bz", "备注说明", "comments", "comment",
        ]
    )

    static let sourceDates: [Field] = [
        Field(
            "source_created_at",
            .datetime,
            .column("source_created_at"),
            zh: "创建时间",
            synonyms: [
                "添加时间", "新增时间", "createtime", "create date", "created date", "created at",
                "created", "create time", "ctime", "dCusDevDate", "gmt_create", "创建日期",
                "created time",
                "createddate", "date created", "created on",
            ]
        ),
        Field(
            "source_updated_at",
            .datetime,
            .column("source_updated_at"),
            zh: "更新时间",
            synonyms: [
                "修改时间", "最后修改时间", "updatetime", "update time", "updated at", "modified",
                "last modified date", "utime", "mtime", "gmt_modified", "修改日期", "更新日期",
                "modified time", "最近修改时间", "modified on",
            ]
        ),
    ]

    static func currency() -> Field {
        Field("currency", .code, .column("currency"), zh: "币种", synonyms: ["货币", "币别", "ccy"])
    }
}
