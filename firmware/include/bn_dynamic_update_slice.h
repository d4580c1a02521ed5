/* bn_dynamic_update_slice.h - a tensor with a block of it replaced, at a place that is computed. */
#ifndef BN_DYNAMIC_UPDATE_SLICE_H
#define BN_DYNAMIC_UPDATE_SLICE_H

#include <stdint.h>

enum { BN_UPDATE_RANK = 6 };

typedef struct {
    int32_t extent; /* of the block */
    int32_t last;   /* the last index at which the block fits */
    int32_t step;   /* bytes between neighbours in the tensor */
} bn_update_loop;

typedef struct {
    int32_t bytes;                        /* of the tensor */
    int32_t rank;
    int32_t run;                          /* bytes of one row of the block */
    bn_update_loop loops[BN_UPDATE_RANK]; /* dimensions, outermost first */
} bn_dynamic_update_slice_params;

typedef bn_dynamic_update_slice_params bn_dynamic_update_slice_s32_params;
typedef bn_dynamic_update_slice_params bn_dynamic_update_slice_s64_params;

/* indices: the block's first position, [rank], moved so that the block fits. */
void bn_dynamic_update_slice_s32(const bn_dynamic_update_slice_params *p, const void *operand, const void *update, const int32_t *indices,
                                 void *output);
void bn_dynamic_update_slice_s64(const bn_dynamic_update_slice_params *p, const void *operand, const void *update, const int64_t *indices,
                                 void *output);

#endif
