/* bn_topk_s64.h - int64 TOPK_V2: the largest elements of each row, in order. */
#ifndef BN_TOPK_S64_H
#define BN_TOPK_S64_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    int32_t count; /* how many of them; at most depth */
} bn_topk_s64_params;

void bn_topk_s64(const bn_topk_s64_params *p, const int64_t *input, int64_t *values, int32_t *indexes);

#endif
