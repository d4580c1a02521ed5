/* bn_signal_stacker.h - int16 frames with those before and after them. */
#ifndef BN_SIGNAL_STACKER_H
#define BN_SIGNAL_STACKER_H

#include <stdint.h>

typedef struct {
    int32_t channels; /* samples of a frame */
    int32_t left;     /* times that the first frame is repeated */
    int32_t frames;   /* of the output */
    int32_t step;     /* frames from one output to the next */
} bn_signal_stacker_params;

/* kept: state, [frames][channels]; state: frames that wait, and whether one has ever come. */
void bn_signal_stacker(const bn_signal_stacker_params *p, const int16_t *input, int16_t *kept, int32_t *state, int16_t *output, uint8_t *valid);

#endif
