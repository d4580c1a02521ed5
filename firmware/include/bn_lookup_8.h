/* bn_lookup_8.h - any function of one byte, as a table of its 256 answers. output may be input. */
#ifndef BN_LOOKUP_8_H
#define BN_LOOKUP_8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    const int8_t *table; /* [256], at the index of the argument as uint8 */
} bn_lookup_8_params;

void bn_lookup_8(const bn_lookup_8_params *p, const void *input, void *output);

#endif
