/// Raw rows, mentions, issues and candidate pairs.
extension CRMSchema {
    /// SQLite resolves references at the first write, so the order is free.
    static let stagingTables: [String] = [
        """
        CREATE TABLE mig_staged_run (  -- numbers shared with crm.db: the next is above both
            run_id INTEGER PRIMARY KEY,
            -- abandoned: still running at the next start and unknown to crm.db
            state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'abandoned'))) STRICT
        """,
        """
        CREATE TABLE mig_source_file (
            file_id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL REFERENCES mig_staged_run,
            source_system TEXT NOT NULL,
            path TEXT NOT NULL,
            -- path inside a zip or gzip; format, sha256 and size are then the member's
            member TEXT NOT NULL DEFAULT '',
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            byte_size INTEGER NOT NULL,
            format TEXT NOT NULL
                CHECK (format IN ('csv', 'tsv', 'fixed', 'xlsx', 'xlsm', 'xlsb', 'xls', 'ods',
                    'spreadsheetml', 'html', 'sql', 'sqlite', 'crm', 'json', 'ndjson', 'vcf',
                    'dbf', 'access')),
            encoding TEXT,
            encoding_confidence REAL,
            dialect TEXT,
            purge_after TEXT) STRICT
        """,
        """
        CREATE TABLE mig_source_row (  -- every row read, once
            row_id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES mig_source_file,
            sheet TEXT NOT NULL DEFAULT '',  -- sheet or table
            -- as Excel or an editor shows it, 1-based; of a dump or database: the tuple's number in
            -- its table
            row_no INTEGER NOT NULL,
            kind TEXT NOT NULL
            -- all but data are rows skipped; a data row without a mention was rejected whole, its
            -- issue says why
                CHECK (kind IN ('data', 'preamble', 'header', 'note', 'blank', 'subtotal',
                    'footer', 'filtered', 'suppressed')),
            -- mapped and unmapped columns less the drop-list, ID and bank card numbers masked; NULL
            -- once purged or erased, and for suppressed
            raw TEXT CHECK (raw IS NULL OR raw GLOB '[[{]*'),
            content_hash BLOB NOT NULL,
            UNIQUE (file_id, sheet, row_no)) STRICT
        """,
        """
        CREATE TABLE mig_mention (  -- what the ledger counts: one record as mapped from a row
            row_id INTEGER NOT NULL REFERENCES mig_source_row,
            entity TEXT NOT NULL,
            part INTEGER NOT NULL DEFAULT 1 CHECK (part >= 1),
            source_key TEXT,
            record_code TEXT,  -- of the record it became or joined; NULL for review and rejected
            state TEXT NOT NULL CHECK (state IN ('created', 'updated', 'unchanged', 'merged',
                'review', 'rejected')),
            -- of what was kept out, so that the next run knows it again; else NULL:
            judged INTEGER,  -- hash of its content, and of the rules and match block that judged it
            together INTEGER,  -- number of the record in its run that was kept out
            PRIMARY KEY (row_id, entity, part)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE mig_issue (
            issue_id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES mig_source_file,
            row_id INTEGER REFERENCES mig_source_row,  -- NULL = the file as a whole
            entity TEXT,  -- with part: the mention; NULL = the row
            part INTEGER,
            stage TEXT NOT NULL,
            rule TEXT,  -- the user's rule id (A01-name); NULL for a finding of our own
            field TEXT,
            severity TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error', 'fatal')),
            code TEXT NOT NULL,  -- finding code (I012); its NAME and text are made when shown
            params TEXT CHECK (params IS NULL OR params GLOB '[[{]*'),
            -- NULL = open
            resolution TEXT CHECK (resolution IN ('fixed_in_source', 'waived', 'auto_fixed',
                'discarded')),
            resolved_by TEXT,
            resolved_at TEXT,
            FOREIGN KEY (row_id, entity, part) REFERENCES mig_mention) STRICT
        """,
        """
        CREATE TABLE mig_match_pair (
            -- candidate pairs; the review band is the queue for people, and holds no record
            -- back
            run_id INTEGER NOT NULL REFERENCES mig_staged_run,
            entity TEXT NOT NULL,
            a_key TEXT NOT NULL,  -- as in mig_match_decision
            b_key TEXT NOT NULL,
            -- with a_part: the mention; NULL when that side is a record of an earlier run
            a_row INTEGER,
            a_part INTEGER,
            b_row INTEGER,
            b_part INTEGER,
            blocks TEXT NOT NULL,  -- blocking keys that proposed the pair
            weight REAL NOT NULL,
            probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
            levels TEXT NOT NULL CHECK (levels GLOB '[[{]*'),  -- level and weight per field
            band TEXT NOT NULL CHECK (band IN ('merge', 'review', 'below')),
            PRIMARY KEY (run_id, entity, a_key, b_key),
            FOREIGN KEY (a_row, entity, a_part) REFERENCES mig_mention,
            FOREIGN KEY (b_row, entity, b_part) REFERENCES mig_mention,
            CHECK (a_row IS NOT NULL OR b_row IS NOT NULL),
            CHECK (a_key < b_key)) STRICT, WITHOUT ROWID
        """,
    ]

    /// Made after the rows of a new database.
    static let stagingIndexes: [String] = [
        """
        CREATE INDEX mig_mention_record ON mig_mention(record_code) WHERE record_code IS NOT NULL
            -- trace
        """
    ]
}
