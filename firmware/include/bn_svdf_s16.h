/* bn_svdf_s16.h - int8 SVDF with time weights and state of int16. */
#ifndef BN_SVDF_S16_H
#define BN_SVDF_S16_H

#include <stdint.h>

typedef struct {
    int32_t batches;
    int32_t depth;              /* features of one input */
    int32_t units;
    int32_t rank;               /* filters of one unit */
    int32_t memory;             /* steps that the state holds */
    int32_t state_zero_point;
    int32_t feature_multiplier; /* to the state's scale */
    int32_t feature_shift;
    int32_t time_multiplier;    /* to the output's scale */
    int32_t time_shift;
    int32_t output_offset;      /* the output's zero point */
    const int8_t *features;     /* [units * rank][depth] */
    const int32_t *feature_biases; /* [units * rank]: the input's zero point times the sum of weights, taken away */
    const int16_t *time;       /* [units * rank][memory] */
    const int32_t *biases;      /* [units] */
} bn_svdf_s16_params;

/* state: [batches][units * rank][memory], moved on by one step. */
void bn_svdf_s16(const bn_svdf_s16_params *p, const int8_t *input, int16_t *state, int8_t *output);

#endif
