/* bn_fft_body.h - the Fourier transform itself, for one type of number. Included by bn_signal_fft_<type>.c, which defines:
 *
 *   bn_real, bn_plan                   the type of numbers, and of the tables
 *   bn_products(a, b, c, d, negate)    a * b + c * d, or - c * d, rounded
 *   bn_product(a, b)                   a * b, rounded
 *   bn_scale(x, radix)                 x / radix; floats are not scaled
 *   bn_half(x), bn_add(a, b), bn_sub(a, b)
 *
 * Twin of runtime-ts/numerics/fft.ts: decimation in time, the same order of operations. */
#ifndef BN_FFT_BODY_H
#define BN_FFT_BODY_H

#include <string.h>

typedef struct {
    bn_real re;
    bn_real im;
} bn_complex;

static bn_complex complex_add(bn_complex a, bn_complex b)
{
    const bn_complex sum = {bn_add(a.re, b.re), bn_add(a.im, b.im)};
    return sum;
}

static bn_complex complex_sub(bn_complex a, bn_complex b)
{
    const bn_complex difference = {bn_sub(a.re, b.re), bn_sub(a.im, b.im)};
    return difference;
}

static bn_complex complex_scale(bn_complex x, int32_t radix)
{
    const bn_complex scaled = {bn_scale(x.re, radix), bn_scale(x.im, radix)};
    return scaled;
}

static bn_complex complex_times(bn_complex x, const bn_real *twiddle)
{
    const bn_complex product = {bn_products(x.re, twiddle[0], x.im, twiddle[1], 1), bn_products(x.re, twiddle[1], x.im, twiddle[0], 0)};
    return product;
}

static void butterfly_2(bn_complex *x, int32_t rest, const bn_complex *y)
{
    x[rest] = complex_sub(y[0], y[1]);
    x[0] = complex_add(y[0], y[1]);
}

static void butterfly_3(bn_complex *x, int32_t rest, const bn_complex *y, const bn_real *third)
{
    const bn_complex sum = complex_add(y[1], y[2]), difference = complex_sub(y[1], y[2]);
    const bn_complex turned = {bn_product(difference.re, third[1]), bn_product(difference.im, third[1])};
    const bn_complex middle = {bn_sub(y[0].re, bn_half(sum.re)), bn_sub(y[0].im, bn_half(sum.im))};
    x[0] = complex_add(y[0], sum);
    x[2 * rest].re = bn_add(middle.re, turned.im);
    x[2 * rest].im = bn_sub(middle.im, turned.re);
    x[rest].re = bn_sub(middle.re, turned.im);
    x[rest].im = bn_add(middle.im, turned.re);
}

static void butterfly_4(bn_complex *x, int32_t rest, const bn_complex *y, int32_t inverse)
{
    const bn_complex even = complex_add(y[0], y[2]), far = complex_sub(y[0], y[2]);
    const bn_complex odd = complex_add(y[1], y[3]), turn = complex_sub(y[1], y[3]);
    const bn_complex left = {bn_add(far.re, turn.im), bn_sub(far.im, turn.re)}, right = {bn_sub(far.re, turn.im), bn_add(far.im, turn.re)};
    x[2 * rest] = complex_sub(even, odd);
    x[0] = complex_add(even, odd);
    x[rest] = inverse ? right : left;
    x[3 * rest] = inverse ? left : right;
}

static void butterfly_5(bn_complex *x, int32_t rest, const bn_complex *y, const bn_real *a, const bn_real *b)
{
    const bn_complex outer = complex_add(y[1], y[4]), outer_turn = complex_sub(y[1], y[4]);
    const bn_complex inner = complex_add(y[2], y[3]), inner_turn = complex_sub(y[2], y[3]);
    bn_complex even, odd;
    x[0].re = bn_add(y[0].re, bn_add(outer.re, inner.re));
    x[0].im = bn_add(y[0].im, bn_add(outer.im, inner.im));
    even.re = bn_add(bn_add(y[0].re, bn_product(outer.re, a[0])), bn_product(inner.re, b[0]));
    even.im = bn_add(bn_add(y[0].im, bn_product(outer.im, a[0])), bn_product(inner.im, b[0]));
    odd.re = bn_add(bn_product(outer_turn.im, a[1]), bn_product(inner_turn.im, b[1]));
    odd.im = bn_sub(bn_sub(0, bn_product(outer_turn.re, a[1])), bn_product(inner_turn.re, b[1]));
    x[rest] = complex_sub(even, odd);
    x[4 * rest] = complex_add(even, odd);
    even.re = bn_add(bn_add(y[0].re, bn_product(outer.re, b[0])), bn_product(inner.re, a[0]));
    even.im = bn_add(bn_add(y[0].im, bn_product(outer.im, b[0])), bn_product(inner.im, a[0]));
    odd.re = bn_add(bn_sub(0, bn_product(outer_turn.im, b[1])), bn_product(inner_turn.im, a[1]));
    odd.im = bn_sub(bn_product(outer_turn.re, b[1]), bn_product(inner_turn.re, a[1]));
    x[2 * rest] = complex_add(even, odd);
    x[3 * rest] = complex_sub(even, odd);
}

/* One butterfly of `radix` numbers, `rest` apart, the u-th of its block. */
static void butterfly(const bn_plan *p, bn_complex *x, int32_t rest, int32_t radix, int32_t step, int32_t u)
{
    const bn_real *const twiddle = p->twiddles + 2 * step * rest;
    bn_complex y[5];
    for (int32_t q = 0; q < radix; q++) {
        y[q] = complex_scale(x[q * rest], radix);
        if (q > 0) {
            y[q] = complex_times(y[q], p->twiddles + 2 * q * u * step);
        }
    }
    switch (radix) {
    case 2: butterfly_2(x, rest, y); break;
    case 3: butterfly_3(x, rest, y, twiddle); break;
    case 4: butterfly_4(x, rest, y, p->inverse); break;
    default: butterfly_5(x, rest, y, twiddle, twiddle + 2 * step * rest); break;
    }
}

static void complex_fft(const bn_plan *p, const bn_complex *input, bn_complex *output)
{
    for (int32_t at = 0; at < p->length; at++) {
        int32_t left = at, from = 0, apart = 1;
        for (int32_t stage = 0; stage < p->stages; stage++) {
            const int32_t radix = p->factors[2 * stage], rest = p->factors[2 * stage + 1];
            from += left / rest * apart;
            left %= rest;
            apart *= radix;
        }
        output[at] = input[from];
    }
    int32_t step = p->length;
    for (int32_t stage = p->stages - 1; stage >= 0; stage--) {
        const int32_t radix = p->factors[2 * stage], rest = p->factors[2 * stage + 1];
        step /= radix;
        for (int32_t block = 0; block < p->length; block += radix * rest) {
            for (int32_t u = 0; u < rest; u++) {
                butterfly(p, output + block + u, rest, radix, step, u);
            }
        }
    }
}

static void real_fft(const bn_plan *p, const bn_complex *samples, bn_complex *spectrum, bn_complex *packed)
{
    const int32_t n = p->length;
    complex_fft(p, samples, packed);
    const bn_complex first = complex_scale(packed[0], 2);
    spectrum[0].re = bn_add(first.re, first.im);
    spectrum[0].im = 0;
    spectrum[n].re = bn_sub(first.re, first.im);
    spectrum[n].im = 0;
    for (int32_t k = 1; k <= n / 2; k++) {
        const bn_complex mirrored = {packed[n - k].re, bn_sub(0, packed[n - k].im)};
        const bn_complex near = complex_scale(packed[k], 2), far = complex_scale(mirrored, 2);
        const bn_complex sum = complex_add(near, far), turned = complex_times(complex_sub(near, far), p->super_twiddles + 2 * k - 2);
        spectrum[k].re = bn_half_of_sum(sum.re, turned.re);
        spectrum[k].im = bn_half_of_sum(sum.im, turned.im);
        spectrum[n - k].re = bn_half_of_difference(sum.re, turned.re);
        spectrum[n - k].im = bn_half_of_difference(turned.im, sum.im);
    }
}

static void inverse_real_fft(const bn_plan *p, const bn_complex *spectrum, bn_complex *samples, bn_complex *packed)
{
    const int32_t n = p->length;
    packed[0].re = bn_add(spectrum[0].re, spectrum[n].re);
    packed[0].im = bn_sub(spectrum[0].re, spectrum[n].re);
    packed[0] = complex_scale(packed[0], 2);
    for (int32_t k = 1; k <= n / 2; k++) {
        const bn_complex mirrored = {spectrum[n - k].re, bn_sub(0, spectrum[n - k].im)};
        const bn_complex near = complex_scale(spectrum[k], 2), far = complex_scale(mirrored, 2);
        const bn_complex even = complex_add(near, far), odd = complex_times(complex_sub(near, far), p->super_twiddles + 2 * k - 2);
        packed[k] = complex_add(even, odd);
        packed[n - k] = complex_sub(even, odd);
        packed[n - k].im = bn_sub(0, packed[n - k].im);
    }
    complex_fft(p, packed, samples);
}

static void rfft_rows(const bn_plan *p, const bn_real *input, bn_real *output, void *scratch)
{
    bn_complex *const samples = scratch, *const packed = samples + p->length;
    for (int32_t row = 0; row < p->rows; row++) {
        memset(samples, 0, (size_t)p->length * sizeof *samples);
        memcpy(samples, input, (size_t)p->input_length * sizeof *input);
        real_fft(p, samples, (bn_complex *)(void *)output, packed);
        input += p->input_length;
        output += 2 * (p->length + 1);
    }
}

static void irfft_rows(const bn_plan *p, const bn_real *input, bn_real *output, void *scratch)
{
    for (int32_t row = 0; row < p->rows; row++) {
        inverse_real_fft(p, (const bn_complex *)(const void *)input, (bn_complex *)(void *)output, scratch);
        input += 2 * (p->length + 1);
        output += 2 * p->length;
    }
}

#endif
