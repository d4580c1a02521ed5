/* bn_product_f32.h - products of float32 weights with a vector. */
#ifndef BN_PRODUCT_F32_H
#define BN_PRODUCT_F32_H

#include <stdint.h>

typedef struct {
    const float *weights; /* [rows][columns], or NULL */
} bn_float_matrix;

/* Adds the product of each row with x to sums. */
static inline void bn_add_product_f32(const bn_float_matrix *matrix, int32_t rows, int32_t columns, const float *x, float *sums)
{
    const float *weight = matrix->weights;
    for (int32_t row = 0; row < rows; row++) {
        float sum = 0.0f;
        for (int32_t i = 0; i < columns; i++) {
            sum += *weight++ * x[i];
        }
        sums[row] += sum;
    }
}

#endif
