/* bn_log_f32.h - float32 LOG. */
#ifndef BN_LOG_F32_H
#define BN_LOG_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_log_f32_params;

/* output may be input. */
void bn_log_f32(const bn_log_f32_params *p, const float *input, float *output);

#endif
