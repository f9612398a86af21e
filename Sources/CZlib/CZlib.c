#include "CZlib.h"
int CZlib_version(void) { return 1; }
