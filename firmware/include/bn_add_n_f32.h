/* bn_add_n_f32.h - float32 ADD_N: two operands, or the sum so far and one more. */
#ifndef BN_ADD_N_F32_H
#define BN_ADD_N_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_add_n_f32_params;

/* output may be left or right. */
void bn_add_n_f32(const bn_add_n_f32_params *p, const float *left, const float *right, float *output);

#endif
