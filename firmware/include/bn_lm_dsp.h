/* bn_lm_dsp.h - integer sums of products of a language model's matrices, for cores with dual multiply-accumulates: what compilers make of C takes twice
 * the instructions. */
#ifndef BN_LM_DSP_H
#define BN_LM_DSP_H

#include <stdint.h>

#include "bn_dsp.h"
#include "bn_lm_fpu.h"

/* Inline assembly that takes nearly every register: where gcc does not optimize it keeps one for the frame, and clang finds none. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#define BN_LM_ALL_REGISTERS 1
#else
#define BN_LM_ALL_REGISTERS 0
#endif

/* Where weights and codes go on behind a chunk. */
typedef struct {
    const uint32_t *weights;
    const int16_t *codes;
} bn_lm_dsp_place;

/* Columns of a group that are summed in one go. */
typedef struct {
    int32_t start;       /* of the sums of each row */
    const int16_t *lead; /* behind the codes of the first few words, so that those left are a multiple of 4 */
    const int16_t *end;
} bn_lm_dsp_chunk;

/* So many products of 256 * 127 * 128 fit 32 bits. */
enum { BN_LM_DSP_CHUNK = 512 };

/* A word of each of four rows, r2 to r5, times codes. As halves words are 256 * odd + even. */
#define BN_LM_DSP_BYTES \
    "ldrd %[odd], %[even], [%[codes]], #8\n\t" \
    "ldmia %[weights]!, {r2-r5}\n\t" \
    "smlad %[a], r2, %[odd], %[a]\n\t" "uxtb16 r2, r2\n\t" "smlad %[a], r2, %[even], %[a]\n\t" \
    "smlad %[b], r3, %[odd], %[b]\n\t" "uxtb16 r3, r3\n\t" "smlad %[b], r3, %[even], %[b]\n\t" \
    "smlad %[c], r4, %[odd], %[c]\n\t" "uxtb16 r4, r4\n\t" "smlad %[c], r4, %[even], %[c]\n\t" \
    "smlad %[d], r5, %[odd], %[d]\n\t" "uxtb16 r5, r5\n\t" "smlad %[d], r5, %[even], %[d]\n\t"

/* sums[0..3] = start + 256 times four rows of bytes times codes, modulo 2^32. Of every four columns the codes are two words: columns 1 and 3, and 256 times columns 0
 * and 2 less those; bytes of even columns are unsigned. So three instructions do for four products. */
static inline bn_lm_dsp_place bn_lm_dsp_bytes(bn_lm_dsp_place at, const bn_lm_dsp_chunk *chunk, int32_t sums[4])
{
#if BN_LM_ALL_REGISTERS
    int32_t a = chunk->start, b = a, c = a, d = a;
    uint32_t odd, even;
    const int16_t *const lead = chunk->lead, *const end = chunk->end;
    __asm__ volatile("b 2f\n"
            "1:\n\t" BN_LM_DSP_BYTES
            "2:\n\t"
            "ldr r2, %[lead]\n\t"
            "cmp %[codes], r2\n\t"
            "bne 1b"
            : [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [weights] "+r"(at.weights), [codes] "+r"(at.codes), [odd] "=&r"(odd), [even] "=&r"(even)
            : [lead] "m"(lead)
            : "r2", "r3", "r4", "r5", "cc", "memory");
    __asm__ volatile("b 2f\n"
            "1:\n\t" BN_LM_DSP_BYTES BN_LM_DSP_BYTES BN_LM_DSP_BYTES BN_LM_DSP_BYTES
            "2:\n\t"
            "ldr r2, %[end]\n\t"
            "cmp %[codes], r2\n\t"
            "bne 1b"
            : [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [weights] "+r"(at.weights), [codes] "+r"(at.codes), [odd] "=&r"(odd), [even] "=&r"(even)
            : [end] "m"(end)
            : "r2", "r3", "r4", "r5", "cc", "memory");
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    return at;
#else
    for (int32_t row = 0; row < 4; row++) {
        sums[row] = chunk->start;
    }
    for (; at.codes != chunk->end; at.codes += 4) {
        const uint32_t odd = bn_load_4(at.codes), even = bn_load_4(at.codes + 2);
        for (int32_t row = 0; row < 4; row++) {
            const uint32_t word = *at.weights++;
            sums[row] = bn_dot_2(word & 0x00ff00ffu, even, bn_dot_2(word, odd, sums[row]));
        }
    }
    return at;
#endif
}

/* What bn_lm_dsp_byte_rows walks through, in the order in which it takes them. */
typedef struct {
    const bn_lm_dsp_chunk *chunks;
    const bn_lm_dsp_chunk *chunks_end;
    const uint16_t *scales;
    const int16_t *codes;
    float *output;
    const float *output_end; /* a multiple of four behind output, not 0 */
    float scale;             /* of the codes */
    float zero;
} bn_lm_dsp_rows;

#if BN_LM_FPU && BN_LM_ALL_REGISTERS

/* output = scale * sums over groups, each a chunk, of (exact dot product) * scales, for whole fours of rows; returns the weights behind. What is not in use stays
 * in registers of the floating-point unit: chunks in s16 and s17, scales in s18, codes in s19, output in s20 and s21, scale in s22, zero in s23. Sums are 256 times
 * the dot products, so their conversion takes them for numbers with 8 bits behind the point. */
static inline const uint32_t *bn_lm_dsp_byte_rows(const uint32_t *weights, const bn_lm_dsp_rows *rows)
{
    int32_t a, b, c, d;
    uint32_t odd = (uint32_t)(uintptr_t)rows, even;
    const int16_t *codes, *end;
    __asm__ volatile("vldmia %[odd], {s16-s23}\n"
            "1:\n\t"
            "vmov.f32 s4, s23\n\t" "vmov.f32 s5, s23\n\t" "vmov.f32 s6, s23\n\t" "vmov.f32 s7, s23\n\t"
            "vmov %[codes], s19\n\t" "vmov r2, s16\n"
            "2:\n\t"
            "ldmia r2!, {r3-r5}\n\t"
            "vmov s0, r2\n\t" "vmov s1, r5\n\t"
            "mov %[a], r3\n\t" "mov %[b], r3\n\t" "mov %[c], r3\n\t" "mov %[d], r3\n\t" "mov %[end], r4\n\t"
            "cmp %[codes], %[end]\n\t"
            "beq 4f\n"
            "3:\n\t" BN_LM_DSP_BYTES
            "cmp %[codes], %[end]\n\t"
            "bne 3b\n"
            "4:\n\t"
            "vmov %[end], s1\n\t"
            "cmp %[codes], %[end]\n\t"
            "beq 6f\n"
            "5:\n\t" BN_LM_DSP_BYTES BN_LM_DSP_BYTES BN_LM_DSP_BYTES BN_LM_DSP_BYTES
            "cmp %[codes], %[end]\n\t"
            "bne 5b\n"
            "6:\n\t"
            "vmov s10, s11, %[a], %[b]\n\t" "vmov s12, s13, %[c], %[d]\n\t"
            "vmov r2, s18\n\t" "vldmia r2!, {s8, s9}\n\t" "vmov s18, r2\n\t"
            "vcvtb.f32.f16 s14, s8\n\t" "vcvtt.f32.f16 s15, s8\n\t" "vcvtb.f32.f16 s8, s9\n\t" "vcvtt.f32.f16 s9, s9\n\t"
            "vcvt.f32.s32 s10, s10, #8\n\t" "vcvt.f32.s32 s11, s11, #8\n\t" "vcvt.f32.s32 s12, s12, #8\n\t" "vcvt.f32.s32 s13, s13, #8\n\t"
            "vmul.f32 s10, s10, s14\n\t" "vmul.f32 s11, s11, s15\n\t" "vmul.f32 s12, s12, s8\n\t" "vmul.f32 s13, s13, s9\n\t"
            "vadd.f32 s4, s4, s10\n\t" "vadd.f32 s5, s5, s11\n\t" "vadd.f32 s6, s6, s12\n\t" "vadd.f32 s7, s7, s13\n\t"
            "vmov r2, s0\n\t" "vmov r3, s17\n\t"
            "cmp r2, r3\n\t"
            "bne 2b\n\t"
            "vmul.f32 s4, s4, s22\n\t" "vmul.f32 s5, s5, s22\n\t" "vmul.f32 s6, s6, s22\n\t" "vmul.f32 s7, s7, s22\n\t"
            "vmov r2, s20\n\t" "vmov r3, s21\n\t" "vstmia r2!, {s4-s7}\n\t" "vmov s20, r2\n\t"
            "cmp r2, r3\n\t"
            "bne 1b"
            : [weights] "+r"(weights), [codes] "=&r"(codes), [end] "=&r"(end), [a] "=&r"(a), [b] "=&r"(b), [c] "=&r"(c), [d] "=&r"(d), [odd] "+&r"(odd), [even] "=&r"(even)
            :
            : "s0", "s1", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23",
              "r2", "r3", "r4", "r5", "cc", "memory");
    return weights;
}

#endif

/* sums[0..3] = start + four rows of half-bytes, each 8 too large, a word of eight in turn, times codes. */
static inline bn_lm_dsp_place bn_lm_dsp_nibbles(bn_lm_dsp_place at, const bn_lm_dsp_chunk *chunk, int32_t sums[4])
{
#if BN_LM_ALL_REGISTERS
    int32_t a = chunk->start, b = a, c = a, d = a;
    uint32_t w, t, x0, x1, x2, x3;
    __asm__ volatile("1:\n\t"
            "ldrd %[x0], %[x1], [%[codes]], #8\n\t"
            "ldrd %[x2], %[x3], [%[codes]], #8\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[a], %[t], %[x0], %[a]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[a], %[t], %[x1], %[a]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[a], %[t], %[x2], %[a]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[a], %[t], %[x3], %[a]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[b], %[t], %[x0], %[b]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[b], %[t], %[x1], %[b]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[b], %[t], %[x2], %[b]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[b], %[t], %[x3], %[b]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[c], %[t], %[x0], %[c]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[c], %[t], %[x1], %[c]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[c], %[t], %[x2], %[c]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[c], %[t], %[x3], %[c]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[d], %[t], %[x0], %[d]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[d], %[t], %[x1], %[d]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[d], %[t], %[x2], %[d]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[d], %[t], %[x3], %[d]\n\t"
            "ldr %[t], %[end]\n\t"
            "cmp %[codes], %[t]\n\t"
            "bne 1b"
            : [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [weights] "+r"(at.weights), [codes] "+r"(at.codes), [w] "=&r"(w), [t] "=&r"(t),
              [x0] "=&r"(x0), [x1] "=&r"(x1), [x2] "=&r"(x2), [x3] "=&r"(x3)
            : [mask] "r"(0x000f000fu), [end] "m"(chunk->end)
            : "cc", "memory");
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    return at;
#else
    for (int32_t row = 0; row < 4; row++) {
        sums[row] = chunk->start;
    }
    for (; at.codes != chunk->end; at.codes += 8) {
        for (int32_t row = 0; row < 4; row++) {
            const uint32_t word = *at.weights++;
            for (int32_t k = 0; k < 4; k++) {
                sums[row] = bn_dot_2(word >> (4 * k) & 0x000f000fu, bn_load_4(at.codes + 2 * k), sums[row]);
            }
        }
    }
    return at;
#endif
}

#endif
