#include "CXML.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

struct cxml_tape {
    unsigned char *bytes;
    size_t count, capacity, limit;
    int outcome, depth, max_depth;
    xmlParserCtxtPtr parser;
};

static void stop(cxml_tape *tape, int outcome) {
    if (tape->outcome == CXML_COMPLETE) tape->outcome = outcome;
    xmlStopParser(tape->parser);
}

static int reserve(cxml_tape *tape, size_t more) {
    size_t need = tape->count + more;
    if (need > tape->limit) {
        stop(tape, CXML_TOO_LARGE);
        return 0;
    }
    if (need <= tape->capacity) return 1;
    size_t capacity = need * 2 < 4096 ? 4096 : need * 2;
    unsigned char *larger = realloc(tape->bytes, capacity);
    if (larger == NULL) {
        stop(tape, CXML_NO_MEMORY);
        return 0;
    }
    tape->bytes = larger;
    tape->capacity = capacity;
    return 1;
}

static void put(cxml_tape *tape, int kind, const xmlChar *text, size_t count) {
    if (tape->outcome != CXML_COMPLETE || !reserve(tape, count + 5)) return;
    unsigned char *end = tape->bytes + tape->count;
    end[0] = (unsigned char)kind;
    for (int i = 0; i < 4; i++) end[1 + i] = (unsigned char)(count >> (8 * i));
    if (count > 0) memcpy(end + 5, text, count);
    tape->count += count + 5;
}

/* Without entity replacement libxml2 hands an ampersand in an attribute on as `&#38;`. */
static void put_value(cxml_tape *tape, const xmlChar *text, size_t count) {
    size_t start = tape->count;
    put(tape, CXML_VALUE, text, count);
    if (tape->count == start || memchr(text, '&', count) == NULL) return;
    unsigned char *value = tape->bytes + start + 5;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        value[kept++] = value[i];
        if (value[i] == '&' && count - i >= 5 && memcmp(value + i, "&#38;", 5) == 0) i += 4;
    }
    tape->count = start + 5 + kept;
    for (int i = 0; i < 4; i++) value[i - 4] = (unsigned char)(kept >> (8 * i));
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int default_count, const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)default_count;
    cxml_tape *tape = context;
    if (++tape->depth > tape->max_depth) {
        stop(tape, CXML_TOO_DEEP);
        return;
    }
    put(tape, CXML_START, name, strlen((const char *)name));
    /* Five pointers an attribute: name, prefix, URI, begin and end of the value. */
    for (int i = 0; i < attribute_count; i++) {
        const xmlChar **attribute = attributes + 5 * i;
        put(tape, CXML_NAME, attribute[0], strlen((const char *)attribute[0]));
        put_value(tape, attribute[3], (size_t)(attribute[4] - attribute[3]));
    }
}

static void on_finish(void *context, const xmlChar *name, const xmlChar *prefix,
                      const xmlChar *uri) {
    (void)name, (void)prefix, (void)uri;
    cxml_tape *tape = context;
    tape->depth--;
    put(tape, CXML_FINISH, NULL, 0);
}

static void on_text(void *context, const xmlChar *text, int count) {
    put(context, CXML_TEXT, text, (size_t)count);
}

static void on_dtd(void *context, const xmlChar *name, const xmlChar *external,
                   const xmlChar *system) {
    (void)name, (void)external, (void)system;
    stop(context, CXML_HAS_DTD);
}

static void on_error(void *context, const char *message, ...) { (void)context, (void)message; }

static void feed(cxml_tape *tape, const unsigned char *bytes, long count) {
    const long step = 64 * 1024;
    for (long offset = 0; offset < count && tape->outcome == CXML_COMPLETE; offset += step) {
        long rest = count - offset;
        int status = xmlParseChunk(tape->parser, (const char *)bytes + offset,
                                   (int)(rest < step ? rest : step), rest <= step);
        if (status != 0 && tape->parser->wellFormed == 0) break;
    }
    if (tape->outcome == CXML_COMPLETE && (count == 0 || !tape->parser->wellFormed))
        tape->outcome = CXML_MALFORMED;
}

cxml_tape *cxml_parse(const unsigned char *bytes, long count, int max_depth, long max_tape_count) {
    cxml_tape *tape = calloc(1, sizeof *tape);
    if (tape == NULL) return NULL;
    tape->limit = (size_t)max_tape_count;
    tape->max_depth = max_depth;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_finish;
    handler.characters = on_text;
    handler.ignorableWhitespace = on_text;
    handler.cdataBlock = on_text;
    handler.internalSubset = on_dtd;
    handler.warning = on_error;
    handler.error = on_error;
    tape->parser = xmlCreatePushParserCtxt(&handler, tape, NULL, 0, NULL);
    if (tape->parser == NULL) {
        free(tape);
        return NULL;
    }
    xmlCtxtUseOptions(tape->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    feed(tape, bytes, count);
    if (tape->parser->myDoc != NULL) xmlFreeDoc(tape->parser->myDoc);
    xmlFreeParserCtxt(tape->parser);
    tape->parser = NULL;
    return tape;
}

int cxml_outcome(const cxml_tape *tape) { return tape->outcome; }
const unsigned char *cxml_bytes(const cxml_tape *tape) { return tape->bytes; }
long cxml_count(const cxml_tape *tape) { return (long)tape->count; }
void cxml_free(cxml_tape *tape) {
    if (tape == NULL) return;
    free(tape->bytes);
    free(tape);
}
