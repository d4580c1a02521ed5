/* bn_fully_connected_s8_dsp.h - int8 dense layer of one input vector, for cores with dual multiply-accumulates. */
#ifndef BN_FULLY_CONNECTED_S8_DSP_H
#define BN_FULLY_CONNECTED_S8_DSP_H

#include <stdbool.h>

#include "bn_row_pairs.h"

typedef struct {
    int32_t depth;           /* length of the input, a multiple of 4 */
    int32_t outputs;         /* length of the output */
    bool widened;            /* the input is first widened into scratch memory of 2 * depth bytes */
    bn_pair_outputs finish;  /* with the input's zero point folded in */
    const uint32_t *weights; /* [outputs / 4, rounded up][depth]: two elements of two outputs, and of two others */
} bn_fully_connected_s8_dsp_params;

/* Sums of two pairs of outputs. */
typedef struct {
    int32_t a;
    int32_t ab; /* A + 256 B, or B */
    int32_t c;
    int32_t cd;
} bn_fully_connected_sums;

/* Four elements of the input as words of elements 0 and 2, 1 and 3: from bytes, or widened already. */
#define BN_FULLY_CONNECTED_BYTES             \
    "ldr %[odd], [%[input]], #4\n\t"         \
    "sxtb16 %[even], %[odd]\n\t"             \
    "sxtb16 %[odd], %[odd], ror #8\n\t"
#define BN_FULLY_CONNECTED_WORDS             \
    "ldrd %[even], %[odd], [%[input]], #8\n\t"

/* Four elements of four outputs: the words are (a, b) and (c, d) of elements 0 and 2, then of 1 and 3. */
#define BN_FULLY_CONNECTED_TOGETHER(READ)        \
    READ                                         \
    "ldmia %[weights]!, {r8, r9, r10, r11}\n\t"  \
    "smlad %[ab], r8, %[even], %[ab]\n\t"        \
    "sxtb16 r8, r8\n\t"                          \
    "smlad %[cd], r9, %[even], %[cd]\n\t"        \
    "sxtb16 r9, r9\n\t"                          \
    "smlad %[a], r8, %[even], %[a]\n\t"          \
    "smlad %[c], r9, %[even], %[c]\n\t"          \
    "smlad %[ab], r10, %[odd], %[ab]\n\t"        \
    "sxtb16 r10, r10\n\t"                        \
    "smlad %[cd], r11, %[odd], %[cd]\n\t"        \
    "sxtb16 r11, r11\n\t"                        \
    "smlad %[a], r10, %[odd], %[a]\n\t"          \
    "smlad %[c], r11, %[odd], %[c]\n\t"

#define BN_FULLY_CONNECTED_APART_HALF(ELEMENTS)  \
    "ldmia %[weights]!, {r8, r9}\n\t"            \
    "sxtb16 r10, r8\n\t"                         \
    "sxtb16 r8, r8, ror #8\n\t"                  \
    "sxtb16 r11, r9\n\t"                         \
    "sxtb16 r9, r9, ror #8\n\t"                  \
    "smlad %[a], r10, " ELEMENTS ", %[a]\n\t"    \
    "smlad %[ab], r8, " ELEMENTS ", %[ab]\n\t"   \
    "smlad %[c], r11, " ELEMENTS ", %[c]\n\t"    \
    "smlad %[cd], r9, " ELEMENTS ", %[cd]\n\t"
#define BN_FULLY_CONNECTED_APART(READ) READ BN_FULLY_CONNECTED_APART_HALF("%[even]") BN_FULLY_CONNECTED_APART_HALF("%[odd]")

/* Blocks of sixteen elements, then the rest. */
#define BN_FULLY_CONNECTED_LOOPS(STEP, READ)                                                                                           \
    __asm__("subs %[depth], %[depth], #16\n\t"                                                                                      \
            "blt 2f\n"                                                                                                              \
            "1:\n\t"                                                                                                                \
            STEP(READ) STEP(READ) STEP(READ) STEP(READ)                                                                             \
            "subs %[depth], %[depth], #16\n\t"                                                                                      \
            "bge 1b\n"                                                                                                              \
            "2:\n\t"                                                                                                                \
            "adds %[depth], %[depth], #16\n\t"                                                                                      \
            "beq 4f\n"                                                                                                              \
            "3:\n\t"                                                                                                                \
            STEP(READ)                                                                                                              \
            "subs %[depth], %[depth], #4\n\t"                                                                                       \
            "bne 3b\n"                                                                                                              \
            "4:"                                                                                                                    \
            : [a] "+&r"(sums.a), [ab] "+&r"(sums.ab), [c] "+&r"(sums.c), [cd] "+&r"(sums.cd), [weights] "+&r"(weights),             \
              [input] "+&r"(input), [depth] "+&r"(depth), [even] "=&r"(even), [odd] "=&r"(odd)                                      \
            :                                                                                                                       \
            : "r8", "r9", "r10", "r11", "cc", "memory")

BN_INLINE bn_fully_connected_sums bn_fully_connected_4(const bn_fully_connected_s8_dsp_params *p, const uint32_t *weights, const void *input,
                                                       bn_fully_connected_sums sums)
{
    int32_t depth = p->depth;
    uint32_t even, odd;
    if (p->finish.way != BN_PAIR_APART && p->widened) {
        BN_FULLY_CONNECTED_LOOPS(BN_FULLY_CONNECTED_TOGETHER, BN_FULLY_CONNECTED_WORDS);
    } else if (p->finish.way != BN_PAIR_APART) {
        BN_FULLY_CONNECTED_LOOPS(BN_FULLY_CONNECTED_TOGETHER, BN_FULLY_CONNECTED_BYTES);
    } else if (p->widened) {
        BN_FULLY_CONNECTED_LOOPS(BN_FULLY_CONNECTED_APART, BN_FULLY_CONNECTED_WORDS);
    } else {
        BN_FULLY_CONNECTED_LOOPS(BN_FULLY_CONNECTED_APART, BN_FULLY_CONNECTED_BYTES);
    }
    return sums;
}

BN_INLINE void bn_fully_connected_s8_dsp_inline(const bn_fully_connected_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    const void *elements = input;
    if (p->widened) {
        uint32_t *to = scratch;
        for (int32_t i = 0; i < p->depth; i += 4) {
            const uint32_t bytes = bn_load_4(input + i);
            *to++ = bn_extend_even(bytes);
            *to++ = bn_extend_odd(bytes);
        }
        elements = scratch;
    }
    const uint32_t *weights = p->weights;
    const int32_t *channels = p->finish.channels;
    for (int32_t out = 0; out < p->outputs; out += 4) {
        const int32_t *const second = bn_pair_next(&p->finish, channels);
        const bn_fully_connected_sums start = {0, bn_pair_start(&p->finish, channels), 0, bn_pair_start(&p->finish, second)};
        const bn_fully_connected_sums sums = bn_fully_connected_4(p, weights, elements, start);
        /* Outputs that are not there share a place with the first, which is written last. */
        const int32_t left = p->outputs % 4 == 0 ? 4 : p->outputs - out;
        output[left > 3 ? 3 : 0] = bn_pair_b(&p->finish, second, sums.c, sums.cd);
        output[left > 2 ? 2 : 0] = bn_pair_a(&p->finish, second, sums.c);
        output[left > 1 ? 1 : 0] = bn_pair_b(&p->finish, channels, sums.a, sums.ab);
        output[0] = bn_pair_a(&p->finish, channels, sums.a);
        weights += p->depth;
        channels = bn_pair_next(&p->finish, second);
        output += 4;
    }
}

/* The same as a function of its own, for several layers. */
void bn_fully_connected_s8_dsp(const bn_fully_connected_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
