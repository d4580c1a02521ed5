/**
 * The rounding mode `xnnpack-fp32`: a graph whose CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED and ADD of int8 round as XNNPACK does, in float32, where TFLM's references round
 * twice in integers. For tests only: what the device answers is TFLM's. Poolings are the same in both.
 */
import type { Graph, Node, Op, Operands } from '../../runtime-ts/ir/graph.js';
import { clamp } from '../../runtime-ts/numerics/fixed_point.js';
import { add, addQuantization } from '../../runtime-ts/ops/add.js';
import type { ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { conv2d, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { fullyConnected, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { convolutionOf, denseAsConvolution, depthwiseOf, type Convolution } from '../../runtime-ts/wasm/layers.js';

const f = Math.fround;

/** The integer nearest to a float32, ties to even, as XNNPACK's WebAssembly kernels find it: by adding 1.5 * 2^23. */
const nearest = (value: number): number => f(value + 12582912) - 12582912;

/** Sums of a layer with their channel, in the output's order; `own`: each output channel reads the input channel of its place. */
function forEachSum(c: Convolution, x: Int8Array, [, rows = 1, columns = 1, channels = 1]: readonly number[], own: boolean, visit: (sum: number, channel: number) => void): void {
  for (let image = 0; image < c.images; image++) for (let row = 0; row < c.outRows; row++) for (let column = 0; column < c.outColumns; column++) for (let out = 0; out < c.outChannels; out++) {
    let sum = c.biases[out]!, at = out * c.filterRows * c.filterColumns * c.inChannels;
    for (let y = 0; y < c.filterRows; y++) for (let z = 0; z < c.filterColumns; z++) for (let inner = 0; inner < c.inChannels; inner++, at++) {
      const iy = row * c.strideRows - c.halo.top + y * c.dilationRows, ix = column * c.strideColumns - c.halo.left + z * c.dilationColumns;
      if (iy >= 0 && iy < rows && ix >= 0 && ix < columns) sum += (x[((image * rows + iy) * columns + ix) * channels + (own ? out : inner)]! - c.inputZeroPoint) * c.filter[at]!;
    }
    visit(sum, out);
  }
}

/** qs8 and qc8w convolutions and dense layers: float32(sum) * (input scale * weight scale / output scale), rounded once. */
function layer<A>(op: Op<A>, describe: (o: Operands<A>) => { readonly convolution: Convolution | undefined; readonly own: boolean; readonly shape: readonly number[] }): Op<A> {
  return {
    ...op,
    evaluate(o, data) {
      const { convolution: c, own, shape } = describe(o);
      if (c === undefined) return op.evaluate(o, data);
      const y = data.i8(o.output(0)), input = f(o.perTensor(o.input(0)).scale), output = f(o.perTensor(o.output(0)).scale), scales = o.input(1).type.quantization?.scales ?? [];
      let at = 0;
      forEachSum(c, data.i8(o.input(0)), shape, own, (sum, channel) => {
        const scale = f(f(input * f(scales[scales.length === 1 ? 0 : channel]!)) / output);
        y[at++] = clamp(nearest(clamp(f(f(sum) * scale), c.limits.low, c.limits.high)), c.limits.low, c.limits.high) + c.limits.zeroPoint;
      });
    },
  };
}

/** qs8 addition (xnn_init_qs8_add_minmax_params): both operands times integers of about 20 bits, one rounding shift. */
const addition: Op<ArithmeticAttrs> = {
  ...add,
  evaluate(o, data) {
    const [a, b] = [o.perTensor(o.input(0)), o.perTensor(o.input(1))], output = o.perTensor(o.output(0)), { range } = addQuantization(o, 1);
    if (o.input(0).type.shape.join() !== o.input(1).type.shape.join()) return add.evaluate(o, data);
    const left = f(f(a.scale) / f(output.scale)), right = f(f(b.scale) / f(output.scale)), shift = 20 - Math.floor(Math.log2(Math.max(left, right)));
    const even = (value: number): number => { const low = Math.floor(value), rest = value - low; return rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low; };
    const [first, second] = [even(left * 2 ** shift), even(right * 2 ** shift)], x = data.i8(o.input(0)), z = data.i8(o.input(1)), y = data.i8(o.output(0));
    for (let at = 0; at < y.length; at++) y[at] = clamp(Math.floor((2 ** (shift - 1) + first * (x[at]! - a.zeroPoint) + second * (z[at]! - b.zeroPoint)) / 2 ** shift) + output.zeroPoint, ...range);
  },
};

const shapeOf = (o: Operands<Conv2dAttrs>): readonly number[] => o.input(0).type.shape;
const emulated = new Map<Op, Op>([
  [conv2d as Op, layer<Conv2dAttrs>(conv2d, (o) => ({ convolution: convolutionOf(o), own: false, shape: shapeOf(o) })) as Op],
  [depthwiseConv2d as Op, layer<Conv2dAttrs>(depthwiseConv2d, (o) => { const c = depthwiseOf(o); return { convolution: c, own: c?.single === false, shape: shapeOf(o) }; }) as Op],
  [fullyConnected as Op, layer<FullyConnectedAttrs>(fullyConnected, (o) => {
    const c = denseAsConvolution(o);
    return { convolution: c, own: false, shape: [1, 1, c?.outColumns ?? 1, c?.inChannels ?? 1] };
  }) as Op],
  [add as Op, addition as Op],
]);

/** The graph with XNNPACK's rounding; operators that it leaves to TensorFlow Lite's own kernels stay as they are. */
export function xnnpackGraph(graph: Graph): Graph {
  return { ...graph, nodes: graph.nodes.map((node): Node => ({ ...node, op: emulated.get(node.op) ?? node.op })) };
}
