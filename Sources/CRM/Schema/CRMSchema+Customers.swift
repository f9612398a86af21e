/// Customers, how they are reached and where they are.
extension CRMSchema {
    /// SQLite resolves references at the first write, so the order is free.
    static let customerTables: [String] = [
        """
        CREATE TABLE account (  -- 客户
            account_id INTEGER PRIMARY KEY,
            -- 统一客户编码: A-000001, minted once in order of the first mention, never reused
            account_code TEXT NOT NULL UNIQUE,
            account_type TEXT NOT NULL CHECK (account_type IN ('organization', 'person')),
            name TEXT NOT NULL CHECK (length(trim(name)) > 0),
            name_norm TEXT NOT NULL,  -- match key
            short_name TEXT,
            name_en TEXT,
            -- 统一社会信用代码, GB 32100
            uscc TEXT CHECK (uscc IS NULL OR (length(uscc) = 18
                AND uscc NOT GLOB '*[^0-9A-HJ-NPQRTUWXY]*')),
            registration_no TEXT,  -- 工商注册号, 15 digits, before 2015
            -- branch or subsidiary: a link, never a merge
            parent_account_id INTEGER REFERENCES account,
            legal_representative TEXT,
            industry_code TEXT,
            size_code TEXT,
            level_code TEXT,
            source_code TEXT,
            source_detail TEXT,
            lifecycle TEXT NOT NULL DEFAULT 'prospect' CHECK (lifecycle IN ('prospect', 'active',
                'dormant', 'lost', 'invalid')),
            annual_revenue_minor INTEGER,  -- fen
            currency TEXT NOT NULL DEFAULT 'CNY' CHECK (length(currency) = 3),
            need_background TEXT,  -- 需求背景
            preference TEXT,
            owner_id INTEGER REFERENCES crm_user,  -- NULL = 公海 (public pool)
            first_contact_at TEXT,
            recorded_at TEXT,
            last_activity_at TEXT,
            next_follow_up_at TEXT,
            description TEXT,
            -- columns kept by `custom:`, rejected_values, partial dates
            custom TEXT CHECK (custom IS NULL OR custom GLOB '[[{]*'),
            -- of this record; the metric `completeness` is their mean, quality.md
            completeness INTEGER CHECK (completeness BETWEEN 0 AND 100),
            status TEXT NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'merged', 'erased')),
            -- soft merge: the loser is kept and points at the winner
            master_record_id INTEGER REFERENCES account,
            source_created_at TEXT,
            source_updated_at TEXT,
            created_run INTEGER NOT NULL,
            updated_run INTEGER NOT NULL,
            row_version INTEGER NOT NULL DEFAULT 1,  -- un-merge and undo detect later edits with it
            CHECK ((status = 'merged') = (master_record_id IS NOT NULL)),
            CHECK (master_record_id <> account_id)) STRICT
        """,
        """
        CREATE TABLE contact (  -- 联系人
            contact_id INTEGER PRIMARY KEY,
            contact_code TEXT NOT NULL UNIQUE,  -- C-000001
            account_id INTEGER REFERENCES account,
            full_name TEXT NOT NULL,
            family_name TEXT,
            given_name TEXT,
            name_norm TEXT NOT NULL,
            name_pinyin TEXT,  -- match key, not a fact
            name_en TEXT,
            salutation TEXT,
            -- GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated
            gender INTEGER NOT NULL DEFAULT 0 CHECK (gender IN (0, 1, 2, 9)),
            job_title TEXT,
            department_name TEXT,
            occupation TEXT,
            birth_date TEXT CHECK (birth_date IS NULL OR birth_date IS date(birth_date, '+0 days')),
            is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
            decision_role TEXT CHECK (decision_role IN ('decision_maker', 'influencer',
                'evaluator', 'user', 'gatekeeper')),
            reports_to_id INTEGER REFERENCES contact,
            title_verified_at TEXT,  -- feeds the staleness rule
            do_not_call INTEGER NOT NULL DEFAULT 0 CHECK (do_not_call IN (0, 1)),
            email_opt_out INTEGER NOT NULL DEFAULT 0 CHECK (email_opt_out IN (0, 1)),
            owner_id INTEGER REFERENCES crm_user,
            description TEXT,
            custom TEXT CHECK (custom IS NULL OR custom GLOB '[[{]*'),
            completeness INTEGER CHECK (completeness BETWEEN 0 AND 100),
            status TEXT NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'merged', 'erased')),
            master_record_id INTEGER REFERENCES contact,
            source_created_at TEXT,
            source_updated_at TEXT,
            created_run INTEGER NOT NULL,
            updated_run INTEGER NOT NULL,
            row_version INTEGER NOT NULL DEFAULT 1,
            CHECK ((status = 'merged') = (master_record_id IS NOT NULL)),
            CHECK (master_record_id <> contact_id)) STRICT
        """,
        """
        CREATE TABLE account_contact_relation (  -- one person, several firms
            account_id INTEGER NOT NULL REFERENCES account,
            contact_id INTEGER NOT NULL REFERENCES contact,
            role TEXT,
            is_active INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (account_id, contact_id)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE lead (  -- 线索
            lead_id INTEGER PRIMARY KEY,
            lead_code TEXT NOT NULL UNIQUE,
            full_name TEXT,
            company_name TEXT,
            job_title TEXT,
            status TEXT NOT NULL DEFAULT 'new'
                CHECK (status IN ('new', 'assigned', 'working', 'qualified', 'converted',
                    'recycled', 'dead', 'merged', 'erased')),
            source_code TEXT,
            industry_code TEXT,
            score INTEGER,  -- kept, never computed
            campaign_id INTEGER REFERENCES campaign,
            owner_id INTEGER REFERENCES crm_user,
            created_at TEXT,
            assigned_at TEXT,
            first_response_at TEXT,
            converted_at TEXT,
            converted_account_id INTEGER REFERENCES account,
            converted_contact_id INTEGER REFERENCES contact,
            converted_opportunity_id INTEGER REFERENCES opportunity,
            master_record_id INTEGER REFERENCES lead,
            custom TEXT CHECK (custom IS NULL OR custom GLOB '[[{]*'),
            created_run INTEGER NOT NULL,
            updated_run INTEGER NOT NULL,
            row_version INTEGER NOT NULL DEFAULT 1,
            CHECK (coalesce(full_name, company_name) IS NOT NULL OR status = 'erased'),
            CHECK ((status = 'converted') = (converted_at IS NOT NULL)),
            CHECK (master_record_id <> lead_id)) STRICT
        """,
        """
        CREATE TABLE contact_point (  -- phones, mail, WeChat are rows: one cell often holds several
            point_id INTEGER PRIMARY KEY,
            account_id INTEGER REFERENCES account,
            contact_id INTEGER REFERENCES contact,
            lead_id INTEGER REFERENCES lead,
            kind TEXT NOT NULL
                CHECK (kind IN ('mobile', 'landline', 'service', 'fax', 'email', 'wechat', 'wecom',
                    'qq', 'openid', 'unionid', 'website', 'other')),
            label TEXT,
            value_norm TEXT,  -- E.164 for phones
            value_raw TEXT NOT NULL,
            country TEXT NOT NULL DEFAULT 'CN',
            area_code TEXT,
            extension TEXT,
            is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
            validity TEXT NOT NULL CHECK (validity IN ('valid', 'suspect', 'invalid')),
            reason TEXT,  -- why suspect or invalid: a finding code
            verified_at TEXT,
            opt_out_at TEXT,
            CHECK ((account_id IS NOT NULL)+(contact_id IS NOT NULL)+(lead_id IS NOT NULL) = 1),
            -- invalid, or a landline without its area code: raw text only
            CHECK (validity <> 'valid' OR value_norm IS NOT NULL),
            CHECK (validity <> 'valid' OR kind <> 'mobile' OR country <> 'CN'
                OR value_norm GLOB '+861[3-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
            CHECK (validity <> 'valid' OR kind <> 'email' OR (value_norm LIKE '_%@_%._%'
                AND value_norm = lower(value_norm)))) STRICT
        """,
        """
        CREATE TABLE address (  -- 地址
            address_id INTEGER PRIMARY KEY,
            account_id INTEGER REFERENCES account,
            contact_id INTEGER REFERENCES contact,
            lead_id INTEGER REFERENCES lead,
            kind TEXT NOT NULL DEFAULT 'office' CHECK (kind IN ('registered', 'office', 'billing',
                'shipping', 'home', 'other')),
            country TEXT NOT NULL DEFAULT 'CN',
            adcode TEXT REFERENCES region,  -- district code where it could be decided
            province TEXT,
            city TEXT,
            district TEXT,
            detail TEXT,
            postal_code TEXT CHECK (postal_code IS NULL OR country <> 'CN'
                OR postal_code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
            address_raw TEXT NOT NULL,
            parse_confidence REAL,  -- 0..1
            is_primary INTEGER NOT NULL DEFAULT 0,
            CHECK ((account_id IS NOT NULL)+(contact_id IS NOT NULL)+(lead_id IS NOT NULL) = 1)) STRICT
        """,
    ]

    /// Made after the rows of a new database.
    static let customerIndexes: [String] = [
        """
        CREATE UNIQUE INDEX account_uscc_live ON account(uscc) WHERE uscc IS NOT NULL
            AND status = 'live'
            -- among live records only
        """,
        """
        CREATE INDEX account_name_norm ON account(name_norm) WHERE status = 'live'
        """,
        """
        CREATE INDEX account_owner ON account(owner_id) WHERE status = 'live'
        """,
        """
        CREATE UNIQUE INDEX contact_one_primary ON contact(account_id) WHERE is_primary = 1
            AND status = 'live'
        """,
        """
        CREATE UNIQUE INDEX cp_contact_value ON contact_point(contact_id, kind, value_norm,
            coalesce(extension, '')) WHERE contact_id IS NOT NULL AND value_norm IS NOT NULL
        """,
        """
        CREATE UNIQUE INDEX cp_account_value ON contact_point(account_id, kind, value_norm,
            coalesce(extension, '')) WHERE account_id IS NOT NULL AND value_norm IS NOT NULL
        """,
        """
        CREATE UNIQUE INDEX cp_lead_value ON contact_point(lead_id, kind, value_norm,
            coalesce(extension, '')) WHERE lead_id IS NOT NULL AND value_norm IS NOT NULL
        """,
        """
        CREATE UNIQUE INDEX cp_contact_raw ON contact_point(contact_id, kind, value_raw)
            WHERE contact_id IS NOT NULL AND value_norm IS NULL
            -- a second run adds no second copy
        """,
        """
        CREATE UNIQUE INDEX cp_account_raw ON contact_point(account_id, kind, value_raw)
            WHERE account_id IS NOT NULL AND value_norm IS NULL
        """,
        """
        CREATE UNIQUE INDEX cp_lead_raw ON contact_point(lead_id, kind, value_raw)
            WHERE lead_id IS NOT NULL AND value_norm IS NULL
        """,
        """
        CREATE UNIQUE INDEX cp_contact_primary ON contact_point(contact_id, kind)
            WHERE is_primary = 1 AND contact_id IS NOT NULL
        """,
        """
        CREATE UNIQUE INDEX cp_account_primary ON contact_point(account_id, kind)
            WHERE is_primary = 1 AND account_id IS NOT NULL
        """,
        """
        CREATE UNIQUE INDEX cp_lead_primary ON contact_point(lead_id, kind)
            WHERE is_primary = 1 AND lead_id IS NOT NULL
        """,
        """
        CREATE INDEX cp_block ON contact_point(kind, value_norm)
            -- not unique across people: shared desks exist
        """,
    ]
}
