/* bn_fully_connected_s8_dsp.h - int8 dense layer of one input vector, for cores with dual multiply-accumulates. */
#ifndef BN_FULLY_CONNECTED_S8_DSP_H
#define BN_FULLY_CONNECTED_S8_DSP_H

#include <stdbool.h>

#include "bn_row_pairs.h"

typedef struct {
    int32_t depth;           /* length of the input, a multiple of 4 */
    int32_t outputs;         /* length of the output */
    bool widened;            /* the input is first widened into scratch memory of 2 * depth bytes */
    bn_pair_outputs finish;  /* with the input's zero point folded in */
    const uint32_t *weights; /* [outputs / 4, rounded up][depth]: two elements of two outputs, and of two others */
} bn_fully_connected_s8_dsp_params;

void bn_fully_connected_s8_dsp(const bn_fully_connected_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
