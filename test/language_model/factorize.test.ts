/** Singular values, and models whose matrices are products of two. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { stepOf } from '../../runtime-ts/language_model/generate.js';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import type { Checkpoint, FloatMatrix } from '../../codegen/language_model/checkpoint.js';
import { classifierOf, finalStates } from '../../codegen/language_model/blockwise_forward.js';
import { evaluate, statesOf } from '../../codegen/language_model/evaluate.js';
import { factorized, factorizeMatrix, inputMoments } from '../../codegen/language_model/factorize.js';
import { products } from '../../codegen/language_model/products.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { Moments } from '../../codegen/language_model/moments.js';
import { quantizeModel } from '../../codegen/language_model/quantize_model.js';
import { matrixBytes, modelBytes, schemeOf } from '../../codegen/language_model/scheme.js';
import { singularValues } from '../../codegen/language_model/singular_values.js';
import { layerMatrices } from '../../codegen/language_model/tensors.js';
import { matrixOf, randomNumbers, tinyModel, tinySequences } from './tiny_model.js';

const sequences = tinySequences(3, 10);

function randomMatrix(rows: number, columns: number, seed: number): FloatMatrix {
  const random = randomNumbers(seed);
  return { kind: 'float32', rows, columns, values: Float32Array.from({ length: rows * columns }, random) };
}

/** left [rows, rank] times right [rank, columns]. */
const product = (rows: number, columns: number, rank: number, left: (row: number, k: number) => number, right: (k: number, column: number) => number): number[] =>
  Array.from({ length: rows * columns }, (_, at) => Array.from({ length: rank }, (__, k) => left(Math.floor(at / columns), k) * right(k, at % columns)).reduce((a, b) => a + b, 0));
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.sqrt(Array.from(a).reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0));

for (const [rows, columns] of [[1, 1], [7, 3], [3, 7], [12, 12], [22, 12], [1, 9]] as const)
  test(`${rows} x ${columns}: orthonormal vectors, falling values, and the matrix again`, () => {
    const { values } = randomMatrix(rows, columns, rows * 100 + columns), { sigma, left, right } = singularValues(values, rows, columns), n = Math.min(rows, columns);
    assert.is(sigma.length, n);
    assert.ok(sigma.every((value, k) => value >= (sigma[k + 1] ?? 0)));
    for (const [length, vector] of [[rows, left], [columns, right]] as const)
      for (let a = 0; a < n; a++)
        for (let b = 0; b < n; b++) assert.ok(Math.abs(Array.from({ length }, (_, i) => vector(i, a) * vector(i, b)).reduce((x, y) => x + y, 0) - (a === b ? 1 : 0)) < 1e-12);
    assert.ok(distance(product(rows, columns, n, (row, k) => left(row, k) * sigma[k]!, (k, column) => right(column, k)), values) < 1e-12);
  });

test('values that are known: a diagonal, a matrix of rank 1, one of zeros', () => {
  assert.equal([...singularValues([0, 3, 0, -4, 0, 0, 0, 0, 1], 3, 3).sigma], [4, 3, 1]);
  const { sigma } = singularValues([1, 2, 2, 4, 3, 6], 3, 2);
  assert.ok(Math.abs(sigma[0]! - Math.sqrt(70)) < 1e-12 && sigma[1]! < 1e-12);
  assert.equal([...singularValues(new Float32Array(6), 2, 3).sigma], [0, 0]);
});

test('what is lost is what the values left out say (Eckart and Young), and a share of the energy is kept by no more than it takes', () => {
  const matrix = randomMatrix(20, 16, 5), { sigma } = singularValues(matrix.values, 20, 16), all = sigma.reduce((sum, value) => sum + value ** 2, 0);
  const back = ({ left, right }: { readonly left: FloatMatrix; readonly right: FloatMatrix }): number[] => product(20, 16, left.columns, (row, k) => left.values[row * left.columns + k]!, (k, column) => right.values[k * 16 + column]!);
  const four = factorizeMatrix(matrix, { kind: 'rank', rank: 4 })!, lost = Math.sqrt(sigma.slice(4).reduce((sum, value) => sum + value ** 2, 0));
  assert.ok(Math.abs(distance(back(four), matrix.values) - lost) < 1e-5);
  assert.is(matrixBytes(four), 4 * 4 * (20 + 16));
  const half = factorizeMatrix(matrix, { kind: 'energy', share: 0.5 })!, kept = (count: number): number => sigma.slice(0, count).reduce((sum, value) => sum + value ** 2, 0);
  assert.ok(kept(half.left.columns) >= 0.5 * all && kept(half.left.columns - 1) < 0.5 * all);
  // 9 (20 + 16) is more than 20 x 16.
  assert.is(factorizeMatrix(matrix, { kind: 'rank', rank: 9 }), undefined);
});

test('the decode step has the bits of the blockwise pass, and is the smaller the lower the rank; a higher rank is closer', () => {
  const model = tinyModel({ attentionBias: true }, 8), of = (rank: number): Checkpoint => factorized(model, { rule: { kind: 'rank', rank }, kinds: layerMatrices });
  const kl = (rank: number): number => evaluate(sequences, statesOf(of(rank), sequences), statesOf(model, sequences)).kl!;
  assert.ok(kl(1) > kl(3) && kl(3) > 0);
  assert.ok(modelBytes(of(1)) < modelBytes(of(3)) && modelBytes(of(3)) < modelBytes(model));
  const low = of(3), next = stepOf(new Interpreter(decodeGraph(low))), states = finalStates(low, [sequences[0]!])[0]!;
  const step = sequences[0]!.flatMap((token, at) => [...next(token, at)]);
  assert.equal(step, [...products(classifierOf(low), states)]);
});

test('with the moments of its inputs a matrix keeps its outputs better than by its weights, and all of them where the inputs span no more than the rank', () => {
  const matrix = randomMatrix(20, 16, 11), basis = randomMatrix(3, 16, 12), mixing = randomMatrix(40, 3, 13), moments = new Moments(16), noise = randomMatrix(40, 16, 14);
  const x = Float32Array.from(product(40, 16, 3, (row, k) => mixing.values[row * 3 + k]!, (k, column) => basis.values[k * 16 + column]!));
  moments.add(x, x);
  const error = (given: Float32Array, from?: Moments, rank = 3): number => distance(products(factorizeMatrix(matrix, { kind: 'rank', rank }, from)!, given), products(matrix, given));
  assert.ok(error(x, moments) < 0.1 * error(x), `${error(x, moments)} ${error(x)}`);
  const skewed = noise.values.map((value, at) => value * (at % 16 < 4 ? 5 : 1)), other = new Moments(16);
  other.add(skewed, skewed);
  assert.ok(error(skewed, other, 6) < error(skewed, undefined, 6));
  const model = tinyModel({}, 15), calibrated = inputMoments(model, sequences);
  assert.is(calibrated({ kind: 'down', layer: 1 })?.columns, model.config.feedForwardWidth);
  assert.is(calibrated({ kind: 'embedding' }), undefined);
});

test('only the matrices that are asked for; the rest as it was', () => {
  const model = tinyModel({}, 9), decided: string[] = [], low = factorized(model, { rule: { kind: 'rank', rank: 2 }, kinds: ['down'], decided: (role, rank) => { decided.push(`${role.kind} ${rank}`); } });
  assert.is(low.matrix({ kind: 'down', layer: 1 }).kind, 'factorized');
  assert.equal(matrixOf(low, { kind: 'up', layer: 1 }), model.matrix({ kind: 'up', layer: 1 }));
  assert.equal(low.matrix({ kind: 'embedding' }), model.matrix({ kind: 'embedding' }));
  assert.equal(decided, ['down 2']);
});

test('a factorized model is not quantized: N0655', () => {
  const low = factorized(tinyModel({}, 9), { rule: { kind: 'rank', rank: 2 }, kinds: ['down'] }), w8 = schemeOf('w8', '');
  for (const method of ['rtn', 'gptq', 'awq'] as const)
    try {
      quantizeModel(low, { scheme: () => w8, method, actOrder: false, calibration: sequences }, new MemoryCheckpoint('q', low.config));
      assert.unreachable();
    } catch (error) {
      assert.ok(error instanceof CompileError, String(error));
      assert.is(error.diagnostics[0]?.code, 'N0655');
    }
});

test.run();
