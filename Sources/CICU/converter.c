#include "CICUConverter.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

struct CICUConverter {
    UConverter *converter;
};

CICUConverter *CICUConverter_open(const char *name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *inner = ucnv_open(name, &status);
    if (U_FAILURE(status)) return NULL;
    ucnv_setToUCallBack(inner, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    CICUConverter *result = malloc(sizeof *result);
    if (U_FAILURE(status) || result == NULL) {
        free(result);
        ucnv_close(inner);
        return NULL;
    }
    result->converter = inner;
    return result;
}

void CICUConverter_close(CICUConverter *converter) {
    if (converter == NULL) return;
    ucnv_close(converter->converter);
    free(converter);
}

int CICUConverter_scalar(CICUConverter *converter, const unsigned char *bytes, int count) {
    UChar units[8];
    UErrorCode status = U_ZERO_ERROR;
    ucnv_resetToUnicode(converter->converter);
    int length = ucnv_toUChars(converter->converter, units, 8, (const char *)bytes, count, &status);
    if (status == U_TRUNCATED_CHAR_FOUND) return -2;
    if (U_FAILURE(status) || length < 1) return -1;
    if (length == 1 && !U16_IS_SURROGATE(units[0])) return units[0] == 0xFFFD ? -1 : units[0];
    if (length == 2 && U16_IS_LEAD(units[0]) && U16_IS_TRAIL(units[1])) {
        return U16_GET_SUPPLEMENTARY(units[0], units[1]);
    }
    return -3;
}
