/* bn_signal_overlap_add_f32.h - float32 frames that overlap, added up. */
#ifndef BN_SIGNAL_OVERLAP_ADD_F32_H
#define BN_SIGNAL_OVERLAP_ADD_F32_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t frames; /* of a row */
    int32_t size;   /* samples of a frame */
    int32_t step;   /* samples from one frame to the next */
} bn_signal_overlap_add_f32_params;

/* sums: state, [rows][size] */
void bn_signal_overlap_add_f32(const bn_signal_overlap_add_f32_params *p, const float *input, float *sums, float *output);

#endif
