#ifndef CXML_H
#define CXML_H
int CXML_version(void);
#endif
