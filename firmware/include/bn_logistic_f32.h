/* bn_logistic_f32.h - float32 LOGISTIC. */
#ifndef BN_LOGISTIC_F32_H
#define BN_LOGISTIC_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_logistic_f32_params;

void bn_logistic_f32(const bn_logistic_f32_params *p, const float *input, float *output);

#endif
