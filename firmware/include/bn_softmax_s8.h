/* bn_softmax_s8.h - int8 softmax over rows. */
#ifndef BN_SOFTMAX_S8_H
#define BN_SOFTMAX_S8_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth;         /* elements of a row */
    int32_t steps;         /* length of exps */
    const int32_t *exps;   /* [steps]: exp(-beta * scale * i), 31 fraction bits; it is 0 from there on */
} bn_softmax_s8_params;

void bn_softmax_s8(const bn_softmax_s8_params *p, const int8_t *input, int8_t *output);

#endif
