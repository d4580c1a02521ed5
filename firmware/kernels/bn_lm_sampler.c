#include "bn_scalar_float.h"

#include "bn_float.h"

#include "bn_lm_sampler.h"

uint64_t bn_lm_seed(uint64_t seed)
{
    return seed == 0 ? 1 : seed;
}

/* xorshift64*: 0 to 1, less than 1, in steps of 2^-24. */
static float next(uint64_t *random)
{
    uint64_t s = *random;
    s ^= s >> 12;
    s ^= s << 25;
    s ^= s >> 27;
    *random = s;
    return (float)(uint32_t)((s * UINT64_C(0x2545f4914f6cdd1d)) >> 40) / 16777216.0f;
}

/* The largest, the lowest id of equals. */
static int32_t likeliest(const float *values, int32_t count)
{
    int32_t best = 0;
    for (int32_t id = 1; id < count; id++) {
        if (values[id] > values[best]) {
            best = id;
        }
    }
    return best;
}

/* The likeliest token behind another in the order of falling probability and rising id, of those of at least `least`; -1 behind the last. */
static int32_t following(const float *probabilities, int32_t count, int32_t before, float least)
{
    int32_t best = -1;
    for (int32_t id = 0; id < count; id++) {
        const float p = probabilities[id];
        const int behind = before < 0 || p < probabilities[before] || (p == probabilities[before] && id > before);
        if (p >= least && behind && (best < 0 || p > probabilities[best])) {
            best = id;
        }
    }
    return best;
}

static int32_t pick_of_all(const float *probabilities, int32_t count, float aim)
{
    float reached = 0.0f;
    for (int32_t id = 0; id < count; id++) {
        reached = reached + probabilities[id];
        if (aim < reached) {
            return id;
        }
    }
    return count - 1;
}

/* Without a list of ids: the tokens are found anew in both walks. */
static int32_t pick_of_few(const float *probabilities, int32_t count, int32_t most, float top_p, float coin)
{
    const int nucleus = top_p > 0.0f && top_p < 1.0f;
    /* Below this share a token cannot be among those that sum to P. */
    const float least = nucleus ? (1.0f - top_p) / (float)(count - 1) : 0.0f;
    float total = 0.0f, reached = 0.0f;
    int32_t kept = 0, id = -1;
    for (int32_t found = following(probabilities, count, -1, least); found >= 0 && kept < most; found = following(probabilities, count, found, least)) {
        total = total + probabilities[found];
        kept++;
        if (nucleus && total > top_p) {
            break;
        }
    }
    const float aim = coin * total;
    for (int32_t at = 0; at < kept; at++) {
        id = following(probabilities, count, id, least);
        reached = reached + probabilities[id];
        if (aim < reached) {
            break;
        }
    }
    return id < 0 ? 0 : id;
}

int32_t bn_lm_sample(float *logits, int32_t count, bn_lm_sampling how, uint64_t *random)
{
    if (how.temperature == 0.0f) {
        return likeliest(logits, count);
    }
    float sum = 0.0f;
    for (int32_t id = 0; id < count; id++) {
        logits[id] = logits[id] / how.temperature;
    }
    const float largest = logits[likeliest(logits, count)];
    for (int32_t id = 0; id < count; id++) {
        logits[id] = bn_exp(logits[id] - largest);
        sum = sum + logits[id];
    }
    for (int32_t id = 0; id < count; id++) {
        logits[id] = logits[id] / sum;
    }
    const float coin = next(random);
    const int few = how.top_k > 0 && how.top_k < count;
    if (few || (how.top_p > 0.0f && how.top_p < 1.0f)) {
        return pick_of_few(logits, count, few ? how.top_k : count, how.top_p, coin);
    }
    return pick_of_all(logits, count, coin);
}
