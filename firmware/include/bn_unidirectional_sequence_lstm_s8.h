/* bn_unidirectional_sequence_lstm_s8.h - int8 LSTM over a sequence, with int8 weights and int16 gates and cell state. */
#ifndef BN_UNIDIRECTIONAL_SEQUENCE_LSTM_S8_H
#define BN_UNIDIRECTIONAL_SEQUENCE_LSTM_S8_H

#include <stdint.h>

#include "bn_lstm.h"

/* A product of weights and a vector. */
typedef struct {
    int32_t multiplier;     /* to steps of 2^-12 */
    int32_t shift;
    int32_t filter_offset;  /* minus the weights' zero point */
    const int8_t *weights;  /* [units][length of the vector] */
    const int32_t *biases;  /* [units], with all that zero points add to any vector */
} bn_lstm_product_s8;

typedef struct {
    bn_lstm_product_s8 input;
    bn_lstm_product_s8 recurrent;
} bn_lstm_gate_s8;

typedef struct {
    int32_t batches;
    int32_t steps;
    int32_t depth;        /* features of one step */
    int32_t batch_stride; /* steps from one batch to the next */
    int32_t step_stride;  /* and from one point in time to the next */
    bn_lstm_cell cell;
    bn_lstm_gate_s8 gates[BN_LSTM_GATES];
} bn_unidirectional_sequence_lstm_s8_params;

/* hidden: [batches][units], cell: [batches][units], both kept between calls; scratch: 8 * units bytes. */
void bn_unidirectional_sequence_lstm_s8(const bn_unidirectional_sequence_lstm_s8_params *p, const int8_t *input, int8_t *hidden, int16_t *cell,
                                        int8_t *output, void *scratch);

#endif
