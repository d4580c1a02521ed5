/* bn_window.h - a window that walks over an image: what of it lies inside. */
#ifndef BN_WINDOW_H
#define BN_WINDOW_H

#include <stdint.h>

#include "bn_inline.h"

typedef struct {
    int32_t height;
    int32_t width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t dilation_height;
    int32_t dilation_width;
    int32_t pad_top;  /* rows above the image */
    int32_t pad_left; /* columns left of it */
} bn_window;

/* Taps [first, end) of a window lie inside; tap t is at start + t * dilation, where start may be negative. */
typedef struct {
    int32_t start;
    int32_t first;
    int32_t end;
} bn_window_part;

BN_INLINE bn_window_part bn_window_clip(int32_t start, int32_t taps, int32_t dilation, int32_t extent)
{
    const int32_t first = start < 0 ? (-start + dilation - 1) / dilation : 0;
    const int32_t fitting = start < extent ? (extent - start + dilation - 1) / dilation : 0;
    const bn_window_part part = {start, first, fitting < taps ? fitting : taps};
    return part;
}

BN_INLINE bn_window_part bn_window_rows(const bn_window *w, int32_t y, int32_t height)
{
    return bn_window_clip(y * w->stride_height - w->pad_top, w->height, w->dilation_height, height);
}

BN_INLINE bn_window_part bn_window_columns(const bn_window *w, int32_t x, int32_t width)
{
    return bn_window_clip(x * w->stride_width - w->pad_left, w->width, w->dilation_width, width);
}

#endif
