/* bn_hard_swish_f32.h - float32 HARD_SWISH. */
#ifndef BN_HARD_SWISH_F32_H
#define BN_HARD_SWISH_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_hard_swish_f32_params;

void bn_hard_swish_f32(const bn_hard_swish_f32_params *p, const float *input, float *output);

#endif
