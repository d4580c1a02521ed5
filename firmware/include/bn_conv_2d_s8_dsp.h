/* bn_conv_2d_s8_dsp.h - int8 convolution for cores with dual multiply-accumulates.
 *
 * Four windows at a time are widened to 16 bits into scratch memory, then multiplied with two output channels at once. */
#ifndef BN_CONV_2D_S8_DSP_H
#define BN_CONV_2D_S8_DSP_H

#include <stdbool.h>

#include "bn_row_pairs.h"
#include "bn_window.h"

enum { BN_CONV_COLUMNS = 4 };

typedef struct {
    int32_t pixels;          /* output positions of all batches */
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    bn_window window;
    bool pointwise;          /* windows are single pixels, one after the other */
    int32_t row_bytes;       /* of a window, rounded up to a multiple of four: the weights there are zero */
    int32_t words;           /* pairs of elements in a window */
    int32_t input_offset;    /* minus the input's zero point */
    bn_pair_outputs outputs;
    const uint32_t *weights; /* [output_channels / 2, rounded up][words]: two elements of two channels */
} bn_conv_2d_s8_dsp_params;

/* Columns lie side by side: a word of one is `columns` words behind the word before it.
 *
 * Widens count bytes, a multiple of four, into one column; returns where it goes on. */
BN_INLINE uint32_t *bn_conv_2d_widen(uint32_t *column, int32_t columns, const int8_t *from, int32_t count, uint32_t offsets)
{
    const int8_t *const end = from + count;
    for (; from != end; from += 4) {
        const uint32_t bytes = bn_load_4(from);
        column[0] = bn_extend_even_add(bytes, offsets);
        column[columns] = bn_extend_odd_add(bytes, offsets);
        column += 2 * columns;
    }
    return column;
}

BN_INLINE uint32_t *bn_conv_2d_clear(uint32_t *column, int32_t columns, int32_t count)
{
    for (int32_t i = 0; i < count; i += 2) {
        *column = 0;
        column += columns;
    }
    return column;
}

/* One row of a window that lies partly outside the image, or whose taps are apart, or which ends at the image's end. */
BN_INLINE uint32_t *bn_conv_2d_gather_part(const bn_conv_2d_s8_dsp_params *p, const int8_t *line, bn_window_part taps, int8_t *patch, uint32_t *column,
                                           int32_t columns, uint32_t offsets)
{
    const int32_t depth = p->input_channels, step = p->window.dilation_width * depth;
    if (depth % 4 == 0) {
        column = bn_conv_2d_clear(column, columns, taps.first * depth);
        for (int32_t fx = taps.first; fx < taps.end; fx++) {
            column = bn_conv_2d_widen(column, columns, line, depth, offsets);
            line += step;
        }
        return bn_conv_2d_clear(column, columns, (p->window.width - taps.end) * depth);
    }
    int8_t *to = patch + taps.first * depth;
    memset(patch, -p->input_offset, (size_t)p->row_bytes);
    for (int32_t fx = taps.first; fx < taps.end; fx++) {
        for (int32_t c = 0; c < depth; c++) {
            *to++ = line[c];
        }
        line += step;
    }
    return bn_conv_2d_widen(column, columns, patch, p->row_bytes, offsets);
}

/* The window of one output position. end is the end of the input. */
BN_INLINE void bn_conv_2d_gather(const bn_conv_2d_s8_dsp_params *p, const int8_t *image, const int8_t *end, int32_t y, int32_t x, int8_t *patch,
                                 uint32_t *column, int32_t columns, uint32_t offsets)
{
    const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
    const bn_window_part taps = bn_window_columns(&p->window, x, p->input_width);
    const bool whole = taps.end - taps.first == p->window.width && p->window.dilation_width == 1;
    const int32_t line_step = p->window.dilation_height * p->input_width * p->input_channels;
    const int32_t first = taps.start + taps.first * p->window.dilation_width;
    const int8_t *line = image + ((rows.start + rows.first * p->window.dilation_height) * p->input_width + first) * p->input_channels;
    column = bn_conv_2d_clear(column, columns, rows.first * p->row_bytes);
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        if (whole && end - line >= p->row_bytes) {
            column = bn_conv_2d_widen(column, columns, line, p->row_bytes, offsets);
        } else {
            column = bn_conv_2d_gather_part(p, line, taps, patch, column, columns, offsets);
        }
        line += line_step;
    }
    bn_conv_2d_clear(column, columns, (p->window.height - rows.end) * p->row_bytes);
}

/* How far a walk over output positions is. */
typedef struct {
    const int8_t *image; /* where it is pointwise, the next pixel */
    const int8_t *end;   /* of the input */
    int32_t pixel;
    int32_t y;
    int32_t x;
} bn_conv_2d_walk;

BN_INLINE bn_conv_2d_walk bn_conv_2d_begin(const bn_conv_2d_s8_dsp_params *p, const int8_t *input)
{
    const bn_conv_2d_walk walk = {input, input + p->batches * p->input_height * p->input_width * p->input_channels, 0, 0, 0};
    return walk;
}

/* The windows of the next positions, side by side, as many as `most` or what is left; returns how many. patch: memory behind the columns. */
BN_INLINE int32_t bn_conv_2d_next(const bn_conv_2d_s8_dsp_params *p, bn_conv_2d_walk *walk, uint32_t *columns, int32_t most, int8_t *patch)
{
    const uint32_t offsets = (uint32_t)(uint16_t)p->input_offset * 0x10001u;
    const int32_t count = p->pixels - walk->pixel < most ? p->pixels - walk->pixel : most;
    for (int32_t at = 0; at < count; at++) {
        if (p->pointwise) {
            bn_conv_2d_widen(columns + at, most, walk->image, p->input_channels, offsets);
            walk->image += p->input_channels;
            continue;
        }
        bn_conv_2d_gather(p, walk->image, walk->end, walk->y, walk->x, patch, columns + at, most, offsets);
        if (++walk->x == p->output_width) {
            walk->x = 0;
            if (++walk->y == p->output_height) {
                walk->y = 0;
                walk->image += p->input_height * p->input_width * p->input_channels;
            }
        }
    }
    walk->pixel += count;
    return count;
}

/* Where the outputs of four positions go, from the first on. Those that are not there, and a second channel that is not, share a
 * place with one that is written after them. */
typedef struct {
    int32_t at_1;
    int32_t at_2;
    int32_t at_3;
} bn_conv_2d_places;

/* Two elements of two channels, a and b, times two elements of four columns. */
#define BN_CONV_2X4_STEP(WEIGHTS_B)             \
    "ldr %[b], [%[weights]], #4\n\t"            \
    "ldrd %[x0], %[x1], [%[column]], #8\n\t"    \
    "sxtb16 %[a], %[b]\n\t"                     \
    WEIGHTS_B                                   \
    "smlad %[b0], %[b], %[x0], %[b0]\n\t"       \
    "smlad %[a0], %[a], %[x0], %[a0]\n\t"       \
    "smlad %[b1], %[b], %[x1], %[b1]\n\t"       \
    "smlad %[a1], %[a], %[x1], %[a1]\n\t"       \
    "ldrd %[x0], %[x1], [%[column]], #8\n\t"    \
    "smlad %[b2], %[b], %[x0], %[b2]\n\t"       \
    "smlad %[a2], %[a], %[x0], %[a2]\n\t"       \
    "smlad %[b3], %[b], %[x1], %[b3]\n\t"       \
    "smlad %[a3], %[a], %[x1], %[a3]\n\t"

/* Fourteen registers are all there are, and this takes them all: from C, gcc spills sums in the loop. The words are a multiple of two;
 * where it is an odd one, the first turn is half of one. */
#define BN_CONV_2X4_LOOP(WEIGHTS_B)                                                                                              \
    __asm__("ldr %[x0], %[end]\n\t"                                                                                              \
            "sub %[x0], %[x0], %[weights]\n\t"                                                                                   \
            "lsls %[x0], %[x0], #28\n\t"                                                                                         \
            "bmi 2f\n\t"                                                                                                         \
            ".balign 4\n"                                                                                                        \
            "1:\n\t" BN_CONV_2X4_STEP(WEIGHTS_B) BN_CONV_2X4_STEP(WEIGHTS_B)                                                     \
            "2:\n\t" BN_CONV_2X4_STEP(WEIGHTS_B) BN_CONV_2X4_STEP(WEIGHTS_B)                                                     \
            "ldr %[x0], %[end]\n\t"                                                                                              \
            "cmp %[weights], %[x0]\n\t"                                                                                          \
            "bne 1b"                                                                                                             \
            : [a0] "+r"(a0), [a1] "+r"(a1), [a2] "+r"(a2), [a3] "+r"(a3), [b0] "+r"(b0), [b1] "+r"(b1), [b2] "+r"(b2), [b3] "+r"(b3), \
              [weights] "+r"(weights), [column] "+r"(column), [a] "=&r"(a), [b] "=&r"(b), [x0] "=&r"(x0), [x1] "=&r"(x1)            \
            : [end] "m"(end)                                                                                                     \
            : "cc", "memory")

/* Two output channels of four positions; second is 1, or 0 where there is no second channel. */
BN_INLINE void bn_conv_2d_2x4(const bn_conv_2d_s8_dsp_params *p, const uint32_t *weights, const uint32_t *column, const int32_t *channels,
                              bn_conv_2d_places at, int32_t second, int8_t *output)
{
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    int32_t b0 = bn_pair_start(&p->outputs, channels), b1 = b0, b2 = b0, b3 = b0;
    const uint32_t *const end = weights + p->words;
    uint32_t a, b, x0, x1;
    if (p->outputs.way == BN_PAIR_APART) {
        BN_CONV_2X4_LOOP("sxtb16 %[b], %[b], ror #8\n\t");
    } else {
        BN_CONV_2X4_LOOP("");
    }
    output[at.at_3 + second] = bn_pair_b(&p->outputs, channels, a3, b3);
    output[at.at_3] = bn_pair_a(&p->outputs, channels, a3);
    output[at.at_2 + second] = bn_pair_b(&p->outputs, channels, a2, b2);
    output[at.at_2] = bn_pair_a(&p->outputs, channels, a2);
    output[at.at_1 + second] = bn_pair_b(&p->outputs, channels, a1, b1);
    output[at.at_1] = bn_pair_a(&p->outputs, channels, a1);
    output[second] = bn_pair_b(&p->outputs, channels, a0, b0);
    output[0] = bn_pair_a(&p->outputs, channels, a0);
}

/* Two output channels of one position: the rest of an image. */
BN_INLINE void bn_conv_2d_2x1(const bn_conv_2d_s8_dsp_params *p, const uint32_t *weights, const uint32_t *column, int32_t columns, const int32_t *channels,
                              int32_t second, int8_t *output)
{
    int32_t a = 0, b = bn_pair_start(&p->outputs, channels);
    const uint32_t *const end = weights + p->words;
    do {
        const uint32_t even = weights[0], odd = weights[1], x0 = column[0], x1 = column[columns];
        a = bn_dot_2(bn_extend_even(even), x0, a);
        b = bn_dot_2(bn_pair_weights_b(&p->outputs, even), x0, b);
        a = bn_dot_2(bn_extend_even(odd), x1, a);
        b = bn_dot_2(bn_pair_weights_b(&p->outputs, odd), x1, b);
        weights += 2;
        column += 2 * columns;
    } while (weights != end);
    output[second] = bn_pair_b(&p->outputs, channels, a, b);
    output[0] = bn_pair_a(&p->outputs, channels, a);
}

/* Two elements of two channels in the way BN_PAIR_ONCE, after the loop: outputs from the sums of one position. */
#define BN_CONV_2X4_ONCE(SUM_A, SUM_B)                        \
    "sub " SUM_B ", " SUM_B ", " SUM_A "\n\t"                 \
    "add " SUM_A ", %[a], " SUM_A ", lsl #8\n\t"              \
    "smmul " SUM_B ", " SUM_B ", %[x1]\n\t"                   \
    "smmul " SUM_A ", " SUM_A ", %[b]\n\t"                    \
    "ssat " SUM_B ", #8, " SUM_B ", asr #12\n\t"              \
    "ssat " SUM_A ", #8, " SUM_A ", asr #12\n\t"

/* What all registers are too few for. */
typedef struct {
    const uint32_t *end;     /* of a pair's weights */
    int32_t weight_bytes;    /* of a pair */
    const uint32_t *columns;
    const int32_t *channels; /* of the pair */
    int8_t *output;          /* of the pair's first channel and position */
    const int8_t *stop;      /* where the last pair's outputs end */
} bn_conv_2d_turn;

/* bn_conv_2d_2x4 in the way BN_PAIR_ONCE for all pairs of channels until turn->stop. From C, gcc spends as many instructions between two pairs
 * as the sums of a short window take. Returns the weights of the next pair. */
BN_INLINE const uint32_t *bn_conv_2d_pairs_once(bn_conv_2d_turn *turn, const uint32_t *weights, bn_conv_2d_places places, int32_t second)
{
    const bn_conv_2d_places at = places;
    const int32_t second_at = second;
    int32_t a0, a1, a2, a3, b0, b1, b2, b3;
    uint32_t a, b, x0, x1;
    const uint32_t *column;
    __asm__ volatile("1:\n\t"
            "ldr %[x0], %[channels]\n\t"
            "ldr %[x1], %[weight_bytes]\n\t"
            "ldr %[b0], [%[x0], #8]\n\t"
            "ldr %[column], %[columns]\n\t"
            "mov %[a0], #0\n\t"
            "mov %[a1], #0\n\t"
            "mov %[a2], #0\n\t"
            "mov %[a3], #0\n\t"
            "mov %[b1], %[b0]\n\t"
            "mov %[b2], %[b0]\n\t"
            "mov %[b3], %[b0]\n\t"
            "lsls %[x0], %[x1], #28\n\t"
            "add %[x1], %[x1], %[weights]\n\t"
            "str %[x1], %[end]\n\t"
            "bmi 3f\n\t"
            ".balign 4\n"
            "2:\n\t" BN_CONV_2X4_STEP("") BN_CONV_2X4_STEP("")
            "3:\n\t" BN_CONV_2X4_STEP("") BN_CONV_2X4_STEP("")
            "ldr %[x0], %[end]\n\t"
            "cmp %[weights], %[x0]\n\t"
            "bne 2b\n\t"
            "ldr %[x0], %[channels]\n\t"
            "ldr %[column], %[output]\n\t"
            "ldrd %[a], %[b], [%[x0]]\n\t"
            "ldr %[x1], [%[x0], #12]\n\t"
            "add %[x0], %[x0], #16\n\t"
            "str %[x0], %[channels]\n\t"
            BN_CONV_2X4_ONCE("%[a3]", "%[b3]")
            BN_CONV_2X4_ONCE("%[a2]", "%[b2]")
            BN_CONV_2X4_ONCE("%[a1]", "%[b1]")
            BN_CONV_2X4_ONCE("%[a0]", "%[b0]")
            "ldr %[x0], %[second]\n\t"
            "ldr %[a], %[at_3]\n\t"
            "ldr %[b], %[at_2]\n\t"
            "ldr %[x1], %[at_1]\n\t"
            "add %[a], %[a], %[column]\n\t"
            "add %[b], %[b], %[column]\n\t"
            "add %[x1], %[x1], %[column]\n\t"
            "strb %[b3], [%[a], %[x0]]\n\t"
            "strb %[a3], [%[a]]\n\t"
            "strb %[b2], [%[b], %[x0]]\n\t"
            "strb %[a2], [%[b]]\n\t"
            "strb %[b1], [%[x1], %[x0]]\n\t"
            "strb %[a1], [%[x1]]\n\t"
            "strb %[b0], [%[column], %[x0]]\n\t"
            "ldr %[x1], %[stop]\n\t"
            "strb %[a0], [%[column]], #2\n\t"
            "str %[column], %[output]\n\t"
            "cmp %[column], %[x1]\n\t"
            "blo 1b"
            : [a0] "=&r"(a0), [a1] "=&r"(a1), [a2] "=&r"(a2), [a3] "=&r"(a3), [b0] "=&r"(b0), [b1] "=&r"(b1), [b2] "=&r"(b2), [b3] "=&r"(b3),
              [weights] "+&r"(weights), [column] "=&r"(column), [a] "=&r"(a), [b] "=&r"(b), [x0] "=&r"(x0), [x1] "=&r"(x1),
              [end] "=m"(turn->end), [channels] "+m"(turn->channels), [output] "+m"(turn->output)
            : [weight_bytes] "m"(turn->weight_bytes), [columns] "m"(turn->columns), [stop] "m"(turn->stop), [second] "m"(second_at),
              [at_1] "m"(at.at_1), [at_2] "m"(at.at_2), [at_3] "m"(at.at_3)
            : "cc", "memory");
    return weights;
}

/* All channels of count positions, one to four. */
BN_INLINE void bn_conv_2d_multiply(const bn_conv_2d_s8_dsp_params *p, const uint32_t *columns, int32_t count, int8_t *output)
{
    const int32_t stride = p->output_channels;
    const bn_conv_2d_places at = {stride, count > 2 ? 2 * stride : 0, count > 3 ? 3 * stride : 0};
    const uint32_t *weights = p->weights;
    const int32_t *channels = p->outputs.channels;
    if (count > 1 && p->outputs.way == BN_PAIR_ONCE) {
        const int32_t pairs = stride / 2;
        bn_conv_2d_turn turn = {weights, 4 * p->words, columns, channels, output, output + 2 * pairs};
        for (int32_t second = pairs > 0; turn.output < output + stride; second = 0) {
            weights = bn_conv_2d_pairs_once(&turn, weights, at, second);
            turn.stop = output + stride;
        }
        return;
    }
    for (int32_t out = 0; out < p->output_channels; out += 2) {
        const int32_t second = out + 1 < p->output_channels;
        if (count == 1) {
            bn_conv_2d_2x1(p, weights, columns, BN_CONV_COLUMNS, channels, second, output + out);
        } else {
            bn_conv_2d_2x4(p, weights, columns, channels, at, second, output + out);
        }
        weights += p->words;
        channels = bn_pair_next(&p->outputs, channels);
    }
}

BN_INLINE void bn_conv_2d_s8_dsp_inline(const bn_conv_2d_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    uint32_t *const columns = scratch;
    int8_t *const patch = (int8_t *)(columns + BN_CONV_COLUMNS * p->words);
    bn_conv_2d_walk walk = bn_conv_2d_begin(p, input);
    while (walk.pixel < p->pixels) {
        const int32_t count = bn_conv_2d_next(p, &walk, columns, BN_CONV_COLUMNS, patch);
        bn_conv_2d_multiply(p, columns, count, output);
        output += count * p->output_channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8_dsp(const bn_conv_2d_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
