/* bn_sqrt_f32.h - float32 SQRT. */
#ifndef BN_SQRT_F32_H
#define BN_SQRT_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_sqrt_f32_params;

/* output may be input. */
void bn_sqrt_f32(const bn_sqrt_f32_params *p, const float *input, float *output);

#endif
