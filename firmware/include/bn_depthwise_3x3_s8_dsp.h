/* bn_depthwise_3x3_s8_dsp.h - int8 depthwise convolution with filters of 3 x 3, for cores with dual multiply-accumulates.
 *
 * The input goes through scratch memory, two rows at a time: as words of two 16 bit elements, one below the other, channel by
 * channel, with its padding. Two pairs of rows give two rows of outputs with steps of 1, or one with steps of 2. */
#ifndef BN_DEPTHWISE_3X3_S8_DSP_H
#define BN_DEPTHWISE_3X3_S8_DSP_H

#include <stdbool.h>

#include "bn_dsp.h"

typedef struct {
    int32_t input_height;
    int32_t input_width;
    int32_t channel_count;   /* a multiple of 4 */
    int32_t output_height;
    int32_t output_width;
    int32_t stride;          /* 1 or 2, both ways */
    int32_t pad_top;
    int32_t pad_left;
    int32_t input_zero;      /* the input's zero point */
    int32_t group;           /* channels that go through the scratch memory together: all of them, or 4 */
    int32_t columns;         /* padded columns that windows reach */
    int32_t quad_words;      /* scratch memory of four channels */
    bool coarse;             /* scales are large: outputs have 8 bits below the point before they are rounded, else 12 */
    const uint32_t *weights; /* [channel_count][4]: bytes of a filter (columns 1, 0, 1, 0 of rows 0, 0, 1, 1; row 2's columns 0 and 1 below column 2 of rows 0
                              * and 1), start, multiplier; then [channel_count] bytes: row 2, column 2 */
} bn_depthwise_3x3_s8_dsp_params;

/* Where the pairs of rows lie: pair n of column x and channel c (of four) is word n + 8 x + 2 c, so that it is before pair n + 1, and
 * pair n + 2 takes the place of one that is no longer needed. */
enum { BN_DEPTHWISE_3X3_COLUMN = 8 };

/* Four channels of rows a and b from their bytes. */
BN_INLINE uint32_t *bn_depthwise_3x3_pack(uint32_t *to, uint32_t a, uint32_t b)
{
    const uint32_t low = bn_pack_low(a, b), high = bn_pack_high(a, b);
    to[0] = bn_extend_even(low);
    to[2] = bn_extend_odd(low);
    to[4] = bn_extend_even(high);
    to[6] = bn_extend_odd(high);
    return to + BN_DEPTHWISE_3X3_COLUMN;
}

/* Pair n of rows, four channels of it. */
BN_INLINE void bn_depthwise_3x3_fill(const bn_depthwise_3x3_s8_dsp_params *p, const int8_t *image, int32_t pair, uint32_t *quad)
{
    const int32_t line = p->input_width * p->channel_count, row = 2 * pair - p->pad_top;
    const uint32_t zeros = (uint32_t)(uint8_t)p->input_zero * 0x01010101u;
    const bool has_a = row >= 0 && row < p->input_height, has_b = row + 1 >= 0 && row + 1 < p->input_height;
    const int8_t *a = has_a ? image + row * line : (const int8_t *)&zeros, *b = has_b ? image + (row + 1) * line : (const int8_t *)&zeros;
    const int32_t step_a = has_a ? p->channel_count : 0, step_b = has_b ? p->channel_count : 0;
    const int32_t inside = p->columns - p->pad_left < p->input_width ? p->columns - p->pad_left : p->input_width;
    uint32_t *to = quad + pair, *const end = to + BN_DEPTHWISE_3X3_COLUMN * p->columns;
    for (uint32_t *const first = to + BN_DEPTHWISE_3X3_COLUMN * p->pad_left; to != first;) {
        to = bn_depthwise_3x3_pack(to, zeros, zeros);
    }
    for (uint32_t *const last = to + BN_DEPTHWISE_3X3_COLUMN * inside; to != last;) {
        to = bn_depthwise_3x3_pack(to, bn_load_4(a), bn_load_4(b));
        a += step_a;
        b += step_b;
    }
    while (to != end) {
        to = bn_depthwise_3x3_pack(to, zeros, zeros);
    }
}

/* How far outputs lie apart. */
typedef struct {
    int32_t below;           /* two rows of them; 0 where there is no second row, whose outputs the first then overwrites */
    int32_t beside;
} bn_depthwise_3x3_steps;

/* x and y are words of two rows each: rows 0 and 1, 2 and 3 below each other. Sum a is of rows 0 to 2, b of rows 1 to 3. u are 256 times the weights
 * of rows 0 and 1 by column, v of rows 1 and 2. */
#define BN_DEPTHWISE_3X3_WEIGHTS                \
    "ldrd %[u0], %[u2], [%[x]]\n\t"             \
    "ldrd %[start], %[multiplier], [%[x], #8]\n\t" \
    "mov %[y], #0xff00ff00\n\t"                 \
    "and %[u1], %[y], %[u0], lsl #8\n\t"        \
    "and %[u0], %[u0], %[y]\n\t"                \
    "lsl %[v0], %[u2], #24\n\t"                 \
    "and %[v1], %[y], %[u2], lsl #8\n\t"        \
    "and %[u2], %[u2], %[y]\n\t"                \
    "pkhtb %[v0], %[v0], %[u0], asr #16\n\t"    \
    "pkhtb %[v1], %[v1], %[u1], asr #16\n\t"    \
    "pkhtb %[v2], %[v2], %[u2], asr #16\n"

#define BN_DEPTHWISE_3X3_TWO_ROWS(SHIFT)        \
    __asm__ volatile(BN_DEPTHWISE_3X3_WEIGHTS            \
            "1:\n\t"                            \
            "ldrd %[x], %[y], [%[from]]\n\t"    \
            "smlad %[a], %[x], %[u0], %[start]\n\t"  \
            "smlatb %[b], %[x], %[u0], %[start]\n\t" \
            "smlabt %[a], %[y], %[v0], %[a]\n\t"     \
            "smlad %[b], %[y], %[v0], %[b]\n\t"      \
            "ldrd %[x], %[y], [%[from], #32]\n\t"    \
            "smlad %[a], %[x], %[u1], %[a]\n\t"      \
            "smlatb %[b], %[x], %[u1], %[b]\n\t"     \
            "smlabt %[a], %[y], %[v1], %[a]\n\t"     \
            "smlad %[b], %[y], %[v1], %[b]\n\t"      \
            "ldrd %[x], %[y], [%[from], #64]\n\t"    \
            "smlad %[a], %[x], %[u2], %[a]\n\t"      \
            "smlatb %[b], %[x], %[u2], %[b]\n\t"     \
            "smlabt %[a], %[y], %[v2], %[a]\n\t"     \
            "smlad %[b], %[y], %[v2], %[b]\n\t"      \
            "ldrd %[x], %[y], %[steps]\n\t"          \
            "smmul %[a], %[a], %[multiplier]\n\t"    \
            "smmul %[b], %[b], %[multiplier]\n\t"    \
            "ssat %[a], #8, %[a], asr #" SHIFT "\n\t" \
            "ssat %[b], #8, %[b], asr #" SHIFT "\n\t" \
            "strb %[b], [%[to], %[x]]\n\t"           \
            "strb %[a], [%[to]]\n\t"                 \
            "add %[to], %[to], %[y]\n\t"             \
            "ldr %[x], %[end]\n\t"                   \
            "add %[from], %[from], #32\n\t"          \
            "cmp %[from], %[x]\n\t"                  \
            "bne 1b"                                 \
            : [from] "+r"(from), [to] "+r"(to), [x] "+r"(x), [y] "=&r"(y), [a] "=&r"(a), [b] "=&r"(b), [u0] "=&r"(u0), [u1] "=&r"(u1), \
              [u2] "=&r"(u2), [v0] "=&r"(v0), [v1] "=&r"(v1), [v2] "+&r"(v2), [start] "=&r"(start), [multiplier] "=&r"(multiplier)     \
            : [steps] "m"(steps), [end] "m"(end)                                                                                       \
            : "cc", "memory")

/* Two rows of outputs of one channel. */
BN_INLINE void bn_depthwise_3x3_two_rows(const uint32_t *weights, int8_t last, const uint32_t *from, const uint32_t *end, bool coarse,
                                         bn_depthwise_3x3_steps steps, int8_t *to)
{
    const uint32_t *x = weights;
    uint32_t y, u0, u1, u2, v0, v1, v2 = (uint32_t)last << 24;
    int32_t a, b, start, multiplier;
    if (coarse) {
        BN_DEPTHWISE_3X3_TWO_ROWS("8");
    } else {
        BN_DEPTHWISE_3X3_TWO_ROWS("12");
    }
}

#define BN_DEPTHWISE_3X3_ONE_ROW(SHIFT)         \
    __asm__ volatile(BN_DEPTHWISE_3X3_WEIGHTS            \
            "1:\n\t"                            \
            "ldrd %[x], %[y], [%[from]]\n\t"    \
            "smlad %[a], %[x], %[u0], %[start]\n\t"  \
            "smlabt %[a], %[y], %[v0], %[a]\n\t"     \
            "ldrd %[x], %[y], [%[from], #32]\n\t"    \
            "smlad %[a], %[x], %[u1], %[a]\n\t"      \
            "smlabt %[a], %[y], %[v1], %[a]\n\t"     \
            "ldrd %[x], %[y], [%[from], #64]\n\t"    \
            "smlad %[a], %[x], %[u2], %[a]\n\t"      \
            "smlabt %[a], %[y], %[v2], %[a]\n\t"     \
            "add %[from], %[from], #64\n\t"          \
            "smmul %[a], %[a], %[multiplier]\n\t"    \
            "ldr %[x], %[end]\n\t"                   \
            "ssat %[a], #8, %[a], asr #" SHIFT "\n\t" \
            "strb %[a], [%[to]]\n\t"                 \
            "add %[to], %[to], %[beside]\n\t"        \
            "cmp %[from], %[x]\n\t"                  \
            "bne 1b"                                 \
            : [from] "+&r"(from), [to] "+&r"(to), [x] "+&r"(x), [y] "=&r"(y), [a] "=&r"(a), [u0] "=&r"(u0), [u1] "=&r"(u1),               \
              [u2] "=&r"(u2), [v0] "=&r"(v0), [v1] "=&r"(v1), [v2] "+&r"(v2), [start] "=&r"(start), [multiplier] "=&r"(multiplier)     \
            : [beside] "r"(steps.beside), [end] "m"(end)                                                                               \
            : "cc", "memory")

/* One row of outputs of one channel, with steps of two. */
BN_INLINE void bn_depthwise_3x3_one_row(const uint32_t *weights, int8_t last, const uint32_t *from, const uint32_t *end, bool coarse,
                                        bn_depthwise_3x3_steps steps, int8_t *to)
{
    const uint32_t *x = weights;
    uint32_t y, u0, u1, u2, v0, v1, v2 = (uint32_t)last << 24;
    int32_t a, start, multiplier;
    if (coarse) {
        BN_DEPTHWISE_3X3_ONE_ROW("8");
    } else {
        BN_DEPTHWISE_3X3_ONE_ROW("12");
    }
}

/* Outputs from pairs n and n + 1 of rows, for a group of channels. */
BN_INLINE void bn_depthwise_3x3_rows(const bn_depthwise_3x3_s8_dsp_params *p, int32_t first, const uint32_t *quad, int32_t pair, int8_t *to)
{
    const uint32_t *weights = p->weights + 4 * first;
    const int8_t *last = (const int8_t *)(p->weights + 4 * p->channel_count) + first;
    const int32_t line = p->output_width * p->channel_count;
    const bn_depthwise_3x3_steps steps = {2 * pair + 1 < p->output_height ? line : 0, p->channel_count};
    to += (p->stride == 1 ? 2 : 1) * pair * line;
    quad += pair;
    for (int32_t c = 0; c < p->group; c++) {
        const uint32_t *const from = quad + 2 * (c % 4), *const end = from + BN_DEPTHWISE_3X3_COLUMN * p->stride * p->output_width;
        if (p->stride == 1) {
            bn_depthwise_3x3_two_rows(weights, *last, from, end, p->coarse, steps, to);
        } else {
            bn_depthwise_3x3_one_row(weights, *last, from, end, p->coarse, steps, to);
        }
        weights += 4;
        last++;
        to++;
        quad += c % 4 == 3 ? p->quad_words : 0;
    }
}

BN_INLINE void bn_depthwise_3x3_s8_dsp_inline(const bn_depthwise_3x3_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t turns = p->stride == 1 ? (p->output_height + 1) / 2 : p->output_height;
    for (int32_t first = 0; first < p->channel_count; first += p->group) {
        for (int32_t pair = 0; pair <= turns; pair++) {
            uint32_t *quad = scratch;
            for (int32_t c = 0; c < p->group; c += 4) {
                bn_depthwise_3x3_fill(p, input + first + c, pair, quad);
                quad += p->quad_words;
            }
            if (pair > 0) {
                bn_depthwise_3x3_rows(p, first, scratch, pair - 1, output + first);
            }
        }
    }
}

/* The same as a function of its own, for several layers. */
void bn_depthwise_3x3_s8_dsp(const bn_depthwise_3x3_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
