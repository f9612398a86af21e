#ifndef CSQLiteReader_H
#define CSQLiteReader_H
int CSQLiteReader_version(void);
#endif
