/* bn_reach.h - which positions of a line a transposed convolution adds up in one place. */
#ifndef BN_REACH_H
#define BN_REACH_H

#include <stdint.h>

#include "bn_inline.h"

/* Input positions [first, end); tap `position - i * stride` of input i's filter falls on the place. */
typedef struct {
    int32_t position;
    int32_t first;
    int32_t end;
} bn_reach;

BN_INLINE bn_reach bn_reach_of(int32_t position, int32_t filter, int32_t stride, int32_t extent)
{
    const int32_t first = position < filter ? 0 : (position - filter) / stride + 1;
    const int32_t last = position / stride;
    const bn_reach reach = {position, first, last < extent ? last + 1 : extent};
    return reach;
}

#endif
