#include "CSQLiteReader.h"
int CSQLiteReader_version(void) { return 1; }
