/* bn_circular_buffer_s8.h - the last inputs of a stream. */
#ifndef BN_CIRCULAR_BUFFER_S8_H
#define BN_CIRCULAR_BUFFER_S8_H

#include <stdint.h>

typedef struct {
    int32_t slots;
    int32_t depth;  /* elements of a slot */
    int32_t cycles; /* runs from one that goes on to the next */
} bn_circular_buffer_s8_params;

/* kept: state, [slots][depth]; runs: state; complete: whether this is a run that goes on. */
void bn_circular_buffer_s8(const bn_circular_buffer_s8_params *p, const int8_t *input, int8_t *kept, int32_t *runs, uint8_t *complete);

#endif
