/** What ADD, SUB and MUL share: two operands that broadcast, and a fused activation. */
import type { Op, Operands } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { activationRange, activationRangeFloat, clamp, INT32_MAX, INT32_MIN } from '../numerics/fixed_point.js';
import { checkActivation } from './check_activation.js';
import { broadcastLoops, checkBroadcast, forEachBroadcast } from './broadcast.js';

export interface ArithmeticAttrs { readonly activation: Activation }

/** One element of the result, before the activation. */
export type Combine = (left: number, right: number) => number;

export interface ArithmeticOperator {
  readonly name: string;
  /** From stored int8 or int16 numbers to a stored result, activation included. */
  quantized(o: Operands<ArithmeticAttrs>): Combine;
  readonly float: Combine;
  /** Wraps around as int32. */
  readonly int32: Combine;
  check?(o: Operands<ArithmeticAttrs>): void;
}

export function arithmeticLoops(o: Operands<ArithmeticAttrs>) {
  return broadcastLoops([o.input(0).type.shape, o.input(1).type.shape], o.output(0).type.shape);
}

/** The range of the fused activation in output units. */
export function quantizedRange(o: Operands<ArithmeticAttrs>): readonly [number, number] {
  const output = o.output(0), y = o.perTensor(output);
  return activationRange(o.attrs.activation, output.type.element === 'i16' ? 'i16' : 'i8', y.scale, y.zeroPoint);
}

/** CalculateActivationRange (kernel_util.h) for int32; TFLM's ADD leaves int32 sums as they are, whatever the activation (micro/kernels/add.cc). */
export function int32Range(operator: string, activation: Activation): readonly [number, number] {
  switch (operator === 'add' ? 'none' : activation) {
    case 'relu': return [0, INT32_MAX];
    case 'relu6': return [0, 6];
    case 'relu_n1_to_1': return [-1, 1];
    case 'none':
    case 'tanh':
    case 'sign_bit': return [INT32_MIN, INT32_MAX];
  }
}

export function defineArithmetic(operator: ArithmeticOperator): Op<ArithmeticAttrs> {
  return {
    name: operator.name,
    pointwise: true,

    check(o) {
      const values = [o.input(0, 'left operand'), o.input(1, 'right operand'), o.output(0)];
      const [element] = values.map(({ type }) => type.element);
      o.require(values.every(({ type }) => type.element === element) && ['i8', 'i16', 'i32', 'f32'].includes(element ?? ''),
        'int8, int16, int32 or float32 operands and an output of the same type');
      checkBroadcast(o, values.slice(0, 2), o.output(0));
      if (element === 'i8' || element === 'i16') {
        values.forEach((value) => o.perTensor(value));
        checkActivation(o, o.attrs.activation, o.output(0));
      }
      operator.check?.(o);
    },

    evaluate(o, data) {
      const left = data.read(o.input(0)), right = data.read(o.input(1)), out = data.write(o.output(0));
      const combine = combinerOf(operator, o);
      forEachBroadcast(arithmeticLoops(o), (at, l, r) => { out[at] = combine(Number(left[l]!), Number(right[r]!)); });
    },
  };
}

function combinerOf(operator: ArithmeticOperator, o: Operands<ArithmeticAttrs>): Combine {
  switch (o.output(0).type.element) {
    case 'f32': {
      const [low, high] = activationRangeFloat(o.attrs.activation);
      return (left, right) => clamp(operator.float(left, right), low, high);
    }
    case 'i32': {
      const [low, high] = int32Range(operator.name, o.attrs.activation);
      return (left, right) => clamp(operator.int32(left, right), low, high);
    }
    default: return operator.quantized(o);
  }
}

