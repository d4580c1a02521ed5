/* bn_sin_f32.h - float32 SIN. */
#ifndef BN_SIN_F32_H
#define BN_SIN_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_sin_f32_params;

/* output may be input. */
void bn_sin_f32(const bn_sin_f32_params *p, const float *input, float *output);

#endif
