#include "CXML.h"
int CXML_version(void) { return 1; }
