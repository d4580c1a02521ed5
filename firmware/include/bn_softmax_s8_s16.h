/* bn_softmax_s8_s16.h - int8 softmax over rows, with an int16 answer. */
#ifndef BN_SOFTMAX_S8_S16_H
#define BN_SOFTMAX_S8_S16_H

#include <stdint.h>


typedef struct {
    int32_t rows;
    int32_t depth;         /* elements of a row */
    int32_t steps;         /* length of exps */
    const int32_t *exps;   /* [steps]: exp(-beta * scale * i), 31 fraction bits; it is 0 from there on */
} bn_softmax_s8_s16_params;

void bn_softmax_s8_s16(const bn_softmax_s8_s16_params *p, const int8_t *input, int16_t *output);

#endif
