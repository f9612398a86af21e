#ifndef CSQLITE_READER_H
#define CSQLITE_READER_H

/* A SQLite file that may be hostile, opened for reading only; and the rows of one statement. */
typedef struct CSQLiteReader CSQLiteReader;
typedef struct CSQLiteRows CSQLiteRows;

/* Opens the file: read-only, schema untrusted, no views, triggers, extensions or memory mapping,
   low limits, every statement interrupted `timeout_seconds` after opening. NULL when there is no
   memory; else ask CSQLiteReader_message whether it went well. */
CSQLiteReader *CSQLiteReader_open(const char *path, int timeout_seconds);
/* The same for a file that other programs may use, for one that nobody changes meanwhile (no locks,
   no files beside it), or for a private copy whose journal may be played back. */
enum { CSQLITE_SHARED = 0, CSQLITE_IMMUTABLE = 1, CSQLITE_PRIVATE = 2 };
CSQLiteReader *CSQLiteReader_openAs(const char *path, int mode, int timeout_seconds);
void CSQLiteReader_close(CSQLiteReader *reader);

/* What went wrong last; NULL when nothing did. */
const char *CSQLiteReader_message(const CSQLiteReader *reader);

/* SQLite's primary result code of what went wrong last. */
int CSQLiteReader_code(const CSQLiteReader *reader);

/* NULL on an error. */
CSQLiteRows *CSQLiteReader_query(CSQLiteReader *reader, const char *sql, int byte_count);
void CSQLiteRows_close(CSQLiteRows *rows);

/* 1: there is a row; 0: no more; -1: an error. */
int CSQLiteRows_step(CSQLiteRows *rows);
int CSQLiteRows_isNull(CSQLiteRows *rows, int column);
long long CSQLiteRows_integer(CSQLiteRows *rows, int column);

/* The cell as UTF-8, valid until the next step; NULL for a null or empty cell. */
const unsigned char *CSQLiteRows_text(CSQLiteRows *rows, int column, int *byte_count);

/* 1 integer, 2 real, 3 text, 4 blob, 5 null. */
int CSQLiteRows_type(CSQLiteRows *rows, int column);
double CSQLiteRows_real(CSQLiteRows *rows, int column);

/* The bytes of a blob, valid until the next step; NULL for none. */
const unsigned char *CSQLiteRows_blob(CSQLiteRows *rows, int column, int *byte_count);

#endif
