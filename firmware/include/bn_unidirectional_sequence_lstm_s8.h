/* bn_unidirectional_sequence_lstm_s8.h - int8 LSTM over a sequence, with int16 gates and cell state. */
#ifndef BN_UNIDIRECTIONAL_SEQUENCE_LSTM_S8_H
#define BN_UNIDIRECTIONAL_SEQUENCE_LSTM_S8_H

#include <stdint.h>

typedef struct {
    int32_t input_multiplier; /* to steps of 2^-12 */
    int32_t input_shift;
    int32_t recurrent_multiplier;
    int32_t recurrent_shift;
    const int8_t *input_weights;     /* [units][depth] */
    const int8_t *recurrent_weights; /* [units][units] */
    const int32_t *input_biases;     /* [units], with the input's zero point folded in */
    const int32_t *recurrent_biases; /* [units]: the output state's zero point times the sum of weights, taken away */
} bn_lstm_gate_s8;

typedef struct {
    int32_t batches;
    int32_t steps;
    int32_t depth;             /* features of one step */
    int32_t units;
    int32_t batch_stride;      /* steps from one batch to the next */
    int32_t step_stride;       /* and from one point in time to the next */
    int32_t forget_multiplier; /* forget gate times cell state */
    int32_t forget_shift;
    int32_t input_multiplier;  /* input gate times cell gate */
    int32_t input_shift;
    int32_t output_multiplier; /* output gate times tanh of the cell state */
    int32_t output_shift;
    int32_t output_offset;     /* the output state's zero point */
    int32_t tanh_multiplier;   /* cell state to steps of 1 / (3 * 4096), times 2^tanh_shift */
    int32_t tanh_shift;
    int32_t cell_clip;         /* 0: none */
    const uint16_t *sigmoid;   /* [256]: the logistic function in steps of 1/24 */
    bn_lstm_gate_s8 input_gate;
    bn_lstm_gate_s8 forget_gate;
    bn_lstm_gate_s8 cell_gate;
    bn_lstm_gate_s8 output_gate;
} bn_unidirectional_sequence_lstm_s8_params;

/* hidden: [batches][units], cell: [batches][units], both kept between calls; scratch: 8 * units bytes. */
void bn_unidirectional_sequence_lstm_s8(const bn_unidirectional_sequence_lstm_s8_params *p, const int8_t *input, int8_t *hidden,
                                        int16_t *cell, int8_t *output, void *scratch);

#endif
