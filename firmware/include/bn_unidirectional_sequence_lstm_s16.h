/* bn_unidirectional_sequence_lstm_s16.h - int16 LSTM over a sequence, with int8 weights and int16 gates and cell state. Sums have 64 bits. */
#ifndef BN_UNIDIRECTIONAL_SEQUENCE_LSTM_S16_H
#define BN_UNIDIRECTIONAL_SEQUENCE_LSTM_S16_H

#include <stdint.h>

#include "bn_lstm.h"

/* A product of weights and a vector. */
typedef struct {
    int32_t multiplier;     /* to steps of 2^-12 */
    int32_t shift;
    int32_t filter_offset;  /* minus the weights' zero point */
    const int8_t *weights;  /* [units][length of the vector] */
    const int64_t *biases;  /* [units], with all that zero points add to any vector */
} bn_lstm_product_s16;

typedef struct {
    bn_lstm_product_s16 input;
    bn_lstm_product_s16 recurrent;
} bn_lstm_gate_s16;

typedef struct {
    int32_t batches;
    int32_t steps;
    int32_t depth;        /* features of one step */
    int32_t batch_stride; /* steps from one batch to the next */
    int32_t step_stride;  /* and from one point in time to the next */
    bn_lstm_cell cell;
    bn_lstm_gate_s16 gates[BN_LSTM_GATES];
} bn_unidirectional_sequence_lstm_s16_params;

/* hidden: [batches][units], cell: [batches][units], both kept between calls; scratch: 8 * units bytes. */
void bn_unidirectional_sequence_lstm_s16(const bn_unidirectional_sequence_lstm_s16_params *p, const int16_t *input, int16_t *hidden, int16_t *cell,
                                         int16_t *output, void *scratch);

#endif
