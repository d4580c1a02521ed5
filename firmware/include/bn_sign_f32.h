/* bn_sign_f32.h - float32 SIGN. */
#ifndef BN_SIGN_F32_H
#define BN_SIGN_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_sign_f32_params;

/* output may be input. */
void bn_sign_f32(const bn_sign_f32_params *p, const float *input, float *output);

#endif
