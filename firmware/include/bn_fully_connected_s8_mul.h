/* bn_fully_connected_s8_mul.h - int8 dense layer of one input vector, for cores whose only product is 32 x 32 -> 32 bits: four outputs at a time, so
 * that an element of the input is loaded once for all. */
#ifndef BN_FULLY_CONNECTED_S8_MUL_H
#define BN_FULLY_CONNECTED_S8_MUL_H

#include <stdint.h>

#include "bn_inline.h"
#include "bn_requantize_bounded.h"

enum { BN_FULLY_CONNECTED_MUL_ROWS = 4 };

typedef struct {
    int32_t depth;           /* length of the input, a multiple of 4 */
    int32_t outputs;         /* length of the output */
    int32_t output_rounding; /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [outputs][depth] */
    int32_t fields;          /* of a channel: 3, or only the bias */
    int32_t scale[2];        /* multiplier and right shift less one of all channels, where they have only a bias */
    const int32_t *channels; /* [outputs][fields]: bias with the input's zero point folded in, multiplier, right shift less one */
} bn_fully_connected_s8_mul_params;

/* Four dot products of one input. */
typedef struct {
    const int8_t *input;
    const int8_t *rows[BN_FULLY_CONNECTED_MUL_ROWS];
    int32_t depth;
    int32_t sums[BN_FULLY_CONNECTED_MUL_ROWS];
} bn_fully_connected_mul_block;

#if defined(__thumb__) && !defined(__thumb2__)

/* Sums are in upper registers, which can only be added to. */
BN_INLINE void bn_fully_connected_mul_4(bn_fully_connected_mul_block *block)
{
    register bn_fully_connected_mul_block *at_block __asm__("r5") = block;
#define BN_FULLY_CONNECTED_MUL_TAP(row, sum) \
    "ldrsb r7, [" row ", r5]\n\t"            \
    "muls r7, r6, r7\n\t"                    \
    "add " sum ", r7\n\t"
#define BN_FULLY_CONNECTED_MUL_ELEMENT                                               \
    "ldrsb r6, [r0, r5]\n\t"                                                         \
    BN_FULLY_CONNECTED_MUL_TAP("r1", "r8") BN_FULLY_CONNECTED_MUL_TAP("r2", "r9")    \
    BN_FULLY_CONNECTED_MUL_TAP("r3", "r10") BN_FULLY_CONNECTED_MUL_TAP("r4", "r11")  \
    "adds r5, r5, #1\n\t"
    __asm__ volatile(".syntax unified\n\t"
                     "mov lr, r5\n\t"
                     "ldmia r5!, {r0, r1, r2, r3, r4}\n\t"
                     "ldr r5, [r5]\n\t"
                     "mov r12, r5\n\t"
                     "movs r5, #0\n\t"
                     "mov r8, r5\n\t"
                     "mov r9, r5\n\t"
                     "mov r10, r5\n\t"
                     "mov r11, r5\n"
                     "1:\n\t" BN_FULLY_CONNECTED_MUL_ELEMENT BN_FULLY_CONNECTED_MUL_ELEMENT BN_FULLY_CONNECTED_MUL_ELEMENT BN_FULLY_CONNECTED_MUL_ELEMENT
                     "cmp r5, r12\n\t"
                     "bne 1b\n\t"
                     "mov r0, lr\n\t"
                     "adds r0, r0, #24\n\t"
                     "mov r1, r8\n\t"
                     "mov r2, r9\n\t"
                     "mov r3, r10\n\t"
                     "mov r4, r11\n\t"
                     "stmia r0!, {r1, r2, r3, r4}"
                     : "+r"(at_block)
                     :
                     : "r0", "r1", "r2", "r3", "r4", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
#undef BN_FULLY_CONNECTED_MUL_ELEMENT
#undef BN_FULLY_CONNECTED_MUL_TAP
}

#else

BN_INLINE void bn_fully_connected_mul_4(bn_fully_connected_mul_block *block)
{
    int32_t a = 0, b = 0, c = 0, d = 0;
    for (int32_t i = 0; i < block->depth; i++) {
        const int32_t x = block->input[i];
        a += x * block->rows[0][i];
        b += x * block->rows[1][i];
        c += x * block->rows[2][i];
        d += x * block->rows[3][i];
    }
    block->sums[0] = a;
    block->sums[1] = b;
    block->sums[2] = c;
    block->sums[3] = d;
}

#endif

BN_INLINE void bn_fully_connected_s8_mul_inline(const bn_fully_connected_s8_mul_params *p, const int8_t *input, int8_t *output)
{
    const int8_t *row = p->weights;
    const int32_t *channel = p->channels;
    for (int32_t left = p->outputs; left > 0; left -= BN_FULLY_CONNECTED_MUL_ROWS) {
        const int32_t count = left < BN_FULLY_CONNECTED_MUL_ROWS ? left : BN_FULLY_CONNECTED_MUL_ROWS;
        bn_fully_connected_mul_block block;
        block.input = input;
        block.depth = p->depth;
        /* Rows that are not there are the last again. */
        for (int32_t at = 0; at < BN_FULLY_CONNECTED_MUL_ROWS; at++) {
            block.rows[at] = row;
            row += at + 1 < count ? p->depth : 0;
        }
        row += p->depth;
        bn_fully_connected_mul_4(&block);
        for (int32_t at = 0; at < count; at++) {
            const int32_t multiplier = p->fields == 1 ? p->scale[0] : channel[1], right_less_one = p->fields == 1 ? p->scale[1] : channel[2];
            const int32_t value = bn_requantize_bounded(block.sums[at] + channel[0], multiplier, right_less_one, p->output_rounding);
            *output++ = (int8_t)bn_clamp(value, p->activation_min, p->activation_max);
            channel += p->fields;
        }
    }
}

/* The same as a function of its own, for several layers. */
void bn_fully_connected_s8_mul(const bn_fully_connected_s8_mul_params *p, const int8_t *input, int8_t *output);

#endif
