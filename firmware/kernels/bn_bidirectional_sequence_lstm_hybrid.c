#include "bn_strict_float.h"

#include "bn_bidirectional_sequence_lstm_hybrid.h"

typedef bn_bidirectional_sequence_lstm_hybrid_params lstm;
typedef bn_hybrid_matrix matrix;
typedef bn_hybrid_vector vector;

static vector prepare(const lstm *p, const float *x, int32_t length, int8_t *room)
{
    return bn_hybrid_quantize(x, length, p->input_weights[1].row_sums != NULL, room);
}

static void add_product(const matrix *m, int32_t rows, vector x, float *sums)
{
    bn_add_product_hybrid(m, rows, x, sums);
}

#include "bn_lstm_body.h"

void bn_bidirectional_sequence_lstm_hybrid(const bn_bidirectional_sequence_lstm_hybrid_params *p, const float *input, const float *extra, float *hidden,
                                           float *cell, float *output, void *scratch)
{
    run(p, input, extra, hidden, cell, output, scratch);
}
