/// Where records came from, and what was decided.
extension CRMSchema {
    /// SQLite resolves references at the first write, so the order is free.
    static let migrationTables: [String] = [
        """
        CREATE TABLE mig_run (
            run_id INTEGER PRIMARY KEY,
            pipeline TEXT NOT NULL,
            pipeline_hash TEXT NOT NULL,
            tool_version TEXT NOT NULL,
            mode TEXT NOT NULL
            -- check rows occur only in a history file: plan, check and match never write crm.db
                CHECK (mode IN ('rehearsal', 'load', 'cleanup', 'check', 'undo', 'erase')),
            -- the only clock of rules, lifecycle and ${run.date}; default the run's date
            as_of TEXT NOT NULL CHECK (as_of IS date(as_of, '+0 days')),
            operator TEXT NOT NULL,
            started_at TEXT NOT NULL,
            finished_at TEXT,
            -- failed: only a check, in a history file
            state TEXT NOT NULL CHECK (state IN ('succeeded', 'failed', 'undone')),
            -- mentions per (source, table, entity) by bucket; rows per (source, table) by kind
            counts TEXT CHECK (counts IS NULL OR counts GLOB '[[{]*')) STRICT
        """,
        """
        CREATE TABLE mig_external_ref (
            -- mention -> record: minted once, so a re-run finds the same record; a cluster of n
            -- mentions has n rows
            source_system TEXT NOT NULL,  -- the source's name in the pipeline
            source_table TEXT NOT NULL,  -- sheet or table; '' when the source has only one
            source_key TEXT NOT NULL,
            -- one Excel row yields 联系人1 and 联系人2
            part INTEGER NOT NULL DEFAULT 1 CHECK (part >= 1),
            entity TEXT NOT NULL,
            record_id INTEGER NOT NULL,
            -- the record's base mention: fields without a lineage row came from it
            is_base INTEGER NOT NULL DEFAULT 0 CHECK (is_base IN (0, 1)),
            -- of the mention; known key + known hash = unchanged, not matched again
            content_hash BLOB NOT NULL,
            first_run INTEGER NOT NULL REFERENCES mig_run,
            -- the last run that changed something; an unchanged mention rewrites nothing
            last_run INTEGER NOT NULL REFERENCES mig_run,
            is_native_key INTEGER NOT NULL CHECK (is_native_key IN (0, 1)),  -- 0 = synthesised key
            PRIMARY KEY (source_system, source_table, source_key, part, entity)) STRICT,
                WITHOUT ROWID
        """,
        """
        CREATE TABLE mig_field_lineage (
            -- a row only for a field that came from another mention than the base one; steps are
            -- not stored, `trace` replays them
            entity TEXT NOT NULL,
            record_id INTEGER NOT NULL,
            field TEXT NOT NULL,
            run_id INTEGER NOT NULL REFERENCES mig_run,
            -- mig_source_row in staging.db: by number only, purged rows keep file, table and row
            -- number
            row_id INTEGER NOT NULL,
            part INTEGER NOT NULL DEFAULT 1,
            survivorship TEXT NOT NULL,  -- the `survive:` rule that chose it
            PRIMARY KEY (entity, record_id, field, run_id)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE mig_match_decision (  -- remembered over quarterly runs
            entity TEXT NOT NULL,
            a_key TEXT NOT NULL,  -- a mention: source_system:source_table:source_key#part
            b_key TEXT NOT NULL,
            decision TEXT NOT NULL CHECK (decision IN ('match', 'no_match', 'unsure')),
            probability REAL CHECK (probability BETWEEN 0 AND 1),  -- when it was decided
            explanation TEXT CHECK (explanation IS NULL OR explanation GLOB '[[{]*'),
            decided_by TEXT NOT NULL,
            decided_at TEXT NOT NULL,
            run_id INTEGER NOT NULL REFERENCES mig_run,
            superseded_at TEXT,
            CHECK (a_key < b_key)) STRICT
        """,
        """
        CREATE TABLE mig_match_edge (
            -- why mentions became one record: every link of an automatic merge
            run_id INTEGER NOT NULL REFERENCES mig_run,
            entity TEXT NOT NULL,
            a_key TEXT NOT NULL,  -- as in mig_match_decision
            b_key TEXT NOT NULL,
            -- M of matching.md; NULL for a certain link (same_if, refs, decision), which levels
            -- names
            weight REAL,
            probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
            -- level and weight per field, never values
            levels TEXT NOT NULL CHECK (levels GLOB '[[{]*'),
            PRIMARY KEY (run_id, entity, a_key, b_key),
            CHECK (a_key < b_key)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE mig_match_model (
            -- later runs match new and changed mentions with the newest one; refit only by --refit
            -- or a changed match: block
            run_id INTEGER NOT NULL REFERENCES mig_run,
            entity TEXT NOT NULL,
            -- m, u, lambda, thresholds, hash of the match: block; no customer's values
            model TEXT NOT NULL CHECK (model GLOB '[[{]*'),
            fitted_at TEXT NOT NULL,
            PRIMARY KEY (entity, run_id)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE mig_merge_event (
            -- only when two existing records merge; snapshots hold personal data: `erase` rewrites
            -- them
            merge_id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL REFERENCES mig_run,
            entity TEXT NOT NULL,
            winner_id INTEGER NOT NULL,
            loser_id INTEGER NOT NULL,
            winner_version INTEGER NOT NULL,
            winner_before TEXT NOT NULL CHECK (winner_before GLOB '[[{]*'),  -- JSON snapshot
            loser_before TEXT NOT NULL CHECK (loser_before GLOB '[[{]*'),
            policy TEXT NOT NULL,  -- survivorship rules in force
            decided_by TEXT NOT NULL,
            merged_at TEXT NOT NULL,
            undone_at TEXT,
            undone_run INTEGER REFERENCES mig_run) STRICT
        """,
        """
        CREATE TABLE mig_merge_reparent (
            merge_id INTEGER NOT NULL REFERENCES mig_merge_event,
            child_table TEXT NOT NULL,  -- children moved from loser to winner
            child_id INTEGER NOT NULL,
            fk_column TEXT NOT NULL,
            old_value INTEGER NOT NULL,
            PRIMARY KEY (merge_id, child_table, child_id, fk_column)) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE mig_changeset (
            -- what `sluice undo RUN` inverts; written in the load's own transaction
            run_id INTEGER PRIMARY KEY REFERENCES mig_run,
            -- SQLite session changeset over the business tables; personal data: `erase` rewrites or
            -- drops it
            changeset BLOB NOT NULL,
            purge_after TEXT) STRICT  -- after this date the run can no longer be undone
        """,
        """
        CREATE TABLE mig_quality_metric (  -- the trend history
            run_id INTEGER NOT NULL REFERENCES mig_run,
            scope_kind TEXT NOT NULL CHECK (scope_kind IN ('dataset', 'entity', 'source', 'owner',
                'department', 'field')),
            scope_key TEXT NOT NULL,
            metric TEXT NOT NULL,
            profile TEXT NOT NULL,
            period TEXT NOT NULL DEFAULT '',  -- "2026-10" or empty
            numerator REAL NOT NULL,
            denominator REAL NOT NULL,
            value REAL
                GENERATED ALWAYS AS (CASE WHEN denominator > 0 THEN numerator/denominator END) STORED,
            threshold REAL,
            status TEXT NOT NULL CHECK (status IN ('pass', 'warn', 'fail', 'info')),
            PRIMARY KEY (run_id, scope_kind, scope_key, metric, profile, period)) STRICT,
                WITHOUT ROWID
        """,
        """
        CREATE TABLE mig_audit_log (  -- field names and counts, never values
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL
                CHECK (action IN ('view', 'export', 'insert', 'update', 'merge', 'unmerge', 'undo',
                    'erase', 'purge', 'decide', 'login', 'config')),
            entity TEXT,
            record_id INTEGER,
            fields TEXT,
            run_id INTEGER,
            prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
            -- SHA-256 over prev_hash and the row, computed in Swift
            row_hash BLOB NOT NULL UNIQUE CHECK (length(row_hash) = 32)) STRICT
        """,
    ]

    /// Made after the rows of a new database.
    static let migrationIndexes: [String] = [
        """
        CREATE INDEX mig_ref_target ON mig_external_ref(entity, record_id)
        """,
        """
        CREATE UNIQUE INDEX mig_ref_base ON mig_external_ref(entity, record_id) WHERE is_base = 1
        """,
        """
        CREATE UNIQUE INDEX mig_decision_current ON mig_match_decision(entity, a_key, b_key)
            WHERE superseded_at IS NULL
        """,
    ]

    /// What the tables refuse.
    static let migrationTriggers: [String] = [
        """
        CREATE TRIGGER mig_audit_no_update BEFORE UPDATE ON mig_audit_log
            BEGIN SELECT RAISE(ABORT,'audit log is append-only'); END
        """,
        """
        CREATE TRIGGER mig_audit_no_delete BEFORE DELETE ON mig_audit_log
            BEGIN SELECT RAISE(ABORT,'audit log is append-only'); END
        """,
    ]
}
