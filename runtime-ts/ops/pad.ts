/** PAD and PADV2: the input in the middle of a larger output (micro/kernels/pad_common.cc). */
import { elementCount, type Operands } from '../ir/graph.js';
import { defineMovement, moveBlock, type Move } from './movement.js';

const elements = ['i8', 'i16', 'i32', 'f32'] as const;

/** [dimension][before, after] */
function paddings(o: Operands<null>): readonly (readonly [number, number])[] {
  const numbers = o.constant(1, 'paddings');
  return o.input(0).type.shape.map((_, at) => [numbers[2 * at] ?? 0, numbers[2 * at + 1] ?? 0]);
}

function check(o: Operands<null>): void {
  o.require(o.input(1, 'paddings').type.element === 'i32', 'paddings of int32');
  const input = o.input(0, 'input'), expected = paddings(o).map(([before, after], at) => (input.type.shape[at] ?? 0) + before + after);
  o.require(paddings(o).every(([before, after]) => before >= 0 && after >= 0), 'paddings of 0 or more');
  o.require(expected.join() === o.output(0).type.shape.join(), `an output of shape [${expected.join(', ')}]; it has [${o.output(0).type.shape.join(', ')}]`);
}

function moves(o: Operands<null>): readonly Move[] {
  const { shape } = o.input(0).type;
  return [moveBlock({ input: 0, output: 0 }, shape, { shape }, { shape: o.output(0).type.shape, start: paddings(o).map(([before]) => before) })];
}

export const pad = defineMovement<null>({
  name: 'pad', elements, check, moves,
  // Real zero: the zero point of an int8 output; TFLM takes that of int16 to be 0.
  fill: (o) => ({ number: o.output(0).type.element === 'i8' ? o.output(0).type.quantization?.zeroPoints[0] ?? 0 : 0 }),
});

export const padV2 = defineMovement<null>({
  name: 'padv2', elements, moves,
  check(o) {
    check(o);
    const value = o.input(2, 'pad value'), output = o.output(0);
    o.require(value.type.element === output.type.element && elementCount(value.type.shape) === 1, 'one pad value of the output\'s type');
    if (output.type.element !== 'i8' || output.type.quantization === undefined) return;
    const v = o.perTensor(value), y = o.perTensor(output);
    o.require(v.scale === y.scale && v.zeroPoint === y.zeroPoint, 'a pad value of the output\'s scale and zero point');
  },
  fill: () => ({ operand: 2 }),
});
