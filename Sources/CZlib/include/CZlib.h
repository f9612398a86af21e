/* Inflating through zlib, without zlib's own types. */
#ifndef CZLIB_H
#define CZLIB_H

typedef struct czlib_inflater czlib_inflater;

/* What the bytes are wrapped in: nothing (ZIP entries), or a zlib or gzip header. */
enum { CZLIB_RAW = 0, CZLIB_WRAPPED = 1 };

/* Outcomes of czlib_inflate. */
enum { CZLIB_MORE = 0, CZLIB_END = 1, CZLIB_BROKEN = 2 };

/* NULL when memory is short. */
czlib_inflater *czlib_open(int wrapping);
void czlib_close(czlib_inflater *inflater);

/* Inflates from input into output until one of them is used up or the stream ends.
   CZLIB_MORE: give more input or more room. Counts below 1 GiB each. */
int czlib_inflate(czlib_inflater *inflater, const unsigned char *input, long input_count,
                  unsigned char *output, long output_count, long *input_used,
                  long *output_written);

/* Starts over for a next stream, as gzip members follow each other. */
void czlib_reset(czlib_inflater *inflater);

/* The CRC-32 of ZIP and gzip, continued from `crc`, which starts as 0. */
unsigned int czlib_crc32(unsigned int crc, const unsigned char *bytes, long count);

#endif
