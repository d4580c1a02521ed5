/* bn_signal_overlap_add_s16.h - int16 frames that overlap, added up. */
#ifndef BN_SIGNAL_OVERLAP_ADD_S16_H
#define BN_SIGNAL_OVERLAP_ADD_S16_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t frames; /* of a row */
    int32_t size;   /* samples of a frame */
    int32_t step;   /* samples from one frame to the next */
} bn_signal_overlap_add_s16_params;

/* sums: state, [rows][size] */
void bn_signal_overlap_add_s16(const bn_signal_overlap_add_s16_params *p, const int16_t *input, int16_t *sums, int16_t *output);

#endif
