#ifndef SLUICE_CTABLES_H
#define SLUICE_CTABLES_H

/* Public data as constants. Each function sets `count` to the number of elements (bytes for
   texts) and returns static storage that lives as long as the program. Texts are UTF-8 lines. */

/* from, to: a traditional or compatibility character and its simplified one; sorted by `from`. */
const unsigned int *sluice_script_pairs(long *count);

/* Lines `from to` of equal length: phrases in which a character does not follow its pair. */
const char *sluice_script_phrases(long *count);

/* By character from U+3400 to U+9FFF: up to three syllable numbers of 9 bits, commonest first. */
const unsigned int *sluice_pinyin_readings(long *count);

/* Toneless syllables, one a line; line 0 is empty. */
const char *sluice_pinyin_syllables(long *count);

/* Lines `surname frequency`, simplified; frequency in tenths of the origin's unit. */
const char *sluice_surnames(long *count);

/* Lines `adcode name`, sorted; the name of a city that only groups counties is empty. */
const char *sluice_regions(long *count);

/* Lines `adcode name`: former names of today's regions. */
const char *sluice_former_regions(long *count);

#endif
