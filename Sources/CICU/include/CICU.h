#ifndef CICU_H
#define CICU_H
int CICU_version(void);
#endif
