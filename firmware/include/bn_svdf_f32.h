/* bn_svdf_f32.h - float32 SVDF. */
#ifndef BN_SVDF_F32_H
#define BN_SVDF_F32_H

#include <stdint.h>

typedef enum { BN_SVDF_AS_IS, BN_SVDF_RANGE, BN_SVDF_SIGN_BIT } bn_svdf_activation;

typedef struct {
    int32_t batches;
    int32_t depth;         /* features of one input */
    int32_t units;
    int32_t rank;          /* filters of one unit */
    int32_t memory;        /* steps that the state holds */
    bn_svdf_activation activation;
    float activation_min;  /* of BN_SVDF_RANGE */
    float activation_max;
    const float *features; /* [units * rank][depth] */
    const float *time;     /* [units * rank][memory] */
    const float *biases;   /* [units] */
} bn_svdf_f32_params;

/* state: [batches][units * rank][memory], moved on by one step. */
void bn_svdf_f32(const bn_svdf_f32_params *p, const float *input, float *state, float *output);

#endif
