/* bn_slice_dynamic.h - a block of a tensor from a place that is computed while the model runs. */
#ifndef BN_SLICE_DYNAMIC_H
#define BN_SLICE_DYNAMIC_H

#include <stdint.h>

#include "bn_move.h"

enum { BN_SLICE_RANK = 5 };

typedef struct {
    int32_t last; /* the last place where a block can begin */
    int32_t step; /* bytes from one element to the next */
} bn_slice_dimension;

typedef struct {
    int32_t rank;
    int32_t wide; /* 1: begin is of int64, 0: of int32 */
    bn_slice_dimension dimensions[BN_SLICE_RANK];
    bn_move_params block; /* from the input's first element */
} bn_slice_dynamic_params;

/* begin: [rank]; a place outside of 0 to `last` is taken as the nearer end. */
void bn_slice_dynamic(const bn_slice_dynamic_params *p, const void *input, const void *begin, void *output);

#endif
