#include "bn_lm_attention_q8_neon.h"

void bn_lm_attention_q8_neon(const bn_lm_attention_q8_neon_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                             int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch)
{
    bn_lm_attention_q8_neon_inline(p, query, keys, values, position, kept_keys, kept_values, key_scales, value_scales, output, scratch);
}
