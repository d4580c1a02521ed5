/* bn_logistic_s16.h - int16 LOGISTIC by an interpolated table. */
#ifndef BN_LOGISTIC_S16_H
#define BN_LOGISTIC_S16_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t multiplier; /* to steps of 1 / (3 * 4096), times 2^shift */
    int32_t shift;
    const uint16_t *table; /* [256]: the logistic function in steps of 1/24 */
} bn_logistic_s16_params;

void bn_logistic_s16(const bn_logistic_s16_params *p, const int16_t *input, int16_t *output);

#endif
