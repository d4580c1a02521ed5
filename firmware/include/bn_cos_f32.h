/* bn_cos_f32.h - float32 COS. */
#ifndef BN_COS_F32_H
#define BN_COS_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_cos_f32_params;

/* output may be input. */
void bn_cos_f32(const bn_cos_f32_params *p, const float *input, float *output);

#endif
