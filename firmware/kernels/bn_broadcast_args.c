#include "bn_broadcast_args.h"

#include <stdbool.h>

void bn_broadcast_args_s32(const bn_broadcast_args_params *p, const int32_t *left, const int32_t *right, int32_t *output)
{
    for (int32_t end = 1; end <= p->output; end++) {
        const bool has_left = end <= p->left, has_right = end <= p->right;
        const bool from_right = !has_left || (has_right && left[p->left - end] == 1);
        output[p->output - end] = from_right ? right[p->right - end] : left[p->left - end];
    }
}

void bn_broadcast_args_s64(const bn_broadcast_args_params *p, const int64_t *left, const int64_t *right, int64_t *output)
{
    for (int32_t end = 1; end <= p->output; end++) {
        const bool has_left = end <= p->left, has_right = end <= p->right;
        const bool from_right = !has_left || (has_right && left[p->left - end] == 1);
        output[p->output - end] = from_right ? right[p->right - end] : left[p->left - end];
    }
}
