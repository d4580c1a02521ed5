/* bn_round_f32.h - float32 ROUND. */
#ifndef BN_ROUND_F32_H
#define BN_ROUND_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_round_f32_params;

/* output may be input. */
void bn_round_f32(const bn_round_f32_params *p, const float *input, float *output);

#endif
