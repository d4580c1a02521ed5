#include "bn_scalar_float.h"

#include "bn_lm_linear_dsp.h"

#include "bn_dsp.h"
#include "bn_lm_dsp.h"
#include "bn_lm_rows.h"

/* Fewer than four codes, the first in the lowest byte. */
static inline uint32_t load_last(const int8_t *codes, int32_t count)
{
    uint32_t word = 0;
    for (int32_t i = 0; i < count; i++) {
        word |= (uint32_t)(uint8_t)codes[i] << (8 * i);
    }
    return word;
}

/* Four codes as bn_lm_dsp_bytes takes them; returns start and what it makes of the even bytes' 128 too much, negative. */
static inline int32_t pair_four(uint32_t word, uint32_t x[2], int32_t start)
{
    const uint32_t odd = bn_extend_odd(word), even = word << 8 & 0xff00ff00u;
    x[0] = odd;
    x[1] = bn_subtract_halves(even, odd);
    return bn_dot_2(even, 0xff80ff80u, start);
}

static inline int32_t pair_codes(const int8_t *codes, int32_t count, uint32_t *x)
{
    int32_t start = 0, i = 0;
    for (; i + 4 <= count; i += 4) {
        start = pair_four(bn_load_4(codes + i), x, start);
        x += 2;
    }
    return i < count ? pair_four(load_last(codes + i, count - i), x, start) : start;
}

/* Codes as int16, filled up with zeros to a multiple of 8; returns -8 times their sum: nibbles are 8 too large. */
static inline int32_t widen_codes(const int8_t *codes, int32_t count, uint32_t *x)
{
    int32_t start = 0;
    for (int32_t i = 0; i < (count + 7) / 8 * 8; i += 4) {
        const uint32_t word = count - i >= 4 ? bn_load_4(codes + i) : load_last(codes + i, count - i), even = bn_extend_even(word), odd = bn_extend_odd(word);
        *x++ = bn_pack_low(even, odd);
        *x++ = bn_pack_high(even, odd);
        start = bn_dot_2(even, 0xfff8fff8u, start);
        start = bn_dot_2(odd, 0xfff8fff8u, start);
    }
    return start;
}

/* The codes of the next columns, and what bn_lm_dsp_bytes has to know of them; returns the codes behind. */
static int16_t *byte_chunk(const int8_t *codes, int32_t count, int16_t *x, bn_lm_dsp_chunk *chunk)
{
    const int32_t words = (count + 3) / 4, start = pair_codes(codes, count, (uint32_t *)(void *)x);
    *chunk = (bn_lm_dsp_chunk){start, x + words % 4 * 4, x + words * 4};
    return x + words * 4;
}

static inline bn_lm_dsp_chunk *chunks_behind(const bn_lm_linear_w8_params *p, void *scratch, int32_t multiple)
{
    return (bn_lm_dsp_chunk *)(void *)((int16_t *)scratch + bn_lm_padded(p, multiple));
}

#if BN_LM_FPU && BN_LM_ALL_REGISTERS

/* The chunks of a matrix whose groups are one each; returns behind them. */
static const bn_lm_dsp_chunk *byte_chunks(const bn_lm_linear_w8_params *p, const int8_t *codes, int16_t *x, bn_lm_dsp_chunk *chunk)
{
    for (int32_t begin = 0; begin < p->columns; begin += p->group) {
        x = byte_chunk(codes + begin, bn_lm_group_end(p, begin) - begin, x, chunk++);
    }
    return chunk;
}

void bn_lm_linear_w8_dsp(const bn_lm_linear_w8_dsp_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    bn_lm_dsp_chunk *const chunks = chunks_behind(p, scratch, 4);
    const bn_lm_dsp_chunk *const behind = byte_chunks(p, codes, scratch, chunks);
    const int32_t whole = p->rows / 4 * 4, left = p->rows - whole, groups = (int32_t)(behind - chunks);
    bn_lm_dsp_rows rows = {chunks, behind, p->scales, scratch, output, output + whole, *scale, 0.0f};
    const uint32_t *const weights = whole > 0 ? bn_lm_dsp_byte_rows(p->weights, &rows) : p->weights;
    if (left > 0) {
        float results[4];
        rows.scales = p->scales + whole * groups;
        rows.output = results;
        rows.output_end = results + 4;
        bn_lm_dsp_byte_rows(weights, &rows);
        memcpy(output + whole, results, (size_t)left * sizeof *results);
    }
    for (int32_t row = 0; p->bias != NULL && row < p->rows; row++) {
        output[row] += p->bias[row];
    }
}

#else

void bn_lm_linear_w8_dsp(const bn_lm_linear_w8_dsp_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    bn_lm_linear_w8_dsp_long(p, codes, scale, output, scratch);
}

#endif

void bn_lm_linear_w8_dsp_long(const bn_lm_linear_w8_dsp_long_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    bn_lm_dsp_chunk *const chunks = chunks_behind(p, scratch, 4), *chunk = chunks;
    int16_t *x = scratch;
    for (int32_t begin = 0; begin < p->columns; begin += p->group) {
        const int32_t end = bn_lm_group_end(p, begin);
        for (int32_t i = begin; i < end; i += BN_LM_DSP_CHUNK) {
            x = byte_chunk(codes + i, end - i < BN_LM_DSP_CHUNK ? end - i : BN_LM_DSP_CHUNK, x, chunk++);
        }
    }
    const uint16_t *scales = p->scales;
    const int32_t plain = bn_lm_plain_rows(p);
    bn_lm_dsp_place at = {p->weights, scratch};
    for (int32_t row = 0; row < p->rows; row += 4) {
        float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        at.codes = scratch;
        chunk = chunks;
        for (int32_t begin = 0; begin < p->columns; begin += p->group) {
            const int32_t end = bn_lm_group_end(p, begin);
            int32_t own[4] = {0, 0, 0, 0};
            for (int32_t i = begin; i < end; i += BN_LM_DSP_CHUNK) {
                int32_t part[4];
                at = bn_lm_dsp_bytes(at, chunk++, part);
                for (int32_t k = 0; k < 4; k++) {
                    own[k] += part[k] >> 8;
                }
            }
            bn_lm_add_group(sums, own, scales);
            scales += 4;
        }
        bn_lm_finish_rows(p, sums, row, plain, *scale, output);
    }
}

void bn_lm_linear_w4_dsp(const bn_lm_linear_w4_dsp_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    bn_lm_dsp_chunk *const chunks = chunks_behind(p, scratch, 8), *behind = chunks;
    int16_t *x = scratch;
    for (int32_t begin = 0; begin < p->columns; begin += p->group) {
        const int32_t count = bn_lm_group_end(p, begin) - begin, start = widen_codes(codes + begin, count, (uint32_t *)(void *)x);
        x += (count + 7) / 8 * 8;
        *behind++ = (bn_lm_dsp_chunk){start, x, x};
    }
    const uint16_t *scales = p->scales;
    const int32_t plain = bn_lm_plain_rows(p);
    bn_lm_dsp_place at = {p->weights, scratch};
    for (int32_t row = 0; row < p->rows; row += 4) {
        float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        at.codes = scratch;
        for (const bn_lm_dsp_chunk *chunk = chunks; chunk < behind; chunk++) {
            int32_t own[4];
            at = bn_lm_dsp_nibbles(at, chunk, own);
            bn_lm_add_group(sums, own, scales);
            scales += 4;
        }
        bn_lm_finish_rows(p, sums, row, plain, *scale, output);
    }
}
