/** Measured choices replace defaults where their kernel takes the layer, and what to measure and to take follows from the figures alone. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planGraph } from '../../codegen/compile.js';
import { choose, nextVariant, type MeasuredLayer } from '../../codegen/library/choose_variants.js';
import { findTarget } from '../../codegen/library/targets.js';
import { layerNames, type MeasuredVariant, type Variant } from '../../codegen/select/tuning.js';
import { readModel } from '../../codegen/tflite.js';
import { layerVariants } from '../../codegen/variants.js';
import { makeModel, type ModelSpec } from '../support/make_model.js';

const test = suite('select: tuning');
const scale = { scales: [0.5], zeroPoints: [0] };
/** Two layers of one kind: y = W2 (W1 x). */
const spec: ModelSpec = {
  tensors: [
    { name: 'x', type: 'int8', shape: [1, 4], ...scale }, { name: 'w', type: 'int8', shape: [4, 4], scales: [0.01], zeroPoints: [0], data: Array.from({ length: 16 }, (_, at) => at - 8) },
    { name: 'h', type: 'int8', shape: [1, 4], ...scale }, { name: 'y', type: 'int8', shape: [1, 4], ...scale },
  ],
  operators: [{ op: 'FULLY_CONNECTED', inputs: [0, 1, -1], outputs: [2] }, { op: 'FULLY_CONNECTED', inputs: [2, 1, -1], outputs: [3] }], inputs: [0], outputs: [3],
};
const graph = readModel(makeModel(spec), 'two'), target = findTarget('cortex-m4f');

/** `kernel form` of each layer. */
function chosen(tuning: ReadonlyMap<string, Variant>): readonly string[] {
  const { graph: planned, selection } = planGraph(graph, target, { optimize: 'speed', tuning });
  return planned.nodes.map(({ id }) => `${selection.get(id)?.kernel.symbol} ${selection.get(id)?.form}`);
}

test('a tuned layer has its kernel and form; the others keep their defaults', () => {
  assert.equal(chosen(new Map()), ['bn_fully_connected_s8_dsp joint', 'bn_fully_connected_s8_dsp joint']);
  assert.equal(chosen(new Map([['h', { kernel: 'bn_fully_connected_s8', form: 'shared' }]])), ['bn_fully_connected_s8 shared', 'bn_fully_connected_s8_dsp specialised']);
  assert.equal(chosen(new Map([['h', { kernel: 'bn_fully_connected_s8_dsp', form: 'specialised' }]])), ['bn_fully_connected_s8_dsp specialised', 'bn_fully_connected_s8_dsp specialised']);
});

test('a choice whose kernel does not take the layer, or that the core cannot run, is left', () => {
  for (const kernel of ['bn_conv_2d_s8', 'bn_fully_connected_s8_mve', 'bn_none'])
    assert.equal(chosen(new Map([['h', { kernel, form: 'joint' }]])), ['bn_fully_connected_s8_dsp joint', 'bn_fully_connected_s8_dsp joint'], kernel);
});

test('variants are the kernels that take a layer, the default first, and forms of those that have bodies', () => {
  const [first] = layerVariants(graph, { target, optimize: 'speed' });
  assert.equal([first?.name, first?.operator], ['h', 'fully_connected']);
  assert.equal(first?.variants[0], { kernel: 'bn_fully_connected_s8_dsp', form: 'joint' });
  assert.ok(first?.variants.some(({ kernel, form }) => kernel === 'bn_fully_connected_s8' && form === 'specialised'));
  assert.not.ok(first?.variants.some(({ kernel }) => kernel.endsWith('_mve')));
});

test('layers of one name are told apart', () => {
  const nodes = ['a', 'b', 'a'].map((name, id) => ({ ...graph.nodes[0]!, id, name })) as unknown as typeof graph.nodes;
  assert.equal([...layerNames([{ ...graph, nodes }]).values()], ['a', 'b', 'a#2']);
});

const variants: readonly Variant[] = ['fast', 'other', 'slow'].flatMap((kernel) => (['joint', 'specialised', 'shared'] as const).map((form) => ({ kernel, form })));
const layer = (...measured: readonly (readonly [string, Variant['form'], number, number, number])[]): MeasuredLayer =>
  ({ name: 'h', operator: 'add', variants, measured: measured.map(([kernel, form, count, weightBytes, codeBytes]): MeasuredVariant => ({ kernel, form, count, weightBytes, codeBytes })) });
const order = (counts: Readonly<Record<string, number>>): readonly string[] => {
  let now = layer();
  for (let next = nextVariant(now); next !== undefined; next = nextVariant(now)) now = { ...now, measured: [...now.measured, { ...next, count: counts[next.kernel] ?? 0, weightBytes: 0, codeBytes: 0 }] };
  return now.measured.map(({ kernel, form }) => `${kernel} ${form}`);
};

test('every kernel is measured, and other forms of those that are near the best', () => {
  assert.equal(order({ fast: 100, other: 120, slow: 200 }), ['fast joint', 'other joint', 'slow joint', 'fast specialised', 'fast shared', 'other specialised', 'other shared']);
  assert.equal(order({ fast: 200, other: 300, slow: 100 }), ['fast joint', 'other joint', 'slow joint', 'slow specialised', 'slow shared']);
});

test('speed takes the fastest that is worth its flash, balanced no more flash, size the least', () => {
  const usual = ['fast', 'joint', 10000, 100, 500] as const;
  assert.equal(choose(layer(usual, ['other', 'joint', 9000, 100, 800]), 'speed')?.kernel, 'other');
  assert.equal(choose(layer(usual, ['other', 'joint', 9000, 100, 800]), 'balanced'), undefined);
  assert.equal(choose(layer(usual, ['fast', 'shared', 9950, 100, 900]), 'balanced')?.form, 'shared');
  assert.equal(choose(layer(usual, ['fast', 'specialised', 9950, 100, 500]), 'speed'), undefined, 'half a percent is not worth a body');
  assert.equal(choose(layer(usual, ['fast', 'shared', 9995, 100, 900]), 'speed'), undefined, 'within the exactness of a reading');
  assert.equal(choose(layer(usual, ['fast', 'shared', 20000, 60, 900]), 'size')?.form, 'shared');
  assert.equal(choose(layer(['other', 'joint', 1, 1, 1]), 'speed'), undefined, 'the default is not measured');
});

test.run();
