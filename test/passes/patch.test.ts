import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { patchChoices, patchHead } from '../../codegen/passes/patch.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, type Element, type Value } from '../../runtime-ts/ir/graph.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { conv2d } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d } from '../../runtime-ts/ops/depthwise_conv_2d.js';

/** Two convolutions around a depthwise one, with strides and both paddings, on an image of `height` rows. */
function head(height: number) {
  const b = new GraphBuilder('head'), q = (scale: number, zero: number) => ({ scales: [scale], zeroPoints: [zero] });
  const value = (name: string, shape: readonly number[], element: Element = 'i8', zero = -3): Value => b.value(name, { element, shape, quantization: q(0.05, zero) });
  const weights = (name: string, shape: readonly number[]): Value =>
    b.value(name, { element: 'i8', shape, quantization: q(0.01, 0) }, { kind: 'constant', bytes: bytesOf(Int8Array.from({ length: shape.reduce((x, y) => x * y, 1) }, (_, at) => ((at * 73) % 251) - 125)) });
  const one = { activation: 'none', strideWidth: 1, strideHeight: 1, dilationWidth: 1, dilationHeight: 1 } as const;
  const half = Math.ceil(height / 2);
  const x = value('x', [1, height, 8, 4]), y = value('y', [1, half, 4, 8]), z = value('z', [1, half, 4, 8]), w = value('w', [1, half - 2, 4, 4]), end = value('end', [1, half - 2, 4, 4]);
  b.node({ name: 'first', op: conv2d, attrs: { ...one, padding: 'same', strideWidth: 2, strideHeight: 2 }, inputs: [x, weights('a', [8, 3, 3, 4]), null], outputs: [y] });
  b.node({ name: 'depthwise', op: depthwiseConv2d, attrs: { ...one, padding: 'same' }, inputs: [y, weights('b', [1, 5, 3, 8]), null], outputs: [z] });
  b.node({ name: 'valid', op: conv2d, attrs: { ...one, padding: 'valid' }, inputs: [z, weights('c', [4, 3, 1, 8]), null], outputs: [w] });
  b.node({ name: 'last', op: conv2d, attrs: { ...one, padding: 'valid' }, inputs: [w, weights('d', [4, 1, 1, 4]), null], outputs: [end] });
  return b.build([x], [end]);
}

test('stripes answer with every bit of the whole', () => {
  for (const height of [9, 16, 21]) {
    const graph = head(height), image = Int8Array.from({ length: height * 32 }, (_, at) => ((at * 37) % 256) - 128), [want] = new Interpreter(graph).run([image]);
    const choices = patchChoices(graph);
    assert.ok(choices.length > 3);
    for (const choice of choices) {
      const patched = patchHead(graph, choice), [found] = new Interpreter(patched).run([image]);
      assert.equal(found, want, JSON.stringify(choice));
    }
  }
});

test('stripes whose whole input and result do not fit are no choice', () => {
  assert.is(patchChoices(head(16), 100).length, 0);
});

test.run();
