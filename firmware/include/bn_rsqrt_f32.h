/* bn_rsqrt_f32.h - float32 RSQRT. */
#ifndef BN_RSQRT_F32_H
#define BN_RSQRT_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_rsqrt_f32_params;

/* output may be input. */
void bn_rsqrt_f32(const bn_rsqrt_f32_params *p, const float *input, float *output);

#endif
