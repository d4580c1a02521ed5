/* bn_depthwise_plane.h - a row of one channel's windows of three by three, whose rows are three runs of bytes. */
#ifndef BN_DEPTHWISE_PLANE_H
#define BN_DEPTHWISE_PLANE_H

#include <stdint.h>

#include "bn_inline.h"
#include "bn_requantize_bounded.h"

typedef struct {
    const int8_t *rows[3];   /* of the first window */
    const int8_t *weights;   /* [3][3] */
    int8_t *output;
    int32_t step;            /* from one window to the next */
    int32_t pitch;           /* from one output to the next */
    int32_t multiplier;
    int32_t right_less_one;
    int32_t count;           /* positions */
    int32_t bias;
    int32_t rounding;        /* twice the output's zero point, and 1 */
} bn_depthwise_plane;

#if defined(__thumb2__)

/* bn_requantize_bounded, saturated: SSAT takes the last shift with it. From C, gcc 12 keeps half of this on the stack. */
BN_INLINE void bn_depthwise_plane_3x3(const bn_depthwise_plane *plane)
{
    register const bn_depthwise_plane *at_plane __asm__("r0") = plane;
#define BN_DEPTHWISE_PLANE_TAP(row, at, tap)   \
    "ldrsb r12, [" row ", #" at "]\n\t"        \
    "ldrsb lr, [r4, #" tap "]\n\t"             \
    "mla r11, r12, lr, r11\n\t"
    __asm__ volatile("ldm r0, {r1-r10}\n"
                     "1:\n\t"
                     "ldr r11, [r0, #40]\n\t"
                     BN_DEPTHWISE_PLANE_TAP("r1", "0", "0") BN_DEPTHWISE_PLANE_TAP("r1", "1", "1") BN_DEPTHWISE_PLANE_TAP("r1", "2", "2")
                     BN_DEPTHWISE_PLANE_TAP("r2", "0", "3") BN_DEPTHWISE_PLANE_TAP("r2", "1", "4") BN_DEPTHWISE_PLANE_TAP("r2", "2", "5")
                     BN_DEPTHWISE_PLANE_TAP("r3", "0", "6") BN_DEPTHWISE_PLANE_TAP("r3", "1", "7") BN_DEPTHWISE_PLANE_TAP("r3", "2", "8")
                     "add r1, r6\n\t"
                     "add r2, r6\n\t"
                     "add r3, r6\n\t"
                     "lsl r11, r11, #1\n\t"
                     "smull r12, r11, r11, r8\n\t"
                     "ldr lr, [r0, #44]\n\t"
                     "add r11, r11, r12, lsr #31\n\t"
                     "add r11, r11, r11, asr #31\n\t"
                     "asr r11, r11, r9\n\t"
                     "add r11, lr\n\t"
                     "ssat r11, #8, r11, asr #1\n\t"
                     "strb r11, [r5]\n\t"
                     "add r5, r7\n\t"
                     "subs r10, #1\n\t"
                     "bne 1b"
                     :
                     : "r"(at_plane)
                     : "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
#undef BN_DEPTHWISE_PLANE_TAP
}

#else

BN_INLINE void bn_depthwise_plane_3x3(const bn_depthwise_plane *plane)
{
    const int8_t *a = plane->rows[0], *b = plane->rows[1], *c = plane->rows[2], *const w = plane->weights;
    const int32_t step = plane->step, pitch = plane->pitch, multiplier = plane->multiplier, right_less_one = plane->right_less_one;
    const int32_t bias = plane->bias, rounding = plane->rounding;
    int8_t *output = plane->output;
    for (int32_t left = plane->count; left > 0; left--) {
        int32_t sum = bias + a[0] * w[0] + a[1] * w[1] + a[2] * w[2];
        sum += b[0] * w[3] + b[1] * w[4] + b[2] * w[5];
        sum += c[0] * w[6] + c[1] * w[7] + c[2] * w[8];
        *output = (int8_t)bn_clamp(bn_requantize_bounded(sum, multiplier, right_less_one, rounding), INT8_MIN, INT8_MAX);
        a += step;
        b += step;
        c += step;
        output += pitch;
    }
}

#endif

#endif
