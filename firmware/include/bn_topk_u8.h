/* bn_topk_u8.h - uint8 TOPK_V2: the largest elements of each row, in order. */
#ifndef BN_TOPK_U8_H
#define BN_TOPK_U8_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    int32_t count; /* how many of them; at most depth */
} bn_topk_u8_params;

void bn_topk_u8(const bn_topk_u8_params *p, const uint8_t *input, uint8_t *values, int32_t *indexes);

#endif
