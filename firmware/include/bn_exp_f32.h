/* bn_exp_f32.h - float32 EXP. */
#ifndef BN_EXP_F32_H
#define BN_EXP_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_exp_f32_params;

/* output may be input. */
void bn_exp_f32(const bn_exp_f32_params *p, const float *input, float *output);

#endif
