/* bn_batch_matmul_s8.h - int8 products of matrices, whose leading dimensions broadcast. */
#ifndef BN_BATCH_MATMUL_S8_H
#define BN_BATCH_MATMUL_S8_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast batches;     /* pairs of matrices; steps are elements */
    int32_t rows;
    int32_t depth;
    int32_t columns;
    int32_t left_row_step;    /* how far apart neighbours are in the left matrix, whichever way it is stored */
    int32_t left_depth_step;
    int32_t right_depth_step;
    int32_t right_column_step;
    int32_t left_offset;      /* minus the operands' zero points */
    int32_t right_offset;
    int32_t output_offset;    /* the output's zero point */
    int32_t output_multiplier;
    int32_t output_shift;
} bn_batch_matmul_s8_params;

void bn_batch_matmul_s8(const bn_batch_matmul_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
