/* bn_window_pairs.h - the windows of four positions as words of two elements each, for kernels that multiply two inputs at once. */
#ifndef BN_WINDOW_PAIRS_H
#define BN_WINDOW_PAIRS_H

#include "bn_window.h"

/* Positions of images in order. */
typedef struct {
    const bn_window *window;
    const int8_t *image;
    const int8_t *zeros;     /* a tap outside of the image */
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t y;
    int32_t x;
} bn_window_walk;

/* Where a window is, and which part of it inside the image. */
typedef struct {
    const int8_t *image;
    bn_window_part rows;
    bn_window_part columns;
} bn_window_place;

/* count elements of two windows into every second word, those of b `apart` bits above those of a. */
BN_INLINE uint32_t *bn_window_pack(uint32_t *column, const int8_t *a, const int8_t *b, int32_t count, int32_t apart)
{
    for (; count >= 4; count -= 4) {
        column[0] = (uint32_t)a[0] + ((uint32_t)b[0] << apart);
        column[2] = (uint32_t)a[1] + ((uint32_t)b[1] << apart);
        column[4] = (uint32_t)a[2] + ((uint32_t)b[2] << apart);
        column[6] = (uint32_t)a[3] + ((uint32_t)b[3] << apart);
        column += 8;
        a += 4;
        b += 4;
    }
    for (; count > 0; count--) {
        *column = (uint32_t)*a++ + ((uint32_t)*b++ << apart);
        column += 2;
    }
    return column;
}

/* Whether all of a window is inside. */
BN_INLINE int32_t bn_window_is_whole(const bn_window *w, const bn_window_place *at)
{
    return at->rows.first == 0 && at->columns.first == 0 && at->rows.end == w->height && at->columns.end == w->width;
}

/* The tap's channels, or zero points. */
BN_INLINE const int8_t *bn_window_tap(const bn_window_walk *walk, const bn_window_place *at, int32_t fy, int32_t fx)
{
    if (fy < at->rows.first || fy >= at->rows.end || fx < at->columns.first || fx >= at->columns.end) return walk->zeros;
    const int32_t row = at->rows.start + fy * walk->window->dilation_height, column = at->columns.start + fx * walk->window->dilation_width;
    return at->image + (row * walk->input_width + column) * walk->input_channels;
}

BN_INLINE void bn_window_gather_pair(const bn_window_walk *walk, const bn_window_place *a, const bn_window_place *b, int32_t apart, uint32_t *column)
{
    const int32_t depth = walk->input_channels, width = walk->window->width;
    /* Rows of whole windows are runs of elements. */
    const int32_t whole = walk->window->dilation_width == 1 && bn_window_is_whole(walk->window, a) && bn_window_is_whole(walk->window, b);
    const int32_t runs = whole ? 1 : width, length = whole ? width * depth : depth;
    for (int32_t fy = 0; fy < walk->window->height; fy++) {
        for (int32_t fx = 0; fx < runs; fx++) {
            column = bn_window_pack(column, bn_window_tap(walk, a, fy, fx), bn_window_tap(walk, b, fy, fx), length, apart);
        }
    }
}

/* Takes the next four positions, or the last of `left` several times: elements of the first and second, and of the third and fourth, in turn. */
BN_INLINE void bn_window_take_four(bn_window_walk *walk, int32_t left, int32_t apart, uint32_t *columns)
{
    bn_window_place places[2];
    for (int32_t at = 0; at < 4; at++) {
        const bn_window_place place = {walk->image, bn_window_rows(walk->window, walk->y, walk->input_height), bn_window_columns(walk->window, walk->x, walk->input_width)};
        places[at % 2] = place;
        if (at % 2 == 1) {
            bn_window_gather_pair(walk, &places[0], &places[1], apart, columns + at / 2);
        }
        if (at + 1 < left && ++walk->x == walk->output_width) {
            walk->x = 0;
            if (++walk->y == walk->output_height) {
                walk->y = 0;
                walk->image += walk->input_height * walk->input_width * walk->input_channels;
            }
        }
    }
}

#endif
