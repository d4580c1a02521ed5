/* bn_row_pairs.h - dot products with two rows of int8 weights at once, for cores with dual multiply-accumulates.
 *
 * A half of a word holds wA + 256 wB of one element. SMLAD with whole words sums A + 256 B, SMLAD with their sign-extended low
 * bytes sums A; the compiler makes sure that 256 B, their difference, fits. Where it does not, the bytes are weights as they are. */
#ifndef BN_ROW_PAIRS_H
#define BN_ROW_PAIRS_H

#include "bn_dsp.h"

/* How pairs are summed and become outputs. */
typedef enum {
    BN_PAIR_ONCE,     /* A and A + 256 B; by one multiplication each, clamped to int8 */
    BN_PAIR_TOGETHER, /* A and A + 256 B; by bn_requantize_dsp */
    BN_PAIR_APART,    /* A and B; by bn_requantize_dsp */
} bn_pair_way;

typedef struct {
    bn_pair_way way;
    int32_t rounding;        /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    int32_t fields;          /* of a channel: 2, start and multiplier, with BN_PAIR_ONCE; else 3, bias, multiplier and right shift less one, or only the bias */
    int32_t multiplier;      /* of all channels, where they have only a bias */
    int32_t right_less_one;
    const int32_t *channels; /* [channels][fields]; start and a bias that is summed together are times 256 */
} bn_pair_outputs;

/* The numbers of the next pair. */
BN_INLINE const int32_t *bn_pair_next(const bn_pair_outputs *p, const int32_t *channels)
{
    return channels + 2 * p->fields;
}

/* What the second sum starts with: the bias of B, or 256 times that. The sum A starts with zero. */
BN_INLINE int32_t bn_pair_start(const bn_pair_outputs *p, const int32_t *channels)
{
    return channels[p->fields];
}

/* bn_requantize_dsp of half of a sum, with the numbers of a channel. */
BN_INLINE int8_t bn_pair_output(const bn_pair_outputs *p, const int32_t *channel, int32_t twice)
{
    const int32_t multiplier = p->fields == 1 ? p->multiplier : channel[1], right_less_one = p->fields == 1 ? p->right_less_one : channel[2];
    return bn_saturate_dsp(bn_requantize_doubled_dsp(twice, multiplier, right_less_one, p->rounding), p->activation_min, p->activation_max);
}

/* Two elements' weights of B, or what A + 256 B is summed with. */
BN_INLINE uint32_t bn_pair_weights_b(const bn_pair_outputs *p, uint32_t weights)
{
    return p->way == BN_PAIR_APART ? bn_extend_odd(weights) : weights;
}

BN_INLINE int8_t bn_pair_a(const bn_pair_outputs *p, const int32_t *channels, int32_t a)
{
    if (p->way == BN_PAIR_ONCE) {
        return (int8_t)bn_requantize_once((int32_t)((uint32_t)channels[0] + ((uint32_t)a << 8)), channels[1]);
    }
    return bn_pair_output(p, channels, (int32_t)((uint32_t)(a + channels[0]) << 1));
}

/* second is the sum that bn_pair_start began. */
BN_INLINE int8_t bn_pair_b(const bn_pair_outputs *p, const int32_t *channels, int32_t a, int32_t second)
{
    const int32_t b = (int32_t)((uint32_t)second - (uint32_t)a);
    if (p->way == BN_PAIR_ONCE) {
        return (int8_t)bn_requantize_once(b, channels[3]);
    }
    const int32_t twice = p->way == BN_PAIR_APART ? (int32_t)((uint32_t)second << 1) : b >> 7;
    return bn_pair_output(p, channels + p->fields, twice);
}

#endif
