/* bn_topk_s32.h - int32 TOPK_V2: the largest elements of each row, in order. */
#ifndef BN_TOPK_S32_H
#define BN_TOPK_S32_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    int32_t count; /* how many of them; at most depth */
} bn_topk_s32_params;

void bn_topk_s32(const bn_topk_s32_params *p, const int32_t *input, int32_t *values, int32_t *indexes);

#endif
