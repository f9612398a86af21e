#include "CZlib.h"

#include <stdlib.h>
#include <zlib.h>

struct czlib_inflater {
    z_stream stream;
};

enum { max_step = 1 << 30 };

czlib_inflater *czlib_open(void) {
    czlib_inflater *inflater = calloc(1, sizeof *inflater);
    if (inflater == NULL) return NULL;
    /* Negative window bits: no header. */
    if (inflateInit2(&inflater->stream, -15) != Z_OK) {
        free(inflater);
        return NULL;
    }
    return inflater;
}

void czlib_close(czlib_inflater *inflater) {
    if (inflater == NULL) return;
    inflateEnd(&inflater->stream);
    free(inflater);
}

int czlib_inflate(czlib_inflater *inflater, const unsigned char *input, long input_count,
                  unsigned char *output, long output_count, long *input_used,
                  long *output_written) {
    z_stream *stream = &inflater->stream;
    uInt given = (uInt)(input_count > max_step ? max_step : input_count);
    uInt room = (uInt)(output_count > max_step ? max_step : output_count);
    stream->next_in = (Bytef *)input;
    stream->avail_in = given;
    stream->next_out = output;
    stream->avail_out = room;
    int status = inflate(stream, Z_NO_FLUSH);
    *input_used = (long)(given - stream->avail_in);
    *output_written = (long)(room - stream->avail_out);
    if (status == Z_STREAM_END) return CZLIB_END;
    if (status == Z_OK || status == Z_BUF_ERROR) return CZLIB_MORE;
    return CZLIB_BROKEN;
}

unsigned int czlib_crc32(unsigned int crc, const unsigned char *bytes, long count) {
    uLong sum = crc;
    while (count > 0) {
        uInt step = (uInt)(count > max_step ? max_step : count);
        sum = crc32(sum, bytes, step);
        bytes += step;
        count -= step;
    }
    return (unsigned int)sum;
}
