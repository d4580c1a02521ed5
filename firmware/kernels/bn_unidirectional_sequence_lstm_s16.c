#include "bn_unidirectional_sequence_lstm_s16.h"

#include <string.h>

/* One unit's product, in steps of 2^-12. */
static int32_t product(const bn_lstm_product_s16 *p, const int16_t *vector, int32_t length, int32_t unit)
{
    const int8_t *weights = p->weights + unit * length;
    uint64_t sum = (uint64_t)p->biases[unit];
    for (int32_t i = 0; i < length; i++) {
        sum += (uint64_t)(vector[i] * weights[i]);
    }
    if (p->filter_offset != 0) {
        for (int32_t i = 0; i < length; i++) {
            sum += (uint64_t)(vector[i] * p->filter_offset);
        }
    }
    return bn_requantize_wide((int64_t)sum, p->multiplier, p->shift);
}

static void step(const bn_unidirectional_sequence_lstm_s16_params *p, const int16_t *input, int16_t *hidden, int16_t *cell, int16_t *values)
{
    const int32_t units = p->cell.units;
    int16_t *value = values;
    for (int32_t gate = 0; gate < BN_LSTM_GATES; gate++) {
        for (int32_t unit = 0; unit < units; unit++) {
            const int32_t from_input = product(&p->gates[gate].input, input, p->depth, unit);
            *value++ = bn_lstm_gate(&p->cell, gate, from_input, product(&p->gates[gate].recurrent, hidden, units, unit));
        }
    }
    for (int32_t unit = 0; unit < units; unit++) {
        hidden[unit] = (int16_t)bn_lstm_update(&p->cell, values, unit, cell + unit);
    }
}

void bn_unidirectional_sequence_lstm_s16(const bn_unidirectional_sequence_lstm_s16_params *p, const int16_t *input, int16_t *hidden, int16_t *cell,
                                         int16_t *output, void *scratch)
{
    const int32_t units = p->cell.units;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t time = 0; time < p->steps; time++) {
            const int32_t place = batch * p->batch_stride + time * p->step_stride;
            step(p, input + place * p->depth, hidden, cell, scratch);
            memcpy(output + place * units, hidden, (size_t)units * sizeof *hidden);
        }
        hidden += units;
        cell += units;
    }
}
