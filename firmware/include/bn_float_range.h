/* bn_float_range.h - a float within a range; NaN stays NaN. */
#ifndef BN_FLOAT_RANGE_H
#define BN_FLOAT_RANGE_H

static inline float bn_clamp_f32(float value, float low, float high)
{
    return value < low ? low : value > high ? high : value;
}

#endif
