/* Inflating through zlib, without zlib's own types. */
#ifndef CZLIB_H
#define CZLIB_H

typedef struct czlib_inflater czlib_inflater;

/* Outcomes of czlib_inflate. */
enum { CZLIB_MORE = 0, CZLIB_END = 1, CZLIB_BROKEN = 2 };

/* For a deflate stream without header, as in ZIP entries; NULL when memory is short. */
czlib_inflater *czlib_open(void);
void czlib_close(czlib_inflater *inflater);

/* Inflates from input into output until one of them is used up or the stream ends.
   CZLIB_MORE: give more input or more room. Counts below 1 GiB each. */
int czlib_inflate(czlib_inflater *inflater, const unsigned char *input, long input_count,
                  unsigned char *output, long output_count, long *input_used,
                  long *output_written);

/* The CRC-32 of ZIP and gzip, continued from `crc`, which starts as 0. */
unsigned int czlib_crc32(unsigned int crc, const unsigned char *bytes, long count);

#endif
