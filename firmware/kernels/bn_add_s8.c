#include "bn_add_s8.h"

#include "bn_fixed_point.h"

enum { HEADROOM = 1 << 20 };

void bn_add_s8(const bn_add_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const int32_t a = bn_requantize((left[i] + p->left_offset) * HEADROOM, p->left_multiplier, p->left_shift);
        const int32_t b = bn_requantize((right[i] + p->right_offset) * HEADROOM, p->right_multiplier, p->right_shift);
        const int32_t sum = bn_requantize(a + b, p->output_multiplier, p->output_shift) + p->output_offset;
        output[i] = (int8_t)bn_clamp(sum, p->activation_min, p->activation_max);
    }
}
