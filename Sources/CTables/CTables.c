#include "CTables.h"
int CTables_version(void) { return 1; }
