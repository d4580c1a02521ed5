/** The functions that runtime-ts/numerics and firmware/include both have, and a C program that evaluates them in bulk. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageModel } from '../../codegen/device/image_model.js';
import { int32OfFloat, uint32OfFloat } from '../../runtime-ts/numerics/convert.js';
import { erfc } from '../../runtime-ts/numerics/erfc.js';
import * as fixed from '../../runtime-ts/numerics/fixed_point.js';
import * as float from '../../runtime-ts/numerics/float32.js';
import { bitsOfFloat, floatOfBits } from '../../runtime-ts/numerics/float32_bits.js';
import * as gemmlowp from '../../runtime-ts/numerics/gemmlowp.js';
import { expWide } from '../../runtime-ts/numerics/exp_wide.js';
import { pow } from '../../runtime-ts/numerics/pow.js';
import * as tables from '../../runtime-ts/numerics/lookup_table.js';
import { xorshift32 } from '../support/inputs.js';

/** One 32-bit result of one to three 32-bit arguments. */
export interface Twin {
  readonly name: string;
  readonly arity: number;
  /** A C expression of int32_t a, b and c. */
  readonly c: string;
  readonly ts: (a: number, b: number, c: number) => number;
  /** Arguments one after the other, `arity` for each call; about `count` calls or a few more. */
  readonly inputs: (count: number) => Int32Array;
}

/** The random and the edge cases of an argument: powers of two and their neighbours. */
const edges = [0, ...Array.from({ length: 32 }, (_, k) => 2 ** k).flatMap((p) => [p - 2, p - 1, p, p + 1, p + 2].flatMap((x) => [x, -x]))]
  .filter((x) => x >= fixed.INT32_MIN && x <= fixed.INT32_MAX);

/** Edges and random numbers of every size, within [low, high]. */
function numbers(seed: number, count: number, low = fixed.INT32_MIN, high = fixed.INT32_MAX): number[] {
  const random = xorshift32(seed), inside = (x: number): boolean => x >= low && x <= high;
  const found = edges.filter(inside);
  while (found.length < count) {
    const x = (random() | 0) >> random() % 32;
    found.push(inside(x) ? x : low + (random() % (high - low + 1)));
  }
  return found;
}

/** Every combination of edges and further random ones. */
function combinations(count: number, arguments_: readonly (readonly number[])[], keep: (...values: number[]) => boolean = () => true): Int32Array {
  const random = xorshift32(7), list: number[] = [];
  const all = arguments_.reduce((product, values) => product * values.length, 1);
  for (let n = 0; list.length < count * arguments_.length && n < all; n++) {
    // All of a small product in turn; of a large one, a random part.
    let at = all <= count ? n : Math.floor((random() / 2 ** 32) * all);
    const values = arguments_.map((choice) => {
      const value = choice[at % choice.length]!;
      at = Math.floor(at / choice.length);
      return value;
    });
    if (keep(...values)) list.push(...values);
  }
  return Int32Array.from(list);
}

const unary = (low: number, high: number, seed: number) => (count: number): Int32Array => Int32Array.from(numbers(seed, count, low, high));
const range = (low: number, high: number): number[] => Array.from({ length: high - low + 1 }, (_, i) => low + i);
const any = (seed: number, count: number): number[] => numbers(seed, Math.ceil(Math.sqrt(count)));
const { INT32_MIN, INT32_MAX } = fixed;
const requantizable = (x: number, m: number): boolean => m >= 0 || (m > INT32_MIN && x > INT32_MIN);

const sigmoid = tables.sigmoidTable();
const exponentials = tables.int16TableOfReal({ scale: Math.fround(10 / 65535), zeroPoint: 32767 }, { scale: Math.fround(2 / 65535), zeroPoint: 0 }, float.exp);

const integerTwins: readonly Twin[] = [
  { name: 'doubling_high_multiply', arity: 2, c: 'bn_doubling_high_multiply(a, b)', ts: fixed.doublingHighMultiply, inputs: (n) => combinations(n, [any(1, n), any(2, n)]) },
  { name: 'doubling_high_multiply, short', arity: 2, c: 'bn_doubling_high_multiply_short(a, b)', ts: fixed.doublingHighMultiply,
    inputs: (n) => combinations(n, [any(1, n), any(2, n)], (a, b) => a !== INT32_MIN || b !== INT32_MIN) },
  { name: 'rounding_divide_by_power_of_two', arity: 2, c: 'bn_rounding_divide_by_power_of_two(a, b)', ts: fixed.roundingDivideByPowerOfTwo,
    inputs: (n) => combinations(n, [numbers(3, n / 32), range(0, 31)]) },
  { name: 'requantize', arity: 3, c: 'bn_requantize(a, b, c)', ts: (x, mantissa, shift) => fixed.requantize(x, { mantissa, shift }),
    inputs: (n) => combinations(n, [any(4, n), any(5, n), range(-31, 30)], requantizable) },
  // All ties: a mantissa of 2^30 halves x, and the shift divides what is left.
  { name: 'requantize, ties', arity: 3, c: 'bn_requantize(a, b, c)', ts: (x, mantissa, shift) => fixed.requantize(x, { mantissa, shift }),
    inputs: (n) => combinations(n, [range(-600, 600), [2 ** 30, 2 ** 30 + 1, 2 ** 31 - 1, 0x60000000], range(-10, 0)]) },
  { name: 'requantize_wide', arity: 3, c: 'bn_requantize_wide((int64_t)a * 65536 + (a & 0xffff), b, c)',
    ts: (a, mantissa, shift) => fixed.requantizeWide(BigInt(a) * 65536n + BigInt(a & 0xffff), { mantissa, shift }),
    inputs: (n) => combinations(n, [any(6, n), numbers(7, 300, 0), range(-31, 14)]) },
  { name: 'clamp', arity: 3, c: 'bn_clamp(a, b, c)', ts: fixed.clamp, inputs: (n) => combinations(n, [numbers(8, 20), numbers(9, 20), numbers(10, 20)]) },
  { name: 'multiply_by_power_of_two', arity: 2, c: 'bn_multiply_by_power_of_two(a, b)', ts: gemmlowp.multiplyByPowerOfTwo,
    inputs: (n) => combinations(n, [numbers(11, n / 60), range(-31, 31)]) },
  { name: 'exp_on_negative_values', arity: 2, c: 'bn_exp_on_negative_values(a, b)', ts: gemmlowp.expOnNegativeValues, inputs: (n) => combinations(n, [numbers(12, n / 5, INT32_MIN, 0), range(1, 5)]) },
  { name: 'one_over_one_plus', arity: 1, c: 'bn_one_over_one_plus(a)', ts: gemmlowp.oneOverOnePlus, inputs: unary(0, INT32_MAX, 13) },
  { name: 'fixed_logistic', arity: 1, c: 'bn_fixed_logistic(a, 4)', ts: (a) => gemmlowp.fixedLogistic(a, 4), inputs: unary(INT32_MIN + 1, INT32_MAX, 14) },
  { name: 'fixed_tanh', arity: 1, c: 'bn_fixed_tanh(a, 4)', ts: (a) => gemmlowp.fixedTanh(a, 4), inputs: unary(INT32_MIN + 1, INT32_MAX, 15) },
  { name: 'reciprocal', arity: 1, c: 'bn_reciprocal(a, 12).mantissa', ts: (a) => gemmlowp.reciprocal(a, 12).mantissa, inputs: unary(1, INT32_MAX, 16) },
  { name: 'reciprocal, shift', arity: 1, c: 'bn_reciprocal(a, 12).shift', ts: (a) => gemmlowp.reciprocal(a, 12).shift, inputs: unary(1, INT32_MAX, 17) },
  { name: 'inverse_sqrt', arity: 1, c: 'bn_inverse_sqrt(a).mantissa', ts: (a) => gemmlowp.inverseSqrt(a).mantissa, inputs: unary(0, INT32_MAX, 18) },
  { name: 'inverse_sqrt, shift', arity: 1, c: 'bn_inverse_sqrt(a).shift', ts: (a) => gemmlowp.inverseSqrt(a).shift, inputs: unary(0, INT32_MAX, 19) },
  { name: 'fixed_log', arity: 1, c: 'bn_fixed_log(a, 12, 5)', ts: (a) => gemmlowp.fixedLog(a, 12, 5), inputs: unary(1, INT32_MAX, 20) },
  { name: 'lookup_8', arity: 1, c: 'bn_lookup_8(squares, (int8_t)a)', ts: (a) => int8Squares[a & 255]!, inputs: () => Int32Array.from(range(-128, 127)) },
  { name: 'interpolate', arity: 1, c: 'bn_interpolate(exponentials, (int16_t)a)', ts: (a) => tables.interpolate(exponentials, a), inputs: unary(-32768, 32767, 21) },
  { name: 'logistic_16', arity: 1, c: 'bn_logistic_16(sigmoid, a)', ts: (a) => tables.logistic16(sigmoid, a), inputs: unary(-(2 ** 18), 2 ** 18, 22) },
  { name: 'tanh_16', arity: 1, c: 'bn_tanh_16(sigmoid, a)', ts: (a) => tables.tanh16(sigmoid, a), inputs: unary(-(2 ** 18), 2 ** 18, 23) },
];

const int8Squares = tables.int8Table((x) => fixed.clamp((x * x) >> 5, -128, 127));

/** Bits at even distances over all floats, which pass every exponent and sign, and the neighbourhoods of special ones. */
function floatInputs(count: number): Int32Array {
  const special = [0, 1, 0x7fffff, 0x800000, 0x3f800000, 0x7f7fffff, 0x7f800000, 0x7fc00000, 0x42b17218, 0x42cff1b5, 0x3f490fdb, 0x4b000000, 0x3f0ccccd, 0x41870000];
  const near = special.flatMap((bits) => range(bits - 40, bits + 40)).filter((bits) => bits >= 0).flatMap((bits) => [bits, bits | 0x80000000]);
  const stride = Math.floor(2 ** 32 / count) | 1;
  return Int32Array.from([...near, ...Array.from({ length: Math.floor(2 ** 32 / stride) }, (_, i) => i * stride)]);
}

/** `floatInputs` without those above -0 and NaN. */
function negativeInputs(count: number): Int32Array {
  return floatInputs(count).map((bits) => bits | INT32_MIN).filter((bits) => bits <= (0xff800000 | 0));
}

/** NaN has many bits; both sides give this one. */
const nanBits = 0x7fc00000;

function floatTwin(c: string, ts: (x: number) => number): Twin {
  return {
    name: c, arity: 1, c: `bits_of(bn_${c}(bn_float_of_bits((uint32_t)a)))`, inputs: floatInputs,
    ts(a) {
      const y = ts(floatOfBits(a));
      return Number.isNaN(y) ? nanBits : bitsOfFloat(y) | 0;
    },
  };
}

/** Pairs of special numbers, of neighbours of 1 and of floats of all sizes. */
function pairInputs(count: number): Int32Array {
  const special = [0, 0.5, 1, 2, 3, 127, 2 ** 24, 16777215, 1e-45, 1e-40, 3.4e38, Infinity, NaN, 1.5, 2 ** 23 + 0.5, 1 / 3].flatMap((x) => [bitsOfFloat(x) | 0, bitsOfFloat(-x) | 0]);
  const near = range(-30, 30).map((step) => 0x3f800000 + step), side = Math.ceil(Math.sqrt(count / 4));
  return combinations(count, [[...special, ...near, ...floatInputs(side).filter((_, at) => at % 7 === 0)], [...special, ...near, ...floatInputs(side).filter((_, at) => at % 11 === 0)]]);
}

function floatPairTwin(name: string, c: string, ts: (x: number, y: number) => number, inputs = pairInputs): Twin {
  return {
    name, arity: 2, c: `bits_of(${c}(bn_float_of_bits((uint32_t)a), bn_float_of_bits((uint32_t)b)))`, inputs,
    ts(a, b) {
      const y = ts(floatOfBits(a), floatOfBits(b));
      return Number.isNaN(y) ? nanBits : bitsOfFloat(y) | 0;
    },
  };
}

/** Powers that neither overflow nor vanish: bases near 1 or small exponents. */
function moderatePowers(count: number): Int32Array {
  const random = xorshift32(31), real = (low: number, high: number): number => bitsOfFloat(low + (high - low) * (random() / 2 ** 32)) | 0;
  return Int32Array.from({ length: 2 * count }, (_, at) => (at % 4 === 0 ? real(0, 40) : at % 4 === 1 ? real(-20, 20) : at % 4 === 2 ? real(0.9, 1.1) : real(-500, 500)));
}

const floatTwins: readonly Twin[] = [
  floatTwin('erfc', erfc),
  { name: 'int32_of_float', arity: 1, c: 'bn_int32_of_float(bn_float_of_bits((uint32_t)a))', ts: (a) => int32OfFloat(floatOfBits(a)), inputs: floatInputs },
  { name: 'uint32_of_float', arity: 1, c: '(int32_t)bn_uint32_of_float(bn_float_of_bits((uint32_t)a))', ts: (a) => uint32OfFloat(floatOfBits(a)) | 0, inputs: floatInputs },
  floatPairTwin('fmod', 'bn_fmod', (x, y) => x % y), floatPairTwin('pow', 'bn_pow', pow), floatPairTwin('pow, moderate', 'bn_pow', pow, moderatePowers),
  floatTwin('exp', float.exp), floatTwin('expm1', float.expm1), { ...floatTwin('exp2_short', float.exp2Short), inputs: negativeInputs }, floatTwin('log', float.log),
  { ...floatTwin('exp_wide', (x) => Math.fround(expWide(x))), c: 'bits_of((float)bn_exp_wide((double)bn_float_of_bits((uint32_t)a)))' },
  floatTwin('sin', float.sin), floatTwin('cos', float.cos), floatTwin('tanh', float.tanh), floatTwin('logistic', float.logistic),
  floatTwin('sqrt', float.sqrt), floatTwin('sqrt_soft', float.sqrt), floatTwin('rsqrt', float.rsqrt),
  floatTwin('floor', float.floor), floatTwin('ceil', float.ceil), floatTwin('round_half_even', float.roundHalfEven),
];

export const twins: readonly Twin[] = [...integerTwins, ...floatTwins];

/** What one invocation of the program takes: the twin's number, the number of calls, the arguments of at most so many words. */
export interface TwinProgram { readonly model: ImageModel; readonly sources: readonly string[]; readonly words: number }

/** Writes twins.h and twins.c. */
export function writeTwinProgram(dir: string, words: number): TwinProgram {
  const array = (type: string, name: string, values: ArrayLike<number>): string => `static const ${type} ${name}[] = { ${Array.from(values).join(', ')} };`;
  writeFileSync(join(dir, 'twins.h'), '#ifndef TWINS_H\n#define TWINS_H\n#include <stdint.h>\nint32_t *twins_input(void);\nint32_t *twins_output(void);\nvoid twins_run(void);\n#endif\n');
  writeFileSync(join(dir, 'twins.c'), `#include "twins.h"

#include "bn_convert.h"
#include "bn_erfc.h"
#include "bn_exp_wide.h"
#include "bn_fixed_point.h"
#include "bn_float.h"
#include "bn_fmod.h"
#include "bn_gemmlowp.h"
#include "bn_lookup_table.h"
#include "bn_pow.h"

${array('int8_t', 'squares', int8Squares)}
${array('int16_t', 'exponentials', exponentials)}
${array('uint16_t', 'sigmoid', sigmoid)}

static int32_t input[${words + 2}], output[${words}];
int32_t *twins_input(void) { return input; }
int32_t *twins_output(void) { return output; }

static int32_t bits_of(float x) { return x != x ? ${nanBits} : (int32_t)bn_bits_of_float(x); }

void twins_run(void)
{
    const int32_t *argument = input + 2;
    switch (input[0]) {
${twins.map((twin, index) => `    case ${index}: /* ${twin.name} */
        for (int32_t i = 0; i < input[1]; i++) {
            const int32_t ${['a = *argument++', 'b = *argument++', 'c = *argument++'].slice(0, twin.arity).join(', ')};
            output[i] = ${twin.c};
        }
        break;`).join('\n')}
    default:
        break;
    }
}
`);
  const model = {
    cName: 'twins', header: 'twins.h', stateful: false,
    inputs: [{ accessor: 'twins_input', bytes: 4 * (words + 2) }], outputs: [{ accessor: 'twins_output', bytes: 4 * words }],
  };
  return { model, sources: ['twins.c'], words };
}

/** One invocation: a twin and the arguments of its calls. */
export interface Batch { readonly twin: number; readonly arguments_: Int32Array }

export function batches(count: number, words: number): readonly Batch[] {
  return twins.flatMap((twin, index) => {
    const all = twin.inputs(count), size = words - (words % twin.arity);
    return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => ({ twin: index, arguments_: all.subarray(i * size, (i + 1) * size) }));
  });
}

/** What the program reads for a batch. */
export function inputOf({ twin, arguments_ }: Batch, words: number): Uint8Array {
  const input = new Int32Array(words + 2);
  input.set([twin, arguments_.length / twins[twin]!.arity]);
  input.set(arguments_, 2);
  return new Uint8Array(input.buffer);
}

/** What TypeScript answers to a batch. */
export function answersOf({ twin, arguments_ }: Batch): Int32Array {
  const { arity, ts } = twins[twin]!;
  return Int32Array.from({ length: arguments_.length / arity }, (_, i) => ts(arguments_[i * arity]!, arguments_[i * arity + 1] ?? 0, arguments_[i * arity + 2] ?? 0));
}
