#include "bn_strict_float.h"

#include "bn_unidirectional_sequence_rnn_hybrid.h"

#include <string.h>

void bn_unidirectional_sequence_rnn_hybrid(const bn_unidirectional_sequence_rnn_hybrid_params *p, const float *input, float *hidden, float *output, void *scratch)
{
    const int32_t asymmetric = p->input_weights.row_sums != NULL;
    const size_t bytes = (size_t)p->units * sizeof(float);
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t time = 0; time < p->steps; time++) {
            const int32_t place = batch * p->batch_stride + time * p->step_stride;
            float *const now = output + place * p->units;
            memcpy(now, p->biases, bytes);
            bn_add_product_hybrid(&p->input_weights, p->units, bn_hybrid_quantize(input + place * p->depth, p->depth, asymmetric, scratch), now);
            bn_add_product_hybrid(&p->recurrent_weights, p->units, bn_hybrid_quantize(hidden, p->units, asymmetric, scratch), now);
            for (int32_t unit = 0; unit < p->units; unit++) {
                now[unit] = bn_activate(p->activation, now[unit]);
            }
            memcpy(hidden, now, bytes);
        }
        hidden += p->units;
    }
}
