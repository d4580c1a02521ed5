/* bn_product_hybrid.h - products of int8 weights with a float32 vector, which is quantized as a whole. Twin: runtime-ts/ops/hybrid.ts. */
#ifndef BN_PRODUCT_HYBRID_H
#define BN_PRODUCT_HYBRID_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "bn_fixed_point.h"
#include "bn_round.h"

typedef struct {
    const int8_t *weights;   /* [rows][columns], or NULL */
    float scale;             /* of the weights */
    const int32_t *row_sums; /* [rows]; NULL: vectors have no zero point */
} bn_hybrid_matrix;

typedef struct {
    const int8_t *values;
    int32_t length;
    float scale;
    int32_t zero_point;
} bn_hybrid_vector;

/* With a zero point, chosen as the more exact of those that the lowest and the highest number ask for. */
static inline void bn_hybrid_range(double low, double high, bn_hybrid_vector *vector)
{
    const double scale = (high - low) / 255.0, below = low / scale, above = high / scale;
    const double exact = 128.0 + (below < 0.0 ? -below : below) < 127.0 + (above < 0.0 ? -above : above) ? -128.0 - below : 127.0 - above;
    vector->scale = (float)scale;
    vector->zero_point = !(exact > -128.0) ? -128 : exact >= 127.0 ? 127 : (int32_t)(exact + (exact < 0.0 ? -0.5 : 0.5));
}

/* values: room for `length`. Zeros have the scale 1; NaN becomes the lowest value. */
static inline bn_hybrid_vector bn_hybrid_quantize(const float *x, int32_t length, int32_t asymmetric, int8_t *values)
{
    bn_hybrid_vector vector = { values, length, 1.0f, 0 };
    float low = asymmetric ? 0.0f : x[0], high = low, inverse;
    for (int32_t i = 0; i < length; i++) {
        if (x[i] < low) low = x[i];
        if (x[i] > high) high = x[i];
    }
    if (asymmetric ? low == high : low == 0.0f && high == 0.0f) {
        memset(values, 0, (size_t)length);
        return vector;
    }
    if (asymmetric) {
        bn_hybrid_range((double)low, (double)high, &vector);
        inverse = 1.0f / vector.scale;
    } else {
        const float below = low < 0.0f ? -low : low, above = high < 0.0f ? -high : high, size = below > above ? below : above;
        vector.scale = size / 127.0f;
        inverse = 127.0f / size;
    }
    for (int32_t i = 0; i < length; i++) {
        values[i] = (int8_t)bn_clamp(bn_round_saturated((float)vector.zero_point + x[i] * inverse), asymmetric ? -128 : -127, 127);
    }
    return vector;
}

/* Adds the product of each row with the vector to sums. */
static inline void bn_add_product_hybrid(const bn_hybrid_matrix *matrix, int32_t rows, bn_hybrid_vector x, float *sums)
{
    const int8_t *weight = matrix->weights;
    const float factor = x.scale * matrix->scale;
    for (int32_t row = 0; row < rows; row++) {
        int32_t sum = matrix->row_sums == NULL ? 0 : -matrix->row_sums[row] * x.zero_point;
        for (int32_t i = 0; i < x.length; i++) {
            sum += *weight++ * x.values[i];
        }
        sums[row] += (float)sum * factor;
    }
}

#endif
