#include "bn_strict_float.h"

#include "bn_embedding_lookup_s8_f32.h"

#include "bn_fixed_point.h"

void bn_embedding_lookup_s8_f32(const bn_embedding_lookup_s8_f32_params *p, const int32_t *ids, const int8_t *table, float *output)
{
    for (int32_t at = 0; at < p->count; at++) {
        const int8_t *row = table + bn_clamp(ids[at], 0, p->rows - 1) * p->width;
        for (int32_t i = 0; i < p->width; i++) {
            *output++ = p->scale * (float)row[i];
        }
    }
}
