/* bn_log_softmax_s8.h - int8 LOG_SOFTMAX of rows, in steps of 1/16 below 0. */
#ifndef BN_LOG_SOFTMAX_S8_H
#define BN_LOG_SOFTMAX_S8_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    int32_t multiplier;         /* input scale * 2^26 */
    int32_t shift;
    int32_t reverse_multiplier; /* 1 / (input scale * 2^26) */
    int32_t reverse_shift;
    int32_t smallest;           /* difference from the largest whose exponential counts */
} bn_log_softmax_s8_params;

/* output may be input. */
void bn_log_softmax_s8(const bn_log_softmax_s8_params *p, const int8_t *input, int8_t *output);

#endif
