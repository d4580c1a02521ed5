#include "bn_batch_matmul_s8.h"

#include "bn_fixed_point.h"

static int8_t element(const bn_batch_matmul_s8_params *p, const int8_t *l, const int8_t *r)
{
    uint32_t sum = 0;
    for (int32_t i = 0; i < p->depth; i++) {
        sum += (uint32_t)((*l + p->left_offset) * (*r + p->right_offset));
        l += p->left_depth_step;
        r += p->right_depth_step;
    }
    return (int8_t)bn_clamp(bn_requantize((int32_t)sum, p->output_multiplier, p->output_shift) + p->output_offset, INT8_MIN, INT8_MAX);
}

void bn_batch_matmul_s8(const bn_batch_matmul_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    const bn_broadcast_loop *inner = &p->batches.loops[p->batches.rank - 1];
    bn_broadcast_row place = {0};
    do {
        for (int32_t batch = 0; batch < inner->extent; batch++) {
            const int8_t *l = left + place.left + batch * inner->left_step;
            const int8_t *r = right + place.right + batch * inner->right_step;
            for (int32_t row = 0; row < p->rows; row++) {
                for (int32_t column = 0; column < p->columns; column++) {
                    *output++ = element(p, l + row * p->left_row_step, r + column * p->right_column_step);
                }
            }
        }
    } while (bn_broadcast_next(&p->batches, &place));
}
