#ifndef CZlib_H
#define CZlib_H
int CZlib_version(void);
#endif
