/* bn_softmax_pair_s8.h - int8 softmax over rows of two elements: either share is a function of their difference. */
#ifndef BN_SOFTMAX_PAIR_S8_H
#define BN_SOFTMAX_PAIR_S8_H

#include <stdint.h>

#include "bn_fixed_point.h"
#include "bn_inline.h"

typedef struct {
    int32_t rows;
    int32_t reach;         /* differences from here on give the same shares */
    const int8_t *shares;  /* [2 * reach + 1]: of an element that is reach below the other, to one that is as much above it */
} bn_softmax_pair_s8_params;

BN_INLINE void bn_softmax_pair_s8_inline(const bn_softmax_pair_s8_params *p, const int8_t *input, int8_t *output)
{
    const int8_t *const equal = p->shares + p->reach;
    for (int32_t left = p->rows; left > 0; left--) {
        const int32_t difference = bn_clamp(input[0] - input[1], -p->reach, p->reach);
        output[0] = equal[difference];
        output[1] = equal[-difference];
        input += 2;
        output += 2;
    }
}

/* The same as a function of its own, for several layers. */
void bn_softmax_pair_s8(const bn_softmax_pair_s8_params *p, const int8_t *input, int8_t *output);

#endif
