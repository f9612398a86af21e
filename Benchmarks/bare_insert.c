/* Inserts the rows of a database into the same tables and indexes of a new one, and does nothing else:
 * the floor for what Loading may take. All rows are read into memory first; only the inserts, the
 * indexes and the commit are timed.
 *
 *     cc -O2 -o bare_insert bare_insert.c -lsqlite3 && ./bare_insert crm.db copy.db
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { char *name, *sql; int columns; size_t count, room; sqlite3_value **cells; } Table;

static void die(sqlite3 *db, const char *what) {
    fprintf(stderr, "bare_insert: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
    exit(3);
}

static void execute(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, 0, 0, 0) != SQLITE_OK) die(db, sql);
}

static void keep(Table *table, sqlite3_value *value) {
    if (table->count == table->room) {
        table->room = table->room ? table->room * 2 : 1024;
        table->cells = realloc(table->cells, table->room * sizeof *table->cells);
        if (!table->cells) die(0, "out of memory");
    }
    table->cells[table->count++] = sqlite3_value_dup(value);
}

static void read_rows(sqlite3 *db, Table *table) {
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", table->name);
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, 0) != SQLITE_OK) die(db, sql);
    table->columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 0; i < table->columns; i++) keep(table, sqlite3_column_value(statement, i));
    sqlite3_finalize(statement);
    sqlite3_free(sql);
}

static size_t insert_rows(sqlite3 *db, Table *table) {
    char *sql = sqlite3_mprintf("INSERT INTO \"%w\" VALUES (?", table->name);
    for (int i = 1; i < table->columns; i++) sql = sqlite3_mprintf("%z,?", sql);
    sql = sqlite3_mprintf("%z)", sql);
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, 0) != SQLITE_OK) die(db, sql);
    for (size_t at = 0; at < table->count; at += table->columns) {
        for (int i = 0; i < table->columns; i++) sqlite3_bind_value(statement, i + 1, table->cells[at + i]);
        if (sqlite3_step(statement) != SQLITE_DONE) die(db, sql);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return table->count / (table->columns ? table->columns : 1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    if (argc != 3) { fprintf(stderr, "usage: bare_insert FROM.db TO.db\n"); return 2; }
    sqlite3 *from, *to;
    if (sqlite3_open_v2(argv[1], &from, SQLITE_OPEN_READONLY, 0) != SQLITE_OK) die(from, argv[1]);
    remove(argv[2]);
    if (sqlite3_open(argv[2], &to) != SQLITE_OK) die(to, argv[2]);
    Table tables[128];
    char *indexes[256];
    int table_count = 0, index_count = 0;
    sqlite3_stmt *schema;
    sqlite3_prepare_v2(from, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "AND sql NOT LIKE '%GENERATED ALWAYS%' AND type IN ('table','index')", -1, &schema, 0);
    while (sqlite3_step(schema) == SQLITE_ROW) {
        const char *type = (const char *)sqlite3_column_text(schema, 0);
        char *sql = strdup((const char *)sqlite3_column_text(schema, 2));
        if (!strcmp(type, "index")) { indexes[index_count++] = sql; continue; }
        Table table = {strdup((const char *)sqlite3_column_text(schema, 1)), sql, 0, 0, 0, 0};
        read_rows(from, &table);
        tables[table_count++] = table;
    }
    sqlite3_finalize(schema);
    double started = now();
    size_t rows = 0;
    execute(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON; BEGIN");
    for (int i = 0; i < table_count; i++) execute(to, tables[i].sql);
    for (int i = 0; i < table_count; i++) rows += insert_rows(to, &tables[i]);
    for (int i = 0; i < index_count; i++) execute(to, indexes[i]);
    execute(to, "COMMIT");
    printf("%zu rows in %.2f s\n", rows, now() - started);
    sqlite3_close(to);
    return 0;
}
