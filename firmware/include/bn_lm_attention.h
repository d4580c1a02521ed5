/* bn_lm_attention.h - attention of one position over the keys and values kept of it and those before. Twin: runtime-ts/language_model/arithmetic.ts. */
#ifndef BN_LM_ATTENTION_H
#define BN_LM_ATTENTION_H

#include <stdint.h>

typedef struct {
    int32_t heads;
    int32_t key_value_heads;
    int32_t head_width;
    int32_t slots;        /* position t is in slot t modulo slots */
    int32_t context;      /* a position outside it is taken for the nearest inside */
    int32_t value_limit;  /* quantized: the largest code of a value, 127 or 7 */
    int32_t most;         /* quantized: the largest integer weight of a value */
} bn_lm_attention_q8_params;
typedef bn_lm_attention_q8_params bn_lm_attention_f32_params;

/* Slots one after the other. */
typedef struct {
    int32_t from;
    int32_t to;
} bn_lm_run;

/* The slot of a position, and those of all that are kept, oldest first: up to the last slot, then from slot 0 on. */
typedef struct {
    int32_t slot;
    int32_t count;
    bn_lm_run runs[2];
} bn_lm_span;

static inline bn_lm_span bn_lm_span_of(const bn_lm_attention_q8_params *p, int32_t position)
{
    const int32_t at = position < 0 ? 0 : position >= p->context ? p->context - 1 : position, slot = at % p->slots;
    if (at + 1 < p->slots) return (bn_lm_span){slot, at + 1, {{0, at + 1}, {0, 0}}};
    return (bn_lm_span){slot, p->slots, {{slot + 1, p->slots}, {0, slot + 1}}};
}

/* kept_keys, kept_values: [key_value_heads][slots][head_width]. scratch: slots floats. */
void bn_lm_attention_f32(const bn_lm_attention_f32_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                         float *kept_keys, float *kept_values, float *output, void *scratch);

#endif
