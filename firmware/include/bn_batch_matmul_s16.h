/* bn_batch_matmul_s16.h - int16 products of matrices, whose leading dimensions broadcast. */
#ifndef BN_BATCH_MATMUL_S16_H
#define BN_BATCH_MATMUL_S16_H

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
    int32_t output_multiplier;
    int32_t output_shift;
} bn_batch_matmul_s16_params;

void bn_batch_matmul_s16(const bn_batch_matmul_s16_params *p, const int16_t *left, const int16_t *right, int16_t *output);

#endif
