#include "bn_fully_connected_s8_smlal.h"

#include "bn_inline.h"
#include "bn_requantize_bounded.h"

/* sums[0..7] = eight dot products. The sums take eight registers, and gcc finds none for the rest, so all are fixed. */
BN_NOINLINE static const int8_t *bn_fully_connected_smlal_8(const int8_t *weights, const int8_t *input, int32_t depth, int32_t *sums)
{
    register const int8_t *at_weights __asm__("r10") = weights;
    register const int8_t *at_input __asm__("r11") = input;
    register const int8_t *end __asm__("r12") = input + depth;
    register int32_t *at_sums __asm__("lr") = sums;
#define BN_FULLY_CONNECTED_SMLAL_TAP(at, sum) "ldrsb r0, [r10" at "\n\tmla " sum ", r0, r1, " sum "\n\t"
#define BN_FULLY_CONNECTED_SMLAL_ELEMENT(a, b, c, d, e, f, g, h)                        \
    "ldrsb r1, [r11], #1\n\t"                                                           \
    BN_FULLY_CONNECTED_SMLAL_TAP(a, "r2") BN_FULLY_CONNECTED_SMLAL_TAP(b, "r3")         \
    BN_FULLY_CONNECTED_SMLAL_TAP(c, "r4") BN_FULLY_CONNECTED_SMLAL_TAP(d, "r5")         \
    BN_FULLY_CONNECTED_SMLAL_TAP(e, "r6") BN_FULLY_CONNECTED_SMLAL_TAP(f, "r7")         \
    BN_FULLY_CONNECTED_SMLAL_TAP(g, "r8") BN_FULLY_CONNECTED_SMLAL_TAP(h, "r9")
    /* Four elements; the first load moves on from the four before. */
#define BN_FULLY_CONNECTED_SMLAL_FOUR                                                                                \
    BN_FULLY_CONNECTED_SMLAL_ELEMENT(", #32]!", ", #1]", ", #2]", ", #3]", ", #4]", ", #5]", ", #6]", ", #7]")         \
    BN_FULLY_CONNECTED_SMLAL_ELEMENT(", #8]", ", #9]", ", #10]", ", #11]", ", #12]", ", #13]", ", #14]", ", #15]")     \
    BN_FULLY_CONNECTED_SMLAL_ELEMENT(", #16]", ", #17]", ", #18]", ", #19]", ", #20]", ", #21]", ", #22]", ", #23]")   \
    BN_FULLY_CONNECTED_SMLAL_ELEMENT(", #24]", ", #25]", ", #26]", ", #27]", ", #28]", ", #29]", ", #30]", ", #31]")
    /* Eight elements a turn; where they are an odd number of fours, the first turn is half of one. */
    __asm__ volatile("sub r10, #32\n\t"
                     "subs r0, r12, r11\n\t"
                     "tst r0, #4\n\t"
                     "mov r2, #0\n\t"
                     "mov r3, #0\n\t"
                     "mov r4, #0\n\t"
                     "mov r5, #0\n\t"
                     "mov r6, #0\n\t"
                     "mov r7, #0\n\t"
                     "mov r8, #0\n\t"
                     "mov r9, #0\n\t"
                     "bne 2f\n"
                     "1:\n\t" BN_FULLY_CONNECTED_SMLAL_FOUR
                     "2:\n\t" BN_FULLY_CONNECTED_SMLAL_FOUR
                     "cmp r11, r12\n\t"
                     "bne 1b\n\t"
                     "add r10, #32\n\t"
                     "stm lr, {r2-r9}"
                     : "+r"(at_weights), "+r"(at_input)
                     : "r"(end), "r"(at_sums)
                     : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "cc", "memory");
#undef BN_FULLY_CONNECTED_SMLAL_FOUR
#undef BN_FULLY_CONNECTED_SMLAL_ELEMENT
#undef BN_FULLY_CONNECTED_SMLAL_TAP
    return at_weights;
}

/* fields is a literal, so that the scale of all outputs stays in registers where there is one. */
BN_INLINE void bn_fully_connected_smlal_all(const bn_fully_connected_s8_smlal_params *p, const int8_t *input, int8_t *output, int32_t fields)
{
    const int8_t *weights = p->weights;
    const int32_t *channel = p->channels;
    const int32_t rounding = p->output_rounding, clamped = p->activation_min > INT8_MIN || p->activation_max < INT8_MAX;
    for (int32_t left = p->outputs; left > 0; left -= BN_FULLY_CONNECTED_SMLAL_ROWS) {
        const int32_t count = left < BN_FULLY_CONNECTED_SMLAL_ROWS ? left : BN_FULLY_CONNECTED_SMLAL_ROWS;
        int32_t sums[BN_FULLY_CONNECTED_SMLAL_ROWS];
        weights = bn_fully_connected_smlal_8(weights, input, p->depth, sums);
        for (int32_t i = 0; i < count; i++) {
            const int32_t *const scale = fields == 1 ? p->scale : channel + 1;
            const int32_t value = bn_requantize_bounded(sums[i] + channel[0], scale[0], scale[1], rounding);
            int32_t saturated;
            __asm__("ssat %0, #8, %1" : "=r"(saturated) : "r"(value) : "cc");
            *output++ = (int8_t)(clamped ? bn_clamp(saturated, p->activation_min, p->activation_max) : saturated);
            channel += fields;
        }
    }
}

void bn_fully_connected_s8_smlal(const bn_fully_connected_s8_smlal_params *p, const int8_t *input, int8_t *output)
{
    if (p->fields == 1) {
        bn_fully_connected_smlal_all(p, input, output, 1);
    } else {
        bn_fully_connected_smlal_all(p, input, output, 3);
    }
}
