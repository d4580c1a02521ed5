#include "bn_move.h"

#include <stdbool.h>
#include <string.h>

void bn_move(const bn_move_params *p, const void *input, void *output)
{
    const uint8_t *from = (const uint8_t *)input + p->input_start;
    uint8_t *to = (uint8_t *)output + p->output_start;
    int32_t index[BN_MOVE_RANK] = {0};
    bool more = true;
    while (more) {
        if (p->run == 1) {
            *to = *from;
        } else {
            memcpy(to, from, (size_t)p->run);
        }
        more = false;
        for (int32_t at = p->rank - 1; at >= 0 && !more; at--) {
            const bn_move_loop *loop = &p->loops[at];
            from += loop->input_step;
            to += loop->output_step;
            more = ++index[at] < loop->extent;
            if (!more) {
                index[at] = 0;
                from -= loop->extent * loop->input_step;
                to -= loop->extent * loop->output_step;
            }
        }
    }
}
