/** Requantization by one multiplication: the same output for every accumulator that the channel can have. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { FastLayer } from '../../codegen/ops/fast_layer.js';
import { oneMultiplies } from '../../codegen/ops/one_multiply.js';
import { clamp, requantize, toMultiplier } from '../../runtime-ts/numerics/fixed_point.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { Random } from '../random/random_graphs.js';

const shift = 12;

function layerOf(bias: number, row: readonly number[], scale: number, inputOffset: number, outputOffset: number): FastLayer {
  const value = new GraphBuilder('g').value('bias', { element: 'i32', shape: [1] }, { kind: 'constant', bytes: new Uint8Array(Int32Array.of(bias).buffer) });
  return { bias: value, rows: [row], inputOffset, outputOffset, multipliers: [toMultiplier(scale)], range: [-128, 127] };
}

/** SSAT8(SMMUL(256 acc + start, multiplier) >> shift), with the products' sum alone in acc. */
function once({ start, multiplier }: { readonly start: number; readonly multiplier: number }, products: number): number {
  const value = BigInt(256 * products + start);
  assert.ok(value >= -(2n ** 31n) && value < 2n ** 31n, 'the sum fits');
  return clamp(Number((value * BigInt(multiplier)) >> BigInt(32 + shift)), -128, 127);
}

test('every accumulator within reach', () => {
  const random = new Random(1);
  let found = 0;
  for (let turn = 0; turn < 60; turn++) {
    const row = Array.from({ length: random.int(1, 12) }, () => random.int(-127, 127)), inputOffset = random.int(-127, 128), outputOffset = random.chance(70) ? -128 : random.int(-128, 127);
    const bias = random.int(-20000, 20000), layer = layerOf(bias, row, random.real(0.0004, 0.02), inputOffset, outputOffset), lines = oneMultiplies(layer, shift);
    if (typeof lines === 'string') continue;
    found++;
    const [least, most] = [-128 + inputOffset, 127 + inputOffset], sum = (pick: (a: number, b: number) => number): number => row.reduce((all, w) => all + pick(w * least, w * most), 0);
    const multiplier = layer.multipliers[0]!;
    for (let products = sum(Math.min); products <= sum(Math.max); products++) {
      const expected = clamp(requantize(products + bias, multiplier) + outputOffset, -128, 127), got = once(lines[0]!, products);
      if (got !== expected) assert.unreachable(`turn ${turn}: ${products} gives ${got}, not ${expected}`);
    }
  }
  assert.ok(found > 20, `only ${found} lines`);
});

test('a channel without weights, and one that cannot be', () => {
  const constant = oneMultiplies(layerOf(77, [0, 0], 0.5, 3, -5), shift);
  assert.ok(typeof constant !== 'string');
  assert.is(once(constant[0]!, 0), 34);
  const both = oneMultiplies(layerOf(0, Array.from({ length: 64 }, () => 100), 0.25, 0, 0), shift);
  assert.type(both, 'string');
});

test.run();
