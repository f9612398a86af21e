#include "CICUNormalize.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static long nfc(
    const unsigned char *text, long byteCount, unsigned char *output, long capacity,
    UChar *units, UChar *normal, int32_t unitCapacity)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t unitCount = 0, normalCount, length = 0;
    const UNormalizer2 *form = unorm2_getNFCInstance(&status);
    u_strFromUTF8(units, unitCapacity, &unitCount, (const char *)text, (int32_t)byteCount, &status);
    if (U_FAILURE(status)) return -1;
    normalCount = unorm2_normalize(form, units, unitCount, normal, unitCapacity, &status);
    if (U_FAILURE(status)) return -1;
    u_strToUTF8((char *)output, (int32_t)capacity, &length, normal, normalCount, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) return length;
    return U_FAILURE(status) ? -1 : length;
}

long CICU_nfc(const unsigned char *text, long byteCount, unsigned char *output, long capacity)
{
    /* NFC is at most three times as long in UTF-16 units (UAX #15, expansion factors). */
    int32_t unitCapacity;
    UChar *units;
    long length;
    if (byteCount < 0 || byteCount > 100000000 || capacity > 1000000000) return -1;
    unitCapacity = (int32_t)byteCount * 3 + 16;
    units = malloc(sizeof(UChar) * (size_t)unitCapacity * 2);
    if (!units) return -1;
    length = nfc(text, byteCount, output, capacity, units, units + unitCapacity, unitCapacity);
    free(units);
    return length;
}
