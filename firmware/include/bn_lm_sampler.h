/* From logits to a token: the likeliest, or one by chance. Twin: runtime-ts/language_model/sampler.ts. */
#ifndef BN_LM_SAMPLER_H
#define BN_LM_SAMPLER_H

#include <stdint.h>

typedef struct {
    float temperature; /* 0: the likeliest token */
    int32_t top_k;     /* only the K likeliest; 0: all */
    float top_p;       /* only the likeliest whose probabilities sum to more than P; 0, or 1 and more: all */
} bn_lm_sampling;

/* A start for the random numbers; one of 0 is taken for 1. */
uint64_t bn_lm_seed(uint64_t seed);

/* A token. Logits become probabilities where they lie, unless the temperature is 0. Equal probabilities are ordered by id. */
int32_t bn_lm_sample(float *logits, int32_t count, bn_lm_sampling how, uint64_t *random);

#endif
