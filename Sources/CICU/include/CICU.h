#ifndef CICU_H
#define CICU_H
#include "CICUNormalize.h"
int CICU_version(void);
#include "CICUConverter.h"
#endif
