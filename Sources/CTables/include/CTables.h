#ifndef CTables_H
#define CTables_H
int CTables_version(void);
#endif
