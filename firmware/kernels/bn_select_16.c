#include "bn_select_16.h"

/* The bytes of any type of this size. */
typedef uint16_t __attribute__((may_alias)) element;

void bn_select_16(const bn_select_16_params *p, const uint8_t *condition, const void *x, const void *y, void *output)
{
    const bn_select_loop *inner = &p->loops[p->rank - 1];
    bn_select_row row = {0};
    element *to = output;
    do {
        const uint8_t *c = condition + row.condition;
        const element *a = (const element *)x + row.x, *b = (const element *)y + row.y;
        for (int32_t i = 0; i < inner->extent; i++) {
            *to++ = *c != 0 ? *a : *b;
            c += inner->condition_step;
            a += inner->x_step;
            b += inner->y_step;
        }
    } while (bn_select_next(p, &row));
}
