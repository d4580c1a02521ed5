/** Lean kernels, and convolutions fused with the sums behind them: every bit as without, in less memory. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compile, planGraph } from '../../codegen/compile.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { loadBoards, loadFirmware, readTemplate } from '../../codegen/device/package_files.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { slices } from '../../codegen/ops/index.js';
import { fuseSums } from '../../codegen/passes/fuse_sums.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import { crossCheckGraphs } from '../random/cross_check.js';
import { makeModel, type TensorSpec } from '../support/make_model.js';
import { networkModel, type Layer, type Network } from '../support/layer_networks.js';

const test = suite('lean kernels');
const target = resolveTarget('cortex-m4f', loadBoards());

const few = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most });
const layer = (kind: Layer['kind'], channels: number): fc.Arbitrary<Layer> => fc.record({
  kind: fc.constant(kind), filter: fc.tuple(few(3), few(3)), stride: fc.constant([1, 1] as const), dilation: fc.constantFrom(1, 1, 2), same: fc.constant(true), channels: fc.constant(channels),
  activation: fc.constantFrom(0, 1, 3), zeroPoint: fc.constantFrom(-128, 0, 5, 127),
});
/** Convolutions of as many channels as the image has, each with a sum behind it. */
const residual: fc.Arbitrary<Network> = fc.tuple(few(1e6), few(2), few(7), few(7), fc.constantFrom(1, 2, 3, 4, 7, 8, 12)).chain(([seed, batch, height, width, channels]) =>
  fc.record({ seed: fc.constant(seed), input: fc.constant([batch, height, width, channels] as const), layers: fc.tuple(layer('conv', channels), layer('add', channels), layer('conv', channels), layer('add', channels)).map((all) => [...all]) }));
const graphs = fc.sample(residual, { seed: 3, numRuns: 40 }).map((network, at) => readModel(networkModel(network), `residual_${at}`, slices));
const fused = (graph: Graph): Graph => fuseSums(graph, () => true);

test('a fused sum answers as the two operators do', () => {
  let count = 0;
  for (const graph of graphs) {
    const after = fused(graph), one = new Interpreter(graph), other = new Interpreter(after);
    count += graph.nodes.length - after.nodes.length;
    for (const inputs of randomInputs(graph, 2)) assert.equal(other.run(inputs), one.run(inputs), graph.name);
  }
  assert.ok(count > 20, `${count} sums`);
});

test('convolutions that others read too, or that are outputs, stay', () => {
  const int8 = (name: string, shape: readonly number[], data?: readonly number[]): TensorSpec => ({ name, type: 'int8', shape, scales: [0.1], zeroPoints: [0], ...(data === undefined ? {} : { data }) });
  const shape = [1, 4, 4, 4], tensors = [int8('x', shape), int8('w', [4, 1, 1, 4], Array.from({ length: 16 }, (_, at) => at)), int8('y', shape), int8('z', shape)];
  const operators = [{ op: 'CONV_2D', inputs: [0, 1, -1], outputs: [2], options: { stride_h: 1, stride_w: 1 } }, { op: 'ADD', inputs: [2, 0], outputs: [3] }];
  const model = (outputs: readonly number[]): Graph => readModel(makeModel({ tensors, operators, inputs: [0], outputs }), 'stays', slices);
  assert.is(fused(model([3])).nodes.length, 1);
  assert.is(fused(model([2, 3])).nodes.length, 2);
});

test('an arena gets smaller for them where 1 KiB is saved, or where it would not fit, and not where speed counts', () => {
  const layers: readonly Layer[] = (['conv', 'conv', 'add'] as const).map((kind) => ({ kind, filter: [3, 3], stride: [1, 1], dilation: 1, same: true, channels: 32, activation: 0, zeroPoint: 0 }));
  const graph = readModel(networkModel({ seed: 9, input: [1, 24, 24, 32], layers }), 'large', slices), bytes = (optimize: 'speed' | 'balanced', limit = Infinity): number => planGraph(graph, target, { optimize, limit }).placement.bytes;
  const fast = bytes('speed'), small = bytes('balanced');
  assert.ok(fast - small >= 1024, `${fast} ${small}`);
  assert.is(bytes('speed', fast - 1), small);
  const less = readModel(networkModel({ seed: 9, input: [1, 6, 6, 8], layers: layers.map((one) => ({ ...one, channels: 8 })) }), 'little', slices);
  assert.is(planGraph(less, target).placement.bytes, planGraph(less, target, { optimize: 'speed' }).placement.bytes);
  assert.match([...compile(graph, { name: 'large', source: 'a test', target, templates: readTemplate, firmware: loadFirmware() }).files.keys()].join(), /bn_conv_2d_add_s8_dsp\.h/);
});

test('the layers that are compared on the core have these kernels', () => {
  const kernels = graphs.flatMap((graph) => [...planGraph(graph, target, { lean: 'always' }).selection.values()].map(({ kernel }) => kernel.symbol));
  for (const symbol of ['bn_conv_2d_s8_dsp_narrow', 'bn_conv_2d_add_s8_dsp']) assert.ok(kernels.filter((one) => one === symbol).length > 8, symbol);
});

if (!hasDeviceTools()) console.log('skip: lean kernels on emulated cores, the cross compiler or the emulator is missing');
else for (const optimize of ['balanced', 'speed'] as const)
  test(`every bit on cortex-m4f, ${optimize}`, async () => { assert.equal(await crossCheckGraphs(graphs, 'cortex-m4f', { optimize, lean: 'always' }), []); });

test.run();
