/* bn_sign_s32.h - int32 SIGN. */
#ifndef BN_SIGN_S32_H
#define BN_SIGN_S32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_sign_s32_params;

/* output may be input. */
void bn_sign_s32(const bn_sign_s32_params *p, const int32_t *input, int32_t *output);

#endif
