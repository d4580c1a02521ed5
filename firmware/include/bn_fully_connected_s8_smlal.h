/* bn_fully_connected_s8_smlal.h - int8 dense layer of one input vector, for Armv7-M cores without DSP instructions: eight outputs at a time,
 * so that an element of the input is loaded once for all. */
#ifndef BN_FULLY_CONNECTED_S8_SMLAL_H
#define BN_FULLY_CONNECTED_S8_SMLAL_H

#include <stdint.h>

enum { BN_FULLY_CONNECTED_SMLAL_ROWS = 8 };

typedef struct {
    int32_t depth;           /* length of the input, a multiple of 4 */
    int32_t outputs;         /* length of the output */
    int32_t output_rounding; /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [outputs / 8, rounded up][depth][8] */
    int32_t fields;          /* of a channel: 3, or only the bias */
    int32_t scale[2];        /* multiplier and right shift less one of all channels, where they have only a bias */
    const int32_t *channels; /* [outputs][fields]: bias with the input's zero point folded in, multiplier, right shift less one */
} bn_fully_connected_s8_smlal_params;

void bn_fully_connected_s8_smlal(const bn_fully_connected_s8_smlal_params *p, const int8_t *input, int8_t *output);

#endif
