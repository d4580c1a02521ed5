/* bn_log_softmax_f32.h - float32 LOG_SOFTMAX of rows. */
#ifndef BN_LOG_SOFTMAX_F32_H
#define BN_LOG_SOFTMAX_F32_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
} bn_log_softmax_f32_params;

/* output may be input. */
void bn_log_softmax_f32(const bn_log_softmax_f32_params *p, const float *input, float *output);

#endif
