#include "bn_strict_float.h"

#include "bn_bidirectional_sequence_lstm_f32.h"

typedef bn_bidirectional_sequence_lstm_f32_params lstm;
typedef bn_float_matrix matrix;
typedef struct {
    const float *values;
    int32_t length;
} vector;

static vector prepare(const lstm *p, const float *x, int32_t length, int8_t *room)
{
    (void)p;
    (void)room;
    return (vector){ x, length };
}

static void add_product(const matrix *m, int32_t rows, vector x, float *sums)
{
    bn_add_product_f32(m, rows, x.length, x.values, sums);
}

#include "bn_lstm_body.h"

void bn_bidirectional_sequence_lstm_f32(const bn_bidirectional_sequence_lstm_f32_params *p, const float *input, const float *extra, float *hidden,
                                        float *cell, float *output, void *scratch)
{
    run(p, input, extra, hidden, cell, output, scratch);
}
