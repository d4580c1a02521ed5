/* bn_ceil_f32.h - float32 CEIL. */
#ifndef BN_CEIL_F32_H
#define BN_CEIL_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_ceil_f32_params;

/* output may be input. */
void bn_ceil_f32(const bn_ceil_f32_params *p, const float *input, float *output);

#endif
