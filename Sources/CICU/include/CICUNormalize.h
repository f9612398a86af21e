#ifndef CICU_NORMALIZE_H
#define CICU_NORMALIZE_H

/* The NFC form of UTF-8 text (UAX #15). Returns the bytes needed, which may be more than
   `capacity` (then nothing useful was written), or -1 when the text can't be normalized. */
long CICU_nfc(const unsigned char *text, long byteCount, unsigned char *output, long capacity);

#endif
