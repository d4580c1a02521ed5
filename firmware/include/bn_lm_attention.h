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

/* kept_keys, kept_values: [key_value_heads][slots][head_width]. scratch: slots floats. */
void bn_lm_attention_f32(const bn_lm_attention_f32_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                         float *kept_keys, float *kept_values, float *output, void *scratch);

/* kept_keys: [key_value_heads][slots][head_width]; kept_values: [key_value_heads][head_width][slots]; scales: [key_value_heads][slots], binary16.
 * scratch: slots floats, as many int16, head_width codes. */
void bn_lm_attention_q8(const bn_lm_attention_q8_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                        int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch);

#endif
