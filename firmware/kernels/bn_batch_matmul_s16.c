#include "bn_batch_matmul_s16.h"

#include "bn_fixed_point.h"

static int16_t element(const bn_batch_matmul_s16_params *p, const int16_t *l, const int16_t *r)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < p->depth; i++) {
        sum += *l * *r;
        l += p->left_depth_step;
        r += p->right_depth_step;
    }
    return (int16_t)bn_clamp(bn_requantize_wide(sum, p->output_multiplier, p->output_shift), INT16_MIN, INT16_MAX);
}

void bn_batch_matmul_s16(const bn_batch_matmul_s16_params *p, const int16_t *left, const int16_t *right, int16_t *output)
{
    const bn_broadcast_loop *inner = &p->batches.loops[p->batches.rank - 1];
    bn_broadcast_row place = {0};
    do {
        for (int32_t batch = 0; batch < inner->extent; batch++) {
            const int16_t *l = left + place.left + batch * inner->left_step;
            const int16_t *r = right + place.right + batch * inner->right_step;
            for (int32_t row = 0; row < p->rows; row++) {
                for (int32_t column = 0; column < p->columns; column++) {
                    *output++ = element(p, l + row * p->left_row_step, r + column * p->right_column_step);
                }
            }
        }
    } while (bn_broadcast_next(&p->batches, &place));
}
