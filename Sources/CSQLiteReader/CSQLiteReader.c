#include "CSQLiteReader.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct CSQLiteReader {
    sqlite3 *database;
    const char *message;
    struct timespec deadline;
};

struct CSQLiteRows {
    sqlite3_stmt *statement;
    CSQLiteReader *reader;
};

static int isLate(void *context) {
    const CSQLiteReader *reader = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > reader->deadline.tv_sec;
}

static void harden(CSQLiteReader *reader, int timeout_seconds) {
    sqlite3 *database = reader->database;
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    sqlite3_limit(database, SQLITE_LIMIT_COLUMN, 2000);
    sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_limit(database, SQLITE_LIMIT_COMPOUND_SELECT, 10);
    sqlite3_limit(database, SQLITE_LIMIT_VDBE_OP, 250000);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(database, SQLITE_LIMIT_WORKER_THREADS, 0);
    clock_gettime(CLOCK_MONOTONIC, &reader->deadline);
    reader->deadline.tv_sec += timeout_seconds;
    sqlite3_progress_handler(database, 10000, isLate, reader);
    sqlite3_busy_timeout(database, 2000);
}

/* `file:` and the path with all but plain characters as %XX; NULL when there is no memory. */
static char *immutableURI(const char *path) {
    static const char digits[] = "0123456789ABCDEF";
    static const char option[] = "?immutable=1";
    char *uri = malloc(strlen(path) * 3 + sizeof "file:" + sizeof option);
    if (uri == NULL) return NULL;
    char *out = uri + sprintf(uri, "file:");
    for (const unsigned char *in = (const unsigned char *)path; *in; in++) {
        int isPlain = (*in >= '0' && *in <= '9') || (*in >= 'A' && *in <= 'Z') ||
                      (*in >= 'a' && *in <= 'z') || *in == '/' || *in == '.' || *in == '-';
        if (isPlain) {
            *out++ = (char)*in;
        } else {
            *out++ = '%';
            *out++ = digits[*in >> 4];
            *out++ = digits[*in & 15];
        }
    }
    strcpy(out, option);
    return uri;
}

CSQLiteReader *CSQLiteReader_open(const char *path, int timeout_seconds) {
    return CSQLiteReader_openAs(path, CSQLITE_SHARED, timeout_seconds);
}

CSQLiteReader *CSQLiteReader_openAs(const char *path, int mode, int timeout_seconds) {
    CSQLiteReader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return NULL;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    flags |= mode == CSQLITE_PRIVATE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    char *uri = NULL;
    if (mode == CSQLITE_IMMUTABLE) {
        uri = immutableURI(path);
        if (uri == NULL) {
            free(reader);
            return NULL;
        }
        flags |= SQLITE_OPEN_URI;
    }
    int status = sqlite3_open_v2(uri ? uri : path, &reader->database, flags, NULL);
    free(uri);
    if (status == SQLITE_OK) {
        harden(reader, timeout_seconds);
        status = sqlite3_exec(reader->database,
                              "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON",
                              NULL, NULL, NULL);
    }
    if (status != SQLITE_OK) {
        reader->message = reader->database ? sqlite3_errmsg(reader->database) : "out of memory";
    }
    return reader;
}

void CSQLiteReader_close(CSQLiteReader *reader) {
    if (reader == NULL) return;
    sqlite3_close_v2(reader->database);
    free(reader);
}

const char *CSQLiteReader_message(const CSQLiteReader *reader) {
    return reader->message;
}

int CSQLiteReader_code(const CSQLiteReader *reader) {
    return sqlite3_errcode(reader->database) & 0xFF;
}

CSQLiteRows *CSQLiteReader_query(CSQLiteReader *reader, const char *sql, int byte_count) {
    sqlite3_stmt *statement = NULL;
    int status = sqlite3_prepare_v2(reader->database, sql, byte_count, &statement, NULL);
    if (status != SQLITE_OK || statement == NULL) {
        reader->message = sqlite3_errmsg(reader->database);
        return NULL;
    }
    CSQLiteRows *rows = malloc(sizeof *rows);
    if (rows == NULL) {
        sqlite3_finalize(statement);
        reader->message = "out of memory";
        return NULL;
    }
    rows->statement = statement;
    rows->reader = reader;
    return rows;
}

void CSQLiteRows_close(CSQLiteRows *rows) {
    if (rows == NULL) return;
    sqlite3_finalize(rows->statement);
    free(rows);
}

int CSQLiteRows_step(CSQLiteRows *rows) {
    int status = sqlite3_step(rows->statement);
    if (status == SQLITE_ROW) return 1;
    if (status == SQLITE_DONE) return 0;
    rows->reader->message = sqlite3_errmsg(rows->reader->database);
    return -1;
}

int CSQLiteRows_isNull(CSQLiteRows *rows, int column) {
    return sqlite3_column_type(rows->statement, column) == SQLITE_NULL;
}

long long CSQLiteRows_integer(CSQLiteRows *rows, int column) {
    return sqlite3_column_int64(rows->statement, column);
}

const unsigned char *CSQLiteRows_text(CSQLiteRows *rows, int column, int *byte_count) {
    const unsigned char *text = sqlite3_column_text(rows->statement, column);
    *byte_count = sqlite3_column_bytes(rows->statement, column);
    return *byte_count > 0 ? text : NULL;
}

int CSQLiteRows_type(CSQLiteRows *rows, int column) {
    return sqlite3_column_type(rows->statement, column);
}

double CSQLiteRows_real(CSQLiteRows *rows, int column) {
    return sqlite3_column_double(rows->statement, column);
}

const unsigned char *CSQLiteRows_blob(CSQLiteRows *rows, int column, int *byte_count) {
    const unsigned char *bytes = sqlite3_column_blob(rows->statement, column);
    *byte_count = sqlite3_column_bytes(rows->statement, column);
    return *byte_count > 0 ? bytes : NULL;
}
