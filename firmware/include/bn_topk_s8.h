/* bn_topk_s8.h - int8 TOPK_V2: the largest elements of each row, in order. */
#ifndef BN_TOPK_S8_H
#define BN_TOPK_S8_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    int32_t count; /* how many of them; at most depth */
} bn_topk_s8_params;

void bn_topk_s8(const bn_topk_s8_params *p, const int8_t *input, int8_t *values, int32_t *indexes);

#endif
