/* bn_topk_s16.h - int16 TOPK_V2: the largest elements of each row, in order. */
#ifndef BN_TOPK_S16_H
#define BN_TOPK_S16_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    int32_t count; /* how many of them; at most depth */
} bn_topk_s16_params;

void bn_topk_s16(const bn_topk_s16_params *p, const int16_t *input, int16_t *values, int32_t *indexes);

#endif
