/* Reading XML through libxml2's SAX2 push parser, without libxml2's own types.

   A document becomes a tape of events in one buffer:

     | kind: 1 byte | count: 4 bytes, little-endian | count bytes of UTF-8 |

   An element is its CXML_START (local name), then its attributes as pairs of CXML_NAME and
   CXML_VALUE, then its content, then CXML_FINISH. Namespace declarations are no attributes.
   There is no network, no DTD, no entity but the five of XML, and no deeper nesting than asked. */
#ifndef CXML_H
#define CXML_H

/* Kinds of events. */
enum { CXML_START = 1, CXML_NAME = 2, CXML_VALUE = 3, CXML_TEXT = 4, CXML_FINISH = 5 };

/* Outcomes. The tape holds what was read before. */
enum {
    CXML_COMPLETE = 0,
    CXML_MALFORMED = 1,
    CXML_HAS_DTD = 2,
    CXML_TOO_DEEP = 3,
    CXML_TOO_LARGE = 4,
    CXML_NO_MEMORY = 5
};

typedef struct cxml_tape cxml_tape;

/* Parses a whole document; NULL when memory is short.
   The tape is cut, with CXML_TOO_LARGE, before it exceeds `max_tape_count` bytes. */
cxml_tape *cxml_parse(const unsigned char *bytes, long count, int max_depth, long max_tape_count);
int cxml_outcome(const cxml_tape *tape);
const unsigned char *cxml_bytes(const cxml_tape *tape);
long cxml_count(const cxml_tape *tape);
void cxml_free(cxml_tape *tape);

#endif
