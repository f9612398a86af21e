/// Departments, salespeople and vocabularies.
extension CRMSchema {
    /// SQLite resolves references at the first write, so the order is free.
    static let organisationTables: [String] = [
        """
        CREATE TABLE department (
            department_id INTEGER PRIMARY KEY,
            parent_id INTEGER REFERENCES department,
            name TEXT NOT NULL,
            path TEXT NOT NULL UNIQUE) STRICT  -- 总部/销售部/一组
        """,
        """
        CREATE TABLE crm_user (
            user_id INTEGER PRIMARY KEY,
            employee_no TEXT UNIQUE,
            full_name TEXT NOT NULL,
            department_id INTEGER REFERENCES department,
            manager_id INTEGER REFERENCES crm_user,
            role TEXT NOT NULL DEFAULT 'sales'
            -- pool = a queue, not a person
                CHECK (role IN ('sales', 'manager', 'service', 'marketing', 'admin', 'pool')),
            is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))) STRICT
        """,
        """
        CREATE TABLE crm_user_alias (  -- 负责人 arrives as a name, a nickname or an e-mail
            alias TEXT PRIMARY KEY,
            user_id INTEGER NOT NULL REFERENCES crm_user) STRICT
        """,
        """
        CREATE TABLE picklist (
            -- business vocabularies are data, consultants change them: industry, level, source,
            -- size, ...
            list TEXT NOT NULL,  -- industry, level, source, size, lead_source, ...
            code TEXT NOT NULL,
            label_zh TEXT NOT NULL,
            label_en TEXT,
            sort INTEGER NOT NULL DEFAULT 0,
            is_active INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (list, code)) STRICT
        """,
        """
        CREATE TABLE region (  -- GB/T 2260 codes with history
            adcode TEXT PRIMARY KEY CHECK (adcode GLOB '[1-9][0-9][0-9][0-9][0-9][0-9]'),
            name TEXT NOT NULL,
            level INTEGER NOT NULL CHECK (level IN (1, 2, 3)),  -- 1 province, 2 city, 3 district
            parent TEXT REFERENCES region,
            since TEXT,  -- districts are renamed and merged: keep the years
            until TEXT) STRICT
        """,
    ]
}
