/* bn_lookup_16.h - any smooth function of int16, as a table to interpolate in. output may be input. */
#ifndef BN_LOOKUP_16_H
#define BN_LOOKUP_16_H

#include <stdint.h>

typedef struct {
    int32_t count;
    const int16_t *table; /* [513]: the answers to -32768, -32640... and 32767 */
} bn_lookup_16_params;

void bn_lookup_16(const bn_lookup_16_params *p, const int16_t *input, int16_t *output);

#endif
