#ifndef SLUICE_CTABLES_H
#define SLUICE_CTABLES_H

/* Public data as constants. Each function sets `count` to the number of elements (bytes for
   texts) and returns static storage that lives as long as the program. Texts are UTF-8 lines. */

/* from, to: a traditional character and its simplified one; sorted by `from`. */
const unsigned int *sluice_script_pairs(long *count);

/* from, to: a compatibility ideograph or radical and its standard form; sorted by `from`. */
const unsigned int *sluice_compatible_pairs(long *count);

/* Lines `from to` of equal length: phrases go before characters, longest first. */
const char *sluice_script_phrases(long *count);

/* Toneless syllables, one a line, with ü; line 0 is empty. */
const char *sluice_pinyin_syllables(long *count);

/* Lists of syllable numbers, commonest first; the last of each list has 0x8000 added. Place 0 is
   no list. */
const unsigned short *sluice_pinyin_lists(long *count);

/* By character from U+3400 to U+9FFF: the place of its list. */
const unsigned short *sluice_pinyin_readings(long *count);

/* The other characters: `scalar << 14 | place`; sorted. */
const unsigned int *sluice_pinyin_beyond(long *count);

/* Lines of a phrase and as many digits: each says which reading of its character's list holds. */
const char *sluice_pinyin_phrases(long *count);

/* Lines `surname frequency`, simplified; frequency in tenths of the origin's unit. */
const char *sluice_surnames(long *count);

/* Lines `adcode name`, sorted; the name of a city that only groups counties is empty. */
const char *sluice_regions(long *count);

/* Lines `adcode name`: former names of today's regions. */
const char *sluice_former_regions(long *count);

/* Automata over decimal digits; state 0 is dead. Eleven numbers a state: what a number that ends
   here is (its meaning depends on the automaton), then the state that each digit leads to. */
const unsigned short *sluice_phone_states(long *count);

/* The same with twelve numbers a state, for prefixes: the match when more digits follow, the match
   when none do (indices of triples below), then the states. */
const unsigned short *sluice_phone_prefix_states(long *count);

/* Triples: length of a match plus one, start and end of its last group; triple 0 is no match. */
const unsigned char *sluice_phone_prefix_matches(long *count);

/* Five numbers a country code: code, state of the plan, state of the formats, its first territory,
   number of its territories. */
const unsigned short *sluice_phone_countries(long *count);

/* By country code 0-999: one plus the index of its five numbers; 0 when it is none. */
const unsigned char *sluice_phone_country_index(long *count);

/* Eleven numbers a territory: letters of its ISO code, country code, states of the general pattern,
   of international and national prefixes, bits of possible lengths, bits of local ones, whether a
   captured group replaces the prefix, offsets of what then comes before it and of the word before
   an extension, state of short numbers. */
const unsigned int *sluice_phone_territories(long *count);

/* By ISO code AA-ZZ: one plus the index of the territory; 0 when there is none. */
const unsigned short *sluice_phone_region_index(long *count);

/* Pairs of offsets into the texts: the national and the international format; 0 is none. */
const unsigned short *sluice_phone_format_pairs(long *count);

/* Formats (group count, widths, length, template) and words (length, bytes). */
const unsigned char *sluice_phone_texts(long *count);

/* The state at which area codes of mainland China begin; a code's outcome is its number from 1. */
const unsigned short *sluice_phone_area_start(long *count);

/* Two offsets an area code: its Chinese and its English names in the text that follows. */
const unsigned short *sluice_phone_area_offsets(long *count);

const char *sluice_phone_area_names(long *count);
/* Lines `letters form`: the letters of a legal form in any country, folded and without signs. */
const char *sluice_legal_forms(long *count);

/* Lines: a letter, then its one or two letters without marks and in lower case. */
const char *sluice_letter_folds(long *count);
/* Lines `province city district…`: Hong Kong, Macau and Taiwan, whose parts have no codes. */
const char *sluice_outer_regions(long *count);

#endif
