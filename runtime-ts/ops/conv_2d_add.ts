/** CONV_2D and the ADD behind it as one operator, which passes make: what lies between them is never whole. */
import { elementCount, type Op, type Operands, type Tensors, type Value } from '../ir/graph.js';
import { add } from './add.js';
import type { ArithmeticAttrs } from './arithmetic.js';
import { conv2d, type Conv2dAttrs } from './conv_2d.js';

/** Operands: input, filter, bias or null, and the addition's other operand. */
export interface Conv2dAddAttrs {
  readonly convolution: Conv2dAttrs;
  /** The convolution's result, which is in no graph. */
  readonly between: Value;
  /** Whether that is the addition's left operand. */
  readonly isLeft: boolean;
  readonly sum: ArithmeticAttrs;
}

/** What does not depend on which part of the operator asks. */
const shared = (o: Operands<Conv2dAddAttrs>): Pick<Operands<never>, 'outputCount' | 'constant' | 'perTensor' | 'require'> => ({
  outputCount: 1, constant: (index, role) => o.constant(index, role), perTensor: (value) => o.perTensor(value), require: (ok, what) => { o.require(ok, what); },
});

/** The operands of the convolution alone. */
export function convolutionPart(o: Operands<Conv2dAddAttrs>): Operands<Conv2dAttrs> {
  return {
    ...shared(o), attrs: o.attrs.convolution, inputCount: 3,
    input: (index, role) => o.input(index, role), optional: (index) => (index < 3 ? o.optional(index) : undefined), output: () => o.attrs.between,
  };
}

/** The operands of the addition alone. */
export function sumPart(o: Operands<Conv2dAddAttrs>): Operands<ArithmeticAttrs> {
  const operand = (index: number): Value => ((index === 0) === o.attrs.isLeft ? o.attrs.between : o.input(3));
  return { ...shared(o), attrs: o.attrs.sum, inputCount: 2, input: operand, optional: operand, output: (index) => o.output(index) };
}

export const conv2dAdd: Op<Conv2dAddAttrs> = {
  name: 'conv_2d_add',

  check(o) {
    conv2d.check(convolutionPart(o));
    add.check(sumPart(o));
    o.require([o.attrs.between, o.input(3), o.output(0)].every(({ type }) => type.element === 'i8' && type.shape.join() === o.output(0).type.shape.join()), 'int8 operands of one shape');
  },

  macs: (o) => conv2d.macs?.(convolutionPart(o)) ?? 0,

  evaluate(o, data) {
    const { between } = o.attrs, result = new Int8Array(elementCount(between.type.shape));
    const both: Tensors = {
      read: (value) => (value === between ? result : data.read(value)), write: (value) => (value === between ? result : data.write(value)),
      i8: (value) => data.i8(value), i16: (value) => data.i16(value), i32: (value) => data.i32(value), f32: (value) => data.f32(value),
      call: (graph, inputs) => data.call(graph, inputs), stop: () => { data.stop(); },
    };
    conv2d.evaluate(convolutionPart(o), both);
    add.evaluate(sumPart(o), both);
  },
};
