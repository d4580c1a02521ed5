/* bn_elu_f32.h - float32 ELU. */
#ifndef BN_ELU_F32_H
#define BN_ELU_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_elu_f32_params;

/* output may be input. */
void bn_elu_f32(const bn_elu_f32_params *p, const float *input, float *output);

#endif
