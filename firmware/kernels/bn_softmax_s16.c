#include "bn_softmax_s16.h"

#include "bn_fixed_point.h"
#include "bn_lookup_table.h"

static int32_t largest(const int16_t *row, int32_t depth)
{
    int32_t max = row[0];
    for (int32_t i = 1; i < depth; i++) {
        max = row[i] > max ? row[i] : max;
    }
    return max;
}

static int16_t look_up(const int16_t *table, int32_t x)
{
    return bn_interpolate(table, (int16_t)bn_clamp(x, INT16_MIN, INT16_MAX));
}

/* How far a positive number can be shifted to the left below 2^31. */
static int32_t headroom(int32_t x)
{
    int32_t bits = 0;
    while (x < 1 << 30) {
        x <<= 1;
        bits++;
    }
    return bits;
}

void bn_softmax_s16(const bn_softmax_s16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        const int32_t max = largest(input, p->depth);
        int32_t sum = 0;
        for (int32_t i = 0; i < p->depth; i++) {
            output[i] = look_up(p->exp, bn_requantize(input[i] - max, p->multiplier, p->shift) + INT16_MAX);
            sum += output[i];
        }
        const int32_t bits = headroom(sum), right = 30 - bits;
        const int32_t mantissa = (int32_t)((((uint32_t)sum << bits) + (1u << 13)) >> 14);
        const int32_t reciprocal = look_up(p->reciprocal, mantissa - ((1 << 15) + (1 << 16)));
        for (int32_t i = 0; i < p->depth; i++) {
            output[i] = (int16_t)bn_clamp((output[i] * reciprocal + (1 << (right - 1))) >> right, 0, INT16_MAX);
        }
        input += p->depth;
        output += p->depth;
    }
}
