/* peak_hold_s8.h - the highest value so far, which sinks by `decay` a run. */
#ifndef PEAK_HOLD_S8_H
#define PEAK_HOLD_S8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t decay;
} peak_hold_s8_params;

/* peaks: state, [count] */
void peak_hold_s8(const peak_hold_s8_params *p, const int8_t *input, int8_t *peaks, int8_t *output);

#endif
