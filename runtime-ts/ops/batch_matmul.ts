/** BATCH_MATMUL: products of matrices, whose leading dimensions broadcast (micro/kernels/batch_matmul.cc, reference/batch_matmul.h). */
import { elementCount, type Op, type Operands, type Tensors } from '../ir/graph.js';
import { clamp, rangeOf, requantize, requantizeWide, toMultiplier } from '../numerics/fixed_point.js';
import { broadcastLoops, forEachBroadcast } from './broadcast.js';

export interface BatchMatmulAttrs {
  /** The left matrices are stored as [depth][rows]. */
  readonly leftTransposed: boolean;
  /** The right matrices are stored as [columns][depth]. */
  readonly rightTransposed: boolean;
}

/** The most dimensions that TFLM takes. */
const rank = 5;

/** Sizes, how far apart neighbours are in the operands, and loops over pairs of matrices. */
export function batchMatmulShape(o: Operands<BatchMatmulAttrs>) {
  const left = o.input(0, 'left operand').type.shape, right = o.input(1, 'right operand').type.shape, { leftTransposed, rightTransposed } = o.attrs;
  const [leftHeight = 1, leftWidth = 1] = left.slice(-2), [rightHeight = 1, rightWidth = 1] = right.slice(-2);
  const leftBatches = left.slice(0, -2), rightBatches = right.slice(0, -2);
  const batches = broadcastShape(leftBatches, rightBatches);
  return {
    rows: leftTransposed ? leftWidth : leftHeight, depth: leftTransposed ? leftHeight : leftWidth, rightDepth: rightTransposed ? rightWidth : rightHeight,
    columns: rightTransposed ? rightHeight : rightWidth, batches,
    leftRowStep: leftTransposed ? 1 : leftWidth, leftDepthStep: leftTransposed ? leftWidth : 1,
    rightDepthStep: rightTransposed ? 1 : rightWidth, rightColumnStep: rightTransposed ? rightWidth : 1,
    loops: broadcastLoops([leftBatches, rightBatches], batches)
      .map(({ extent, steps: [a = 0, b = 0] }) => ({ extent, steps: [a * leftHeight * leftWidth, b * rightHeight * rightWidth] })),
  };
}

/** The shape that both broadcast to, or a shape that is neither's where they do not. */
function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const length = Math.max(a.length, b.length), extent = (shape: readonly number[], at: number): number => shape[at - length + shape.length] ?? 1;
  return Array.from({ length }, (_, at) => (extent(a, at) === 1 ? extent(b, at) : extent(a, at)));
}

/** The scales are multiplied in double precision (GetQuantizedConvolutionMultipler, as TFLM builds it). */
export function batchMatmulQuantization(o: Operands<BatchMatmulAttrs>) {
  const a = o.perTensor(o.input(0)), b = o.perTensor(o.input(1)), y = o.perTensor(o.output(0));
  return {
    leftOffset: -a.zeroPoint, rightOffset: -b.zeroPoint, outputOffset: y.zeroPoint, result: toMultiplier((a.scale * b.scale) / y.scale),
    range: rangeOf(o.output(0).type.element === 'i16' ? 'i16' : 'i8'),
  };
}

export const batchMatmul: Op<BatchMatmulAttrs> = {
  name: 'batch_matmul',

  check(o) {
    const left = o.input(0, 'left operand'), right = o.input(1, 'right operand'), output = o.output(0), { element } = left.type;
    o.require(['i8', 'i16', 'f32'].includes(element), `operands of type i8 or i16 or f32; the left one is ${element}`);
    o.require(right.type.element === element && output.type.element === element, 'operands and an output of one type');
    for (const { type } of [left, right]) o.require(type.shape.length >= 2 && type.shape.length <= rank, `operands of two to ${rank} dimensions`);
    const { rows, depth, rightDepth, columns, batches } = batchMatmulShape(o), lengths = [left, right].map(({ type }) => type.shape.slice(0, -2));
    o.require(depth === rightDepth, `matrices that fit: the left ones have a depth of ${depth}, the right ones of ${rightDepth}`);
    o.require(lengths.every((own) => own.every((extent, at) => extent === 1 || extent === batches[at - own.length + batches.length])), 'leading dimensions that broadcast');
    const expected = [...batches, rows, columns].join();
    o.require(output.type.shape.join() === expected, `an output of shape [${expected}]; it has [${output.type.shape.join()}]`);
    if (element === 'f32') return;
    const { result } = batchMatmulQuantization(o);
    if (element === 'i8') return;
    o.require([left, right, output].every((value) => o.perTensor(value).zeroPoint === 0), 'zero points of 0');
    o.require(result.shift <= 14, 'scales whose rescaling is below 2^14');
  },

  macs(o) {
    const { rows, depth, columns, batches } = batchMatmulShape(o);
    return elementCount(batches) * rows * depth * columns;
  },

  evaluate(o, data) {
    const { rows, depth, columns, leftRowStep, leftDepthStep, rightDepthStep, rightColumnStep, loops } = batchMatmulShape(o);
    const product = dotProduct(o, data, depth, leftDepthStep, rightDepthStep), y = data.write(o.output(0));
    forEachBroadcast(loops, (batch, left, right) => {
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          y[(batch * rows + row) * columns + column] = product(left + row * leftRowStep, right + column * rightColumnStep);
    });
  },
};

/** One element of the result, from where its row of the left and its column of the right operand begin. */
function dotProduct(o: Operands<BatchMatmulAttrs>, data: Tensors, depth: number, leftStep: number, rightStep: number): (left: number, right: number) => number {
  const { element } = o.output(0).type;
  if (element === 'f32') {
    const f = Math.fround, a = data.f32(o.input(0)), b = data.f32(o.input(1));
    return (left, right) => {
      let sum = 0;
      for (let k = 0; k < depth; k++) sum = f(sum + f(a[left + k * leftStep]! * b[right + k * rightStep]!));
      return sum;
    };
  }
  const q = batchMatmulQuantization(o), wide = element === 'i16';
  const a = wide ? data.i16(o.input(0)) : data.i8(o.input(0)), b = wide ? data.i16(o.input(1)) : data.i8(o.input(1));
  return (left, right) => {
    let sum = 0;
    for (let k = 0; k < depth; k++) sum += (a[left + k * leftStep]! + q.leftOffset) * (b[right + k * rightStep]! + q.rightOffset);
    return clamp((wide ? requantizeWide(BigInt(sum), q.result) : requantize(sum | 0, q.result)) + q.outputOffset, ...q.range);
  };
}
