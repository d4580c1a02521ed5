/* bn_unidirectional_sequence_rnn_hybrid.h - a recurrent layer over a sequence: float32, with int8 weights. */
#ifndef BN_UNIDIRECTIONAL_SEQUENCE_RNN_HYBRID_H
#define BN_UNIDIRECTIONAL_SEQUENCE_RNN_HYBRID_H

#include <stdint.h>

#include "bn_activation.h"
#include "bn_product_hybrid.h"

typedef struct {
    int32_t batches;
    int32_t steps;
    int32_t depth;        /* features of one step */
    int32_t units;
    int32_t batch_stride; /* steps from one batch to the next */
    int32_t step_stride;  /* and from one point in time to the next */
    bn_activation activation;
    bn_hybrid_matrix input_weights;     /* [units][depth] */
    bn_hybrid_matrix recurrent_weights; /* [units][units] */
    const float *biases;                /* [units] */
} bn_unidirectional_sequence_rnn_hybrid_params;

/* hidden: [batches][units], kept between calls; scratch: the larger of depth and units, in bytes. */
void bn_unidirectional_sequence_rnn_hybrid(const bn_unidirectional_sequence_rnn_hybrid_params *p, const float *input, float *hidden, float *output, void *scratch);

#endif
