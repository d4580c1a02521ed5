/* bn_neg_f32.h - float32 NEG. */
#ifndef BN_NEG_F32_H
#define BN_NEG_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_neg_f32_params;

/* output may be input. */
void bn_neg_f32(const bn_neg_f32_params *p, const float *input, float *output);

#endif
