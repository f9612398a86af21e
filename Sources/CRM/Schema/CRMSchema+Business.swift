/// Deals, contracts, payments, orders, activities and service.
extension CRMSchema {
    /// SQLite resolves references at the first write, so the order is free.
    static let businessTables: [String] = [
        """
        CREATE TABLE pipeline_stage (  -- 销售阶段
            stage_id INTEGER PRIMARY KEY,
            pipeline TEXT NOT NULL,
            name TEXT NOT NULL,
            sort INTEGER NOT NULL,
            probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
            is_closed INTEGER NOT NULL DEFAULT 0,
            is_won INTEGER NOT NULL DEFAULT 0,
            UNIQUE (pipeline, name),
            CHECK (is_won <= is_closed)) STRICT
        """,
        """
        CREATE TABLE opportunity (  -- 商机
            opportunity_id INTEGER PRIMARY KEY,
            opportunity_code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            account_id INTEGER NOT NULL REFERENCES account,
            primary_contact_id INTEGER REFERENCES contact,
            stage_id INTEGER NOT NULL REFERENCES pipeline_stage,
            -- fen; what does not parse is an issue, not 0
            amount_minor INTEGER CHECK (amount_minor >= 0),
            currency TEXT NOT NULL DEFAULT 'CNY',
            probability INTEGER CHECK (probability BETWEEN 0 AND 100),
            close_date TEXT CHECK (close_date IS NULL OR close_date IS date(close_date, '+0 days')),
            loss_reason TEXT,
            campaign_id INTEGER REFERENCES campaign,
            owner_id INTEGER REFERENCES crm_user,
            created_at TEXT,
            last_activity_at TEXT,
            created_run INTEGER NOT NULL,
            updated_run INTEGER NOT NULL,
            row_version INTEGER NOT NULL DEFAULT 1) STRICT
        """,
        """
        CREATE TABLE opportunity_stage_history (
            opportunity_id INTEGER NOT NULL REFERENCES opportunity,
            stage_id INTEGER NOT NULL REFERENCES pipeline_stage,
            entered_at TEXT NOT NULL,
            by_user_id INTEGER REFERENCES crm_user,
            PRIMARY KEY (opportunity_id, entered_at, stage_id)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE product (  -- 产品
            product_id INTEGER PRIMARY KEY,
            product_code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            category_path TEXT,
            unit TEXT,
            list_price_minor INTEGER,
            currency TEXT NOT NULL DEFAULT 'CNY',
            is_active INTEGER NOT NULL DEFAULT 1) STRICT
        """,
        """
        CREATE TABLE contract (  -- 合同
            contract_id INTEGER PRIMARY KEY,
            contract_no TEXT NOT NULL UNIQUE,
            name TEXT,
            account_id INTEGER NOT NULL REFERENCES account,
            opportunity_id INTEGER REFERENCES opportunity,
            signed_by_contact_id INTEGER REFERENCES contact,
            signed_date TEXT,
            start_date TEXT,
            end_date TEXT,
            amount_minor INTEGER CHECK (amount_minor >= 0),
            currency TEXT NOT NULL DEFAULT 'CNY',
            status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('draft', 'in_approval',
                'active', 'completed', 'void')),
            owner_id INTEGER REFERENCES crm_user,
            created_run INTEGER NOT NULL,
            CHECK (end_date IS NULL OR start_date IS NULL OR end_date >= start_date)) STRICT
        """,
        """
        CREATE TABLE payment_plan (  -- 回款计划
            plan_id INTEGER PRIMARY KEY,
            contract_id INTEGER NOT NULL REFERENCES contract,
            installment_no INTEGER NOT NULL,
            due_date TEXT NOT NULL,
            amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
            status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'partial', 'paid',
                'overdue', 'void')),
            UNIQUE (contract_id, installment_no)) STRICT
        """,
        """
        CREATE TABLE payment (  -- 回款
            payment_id INTEGER PRIMARY KEY,
            payment_no TEXT UNIQUE,
            contract_id INTEGER NOT NULL REFERENCES contract,
            plan_id INTEGER REFERENCES payment_plan,
            received_date TEXT,
            amount_minor INTEGER NOT NULL,
            method TEXT) STRICT
        """,
        """
        CREATE TABLE sales_order (  -- 订单
            order_id INTEGER PRIMARY KEY,
            channel TEXT NOT NULL,  -- 淘宝, 京东, 门店, ...
            order_no TEXT NOT NULL,
            account_id INTEGER REFERENCES account,
            contact_id INTEGER REFERENCES contact,
            contract_id INTEGER REFERENCES contract,
            ordered_at TEXT,
            paid_at TEXT,
            status TEXT,
            total_minor INTEGER,
            currency TEXT NOT NULL DEFAULT 'CNY',
            rating INTEGER,
            created_run INTEGER NOT NULL,
            UNIQUE (channel, order_no)) STRICT
        """,
        """
        CREATE TABLE sales_order_line (
            order_id INTEGER NOT NULL REFERENCES sales_order,
            line_no INTEGER NOT NULL,
            product_id INTEGER REFERENCES product,
            title_raw TEXT,
            quantity REAL,
            unit_price_minor INTEGER,
            subtotal_minor INTEGER,
            PRIMARY KEY (order_id, line_no)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE campaign (  -- 市场活动
            campaign_id INTEGER PRIMARY KEY,
            campaign_code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            type TEXT,
            channel TEXT,
            status TEXT,
            start_date TEXT,
            end_date TEXT,
            budget_minor INTEGER,
            currency TEXT NOT NULL DEFAULT 'CNY') STRICT
        """,
        """
        CREATE TABLE campaign_member (  -- polymorphic link without FK, verified by `sluice check`
            campaign_id INTEGER NOT NULL REFERENCES campaign,
            member_kind TEXT NOT NULL CHECK (member_kind IN ('lead', 'contact', 'account')),
            member_id INTEGER NOT NULL,
            status TEXT,
            responded_at TEXT,
            PRIMARY KEY (campaign_id, member_kind, member_id)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE activity (  -- 跟进记录
            activity_id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('call', 'email', 'sms', 'wechat', 'visit',
                'meeting', 'note', 'task', 'return_visit')),
            subject TEXT,
            content TEXT,
            occurred_at TEXT,
            recorded_at TEXT,
            due_at TEXT,
            status TEXT NOT NULL DEFAULT 'done' CHECK (status IN ('planned', 'done', 'canceled')),
            next_contact_at TEXT,
            satisfaction TEXT,  -- of a return visit
            account_id INTEGER REFERENCES account,
            contact_id INTEGER REFERENCES contact,
            lead_id INTEGER REFERENCES lead,
            opportunity_id INTEGER REFERENCES opportunity,
            contract_id INTEGER REFERENCES contract,
            owner_id INTEGER REFERENCES crm_user,
            created_run INTEGER NOT NULL,
            CHECK (coalesce(account_id, contact_id, lead_id, opportunity_id,
                contract_id) IS NOT NULL)) STRICT
        """,
        """
        CREATE TABLE service_case (  -- 工单
            case_id INTEGER PRIMARY KEY,
            case_no TEXT NOT NULL UNIQUE,
            account_id INTEGER REFERENCES account,
            contact_id INTEGER REFERENCES contact,
            kind TEXT CHECK (kind IN ('inquiry', 'complaint', 'return', 'repair', 'other')),
            subject TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('new', 'assigned', 'pending', 'resolved',
                'closed', 'rejected')),
            priority TEXT,
            opened_at TEXT,
            assigned_at TEXT,
            resolved_at TEXT,
            closed_at TEXT,
            owner_id INTEGER REFERENCES crm_user,
            csat INTEGER,  -- 服务评分
            created_run INTEGER NOT NULL) STRICT
        """,
        """
        CREATE TABLE knowledge_article (  -- 知识库
            article_id INTEGER PRIMARY KEY,
            article_no TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            body TEXT,
            category_path TEXT,
            status TEXT NOT NULL DEFAULT 'published',
            language TEXT NOT NULL DEFAULT 'zh-Hans',
            published_at TEXT) STRICT
        """,
        """
        CREATE TABLE tag (  -- 客户标签
            tag_id INTEGER PRIMARY KEY,
            tag_group TEXT NOT NULL DEFAULT '',
            name TEXT NOT NULL,
            UNIQUE (tag_group, name)) STRICT
        """,
        """
        CREATE TABLE record_tag (  -- polymorphic link without FK, verified by `sluice check`
            entity TEXT NOT NULL,
            record_id INTEGER NOT NULL,
            tag_id INTEGER NOT NULL REFERENCES tag,
            source TEXT,
            PRIMARY KEY (entity, record_id, tag_id)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE consent (
            -- polymorphic link without FK; on merge the most restrictive state wins
            consent_id INTEGER PRIMARY KEY,
            entity TEXT NOT NULL CHECK (entity IN ('contact', 'lead', 'account')),
            record_id INTEGER NOT NULL,
            purpose TEXT NOT NULL,
            channel TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('granted', 'withdrawn', 'unknown')),
            legal_basis TEXT,
            evidence_ref TEXT,
            effective_at TEXT NOT NULL,
            recorded_run INTEGER NOT NULL) STRICT
        """,
        """
        CREATE TABLE suppression (  -- survives erasure: blocks re-import of erased people
            -- HMAC-SHA-256 of the normalised identifier, project key
            id_hmac BLOB PRIMARY KEY CHECK (length(id_hmac) = 32),
            id_kind TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (reason IN ('erasure', 'do_not_contact')),
            created_at TEXT NOT NULL) STRICT, WITHOUT ROWID
        """,
    ]
}
