#include "bn_topk_s64.h"

void bn_topk_s64(const bn_topk_s64_params *p, const int64_t *input, int64_t *values, int32_t *indexes)
{
    for (int32_t row = 0; row < p->rows; row++) {
        for (int32_t i = 0; i < p->depth; i++) {
            /* In front of the smaller ones so far; of equal ones the first stays first. */
            int32_t place = i < p->count ? i : p->count;
            for (; place > 0 && input[i] > values[place - 1]; place--) {
                if (place < p->count) {
                    values[place] = values[place - 1];
                    indexes[place] = indexes[place - 1];
                }
            }
            if (place < p->count) {
                values[place] = input[i];
                indexes[place] = i;
            }
        }
        input += p->depth;
        values += p->count;
        indexes += p->count;
    }
}
