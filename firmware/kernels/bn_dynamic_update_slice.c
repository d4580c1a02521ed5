#include "bn_dynamic_update_slice.h"

#include <stdbool.h>
#include <string.h>

#include "bn_fixed_point.h"

/* Copies the rows of the block to where output begins. */
static void copy_block(const bn_dynamic_update_slice_params *p, const uint8_t *update, uint8_t *output)
{
    int32_t index[BN_UPDATE_RANK] = {0};
    bool more = true;
    while (more) {
        memcpy(output, update, (size_t)p->run);
        update += p->run;
        more = false;
        /* The last dimension lies within a run. */
        for (int32_t at = p->rank - 2; at >= 0 && !more; at--) {
            output += p->loops[at].step;
            more = ++index[at] < p->loops[at].extent;
            if (!more) {
                index[at] = 0;
                output -= p->loops[at].extent * p->loops[at].step;
            }
        }
    }
}

void bn_dynamic_update_slice_s32(const bn_dynamic_update_slice_params *p, const void *operand, const void *update, const int32_t *indices,
                                 void *output)
{
    uint8_t *to = output;
    memcpy(output, operand, (size_t)p->bytes);
    for (int32_t at = 0; at < p->rank; at++) {
        to += bn_clamp(indices[at], 0, p->loops[at].last) * p->loops[at].step;
    }
    copy_block(p, update, to);
}

void bn_dynamic_update_slice_s64(const bn_dynamic_update_slice_params *p, const void *operand, const void *update, const int64_t *indices,
                                 void *output)
{
    int32_t narrow[BN_UPDATE_RANK];
    for (int32_t at = 0; at < p->rank; at++) {
        narrow[at] = indices[at] < 0 ? 0 : indices[at] > INT32_MAX ? INT32_MAX : (int32_t)indices[at];
    }
    bn_dynamic_update_slice_s32(p, operand, update, narrow, output);
}
