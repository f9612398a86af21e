#include "CICU.h"
int CICU_version(void) { return 1; }
