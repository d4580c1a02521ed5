/* bn_batch_matmul_f32.h - float32 products of matrices, whose leading dimensions broadcast. */
#ifndef BN_BATCH_MATMUL_F32_H
#define BN_BATCH_MATMUL_F32_H

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
} bn_batch_matmul_f32_params;

void bn_batch_matmul_f32(const bn_batch_matmul_f32_params *p, const float *left, const float *right, float *output);

#endif
