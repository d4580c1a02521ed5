/* bn_unidirectional_sequence_lstm_f32.h - float32 LSTM over a sequence. */
#ifndef BN_UNIDIRECTIONAL_SEQUENCE_LSTM_F32_H
#define BN_UNIDIRECTIONAL_SEQUENCE_LSTM_F32_H

#include <stdint.h>

typedef struct {
    const float *input_weights;     /* [units][depth] */
    const float *recurrent_weights; /* [units][units] */
    const float *biases;            /* [units] */
} bn_lstm_gate_f32;

typedef struct {
    int32_t batches;
    int32_t steps;
    int32_t depth;        /* features of one step */
    int32_t units;
    int32_t batch_stride; /* steps from one batch to the next */
    int32_t step_stride;  /* and from one point in time to the next */
    float cell_clip;      /* 0: none */
    bn_lstm_gate_f32 input_gate;
    bn_lstm_gate_f32 forget_gate;
    bn_lstm_gate_f32 cell_gate;
    bn_lstm_gate_f32 output_gate;
} bn_unidirectional_sequence_lstm_f32_params;

/* hidden: [batches][units], cell: [batches][units], both kept between calls; scratch: 16 * units bytes. */
void bn_unidirectional_sequence_lstm_f32(const bn_unidirectional_sequence_lstm_f32_params *p, const float *input, float *hidden, float *cell,
                                         float *output, void *scratch);

#endif
