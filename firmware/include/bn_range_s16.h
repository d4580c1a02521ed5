/* bn_range_s16.h - int16 within a range: RELU6. */
#ifndef BN_RANGE_S16_H
#define BN_RANGE_S16_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t low;
    int32_t high;
} bn_range_s16_params;

void bn_range_s16(const bn_range_s16_params *p, const int16_t *input, int16_t *output);

#endif
