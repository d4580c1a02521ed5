/* bn_softmax_s16.h - int16 softmax over rows, by tables. */
#ifndef BN_SOFTMAX_S16_H
#define BN_SOFTMAX_S16_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth;             /* elements of a row */
    int32_t multiplier;        /* differences to steps of 10 / 65535 */
    int32_t shift;
    const int16_t *exp;        /* [513]: -10 to 0 */
    const int16_t *reciprocal; /* [513]: 1 / (1 + x) for 0 to 1 */
} bn_softmax_s16_params;

/* output may be input. */
void bn_softmax_s16(const bn_softmax_s16_params *p, const int16_t *input, int16_t *output);

#endif
