#include "bn_strict_float.h"

#include "bn_batch_matmul_f32.h"

static float element(const bn_batch_matmul_f32_params *p, const float *l, const float *r)
{
    float sum = 0.0f;
    for (int32_t i = 0; i < p->depth; i++) {
        sum += *l * *r;
        l += p->left_depth_step;
        r += p->right_depth_step;
    }
    return sum;
}

void bn_batch_matmul_f32(const bn_batch_matmul_f32_params *p, const float *left, const float *right, float *output)
{
    const bn_broadcast_loop *inner = &p->batches.loops[p->batches.rank - 1];
    bn_broadcast_row place = {0};
    do {
        for (int32_t batch = 0; batch < inner->extent; batch++) {
            const float *l = left + place.left + batch * inner->left_step;
            const float *r = right + place.right + batch * inner->right_step;
            for (int32_t row = 0; row < p->rows; row++) {
                for (int32_t column = 0; column < p->columns; column++) {
                    *output++ = element(p, l + row * p->left_row_step, r + column * p->right_column_step);
                }
            }
        }
    } while (bn_broadcast_next(&p->batches, &place));
}
