/* bn_bidirectional_sequence_lstm_hybrid.h - one direction of an LSTM over a sequence: float32, with int8 weights. */
#ifndef BN_BIDIRECTIONAL_SEQUENCE_LSTM_HYBRID_H
#define BN_BIDIRECTIONAL_SEQUENCE_LSTM_HYBRID_H

#include <stdint.h>

#include "bn_activation.h"
#include "bn_product_hybrid.h"

/* What there are four of is in the order input, forget, cell and output gate. */
typedef struct {
    int32_t batches;
    int32_t steps;
    int32_t depth;         /* features of one step */
    int32_t extra_depth;   /* of one step of the auxiliary input; 0: there is none */
    int32_t units;
    int32_t outputs;
    int32_t batch_stride;  /* steps from one batch to the next */
    int32_t step_stride;   /* and from one point in time to the next */
    int32_t backward;      /* whether it begins with the last step */
    int32_t output_stride; /* numbers from one step to the next in the output */
    int32_t output_offset; /* and where they begin */
    bn_activation activation;
    float cell_clip;       /* 0: none */
    float projection_clip;
    bn_hybrid_matrix input_weights[4];     /* [units][depth]; NULL: the input gate is what the forget gate leaves */
    bn_hybrid_matrix extra_weights[4];     /* [units][extra_depth] */
    bn_hybrid_matrix recurrent_weights[4]; /* [units][outputs] */
    const float *peepholes[4];             /* [units], or NULL */
    const float *biases[4];                /* [units] */
    bn_hybrid_matrix projection;           /* [outputs][units], or NULL: outputs is units */
    const float *projection_biases;        /* [outputs], or NULL */
} bn_bidirectional_sequence_lstm_hybrid_params;

/* hidden: [batches][outputs], cell: [batches][units], both kept between calls; scratch: 16 * units bytes, and the largest of depth, extra_depth,
 * units and outputs. */
void bn_bidirectional_sequence_lstm_hybrid(const bn_bidirectional_sequence_lstm_hybrid_params *p, const float *input, const float *extra, float *hidden,
                                           float *cell, float *output, void *scratch);

#endif
