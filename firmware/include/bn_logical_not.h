/* bn_logical_not.h - LOGICAL_NOT. */
#ifndef BN_LOGICAL_NOT_H
#define BN_LOGICAL_NOT_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_logical_not_params;

/* output may be input. */
void bn_logical_not(const bn_logical_not_params *p, const uint8_t *input, uint8_t *output);

#endif
