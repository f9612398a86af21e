#ifndef CICU_CONVERTER_H
#define CICU_CONVERTER_H

/* A converter from one legacy encoding to Unicode; not to be shared by threads. */
typedef struct CICUConverter CICUConverter;

/* NULL when ICU doesn't know the name. */
CICUConverter *CICUConverter_open(const char *name);
void CICUConverter_close(CICUConverter *converter);

/* The scalar that exactly `count` bytes stand for; -1 when they stand for none,
   -2 when they only begin one, -3 when they stand for several scalars. */
int CICUConverter_scalar(CICUConverter *converter, const unsigned char *bytes, int count);

#endif
