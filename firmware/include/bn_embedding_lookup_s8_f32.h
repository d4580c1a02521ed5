/* bn_embedding_lookup_s8_f32.h - rows of an int8 table as float32. */
#ifndef BN_EMBEDDING_LOOKUP_S8_F32_H
#define BN_EMBEDDING_LOOKUP_S8_F32_H

#include <stdint.h>

typedef struct {
    int32_t count; /* rows to look up */
    int32_t rows;  /* of the table; an id outside is taken for the nearest inside */
    int32_t width;
    float scale;
} bn_embedding_lookup_s8_f32_params;

void bn_embedding_lookup_s8_f32(const bn_embedding_lookup_s8_f32_params *p, const int32_t *ids, const int8_t *table, float *output);

#endif
