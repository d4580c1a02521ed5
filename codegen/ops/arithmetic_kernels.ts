import { elementCount, type Operands } from '../../runtime-ts/ir/graph.js';
import { activationRangeFloat } from '../../runtime-ts/numerics/fixed_point.js';
import { int32Range, type ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { broadcastLoops, type BroadcastLoop } from '../../runtime-ts/ops/broadcast.js';
import { float, list, type Kernel, type KernelCall, type KernelParams, type StructField } from './op_slice.js';

/** The fields of bn_broadcast. */
export function broadcastParams(loops: readonly BroadcastLoop[]): StructField {
  const items = loops.map(({ extent, steps: [left = 0, right = 0] }): StructField => ({ kind: 'struct', fields: { extent, left_step: left, right_step: right } }));
  return { kind: 'struct', fields: { rank: loops.length, loops: list(items) } };
}

/** A call of a kernel on two operands that broadcast; `params` beside the loops. */
export function broadcastCall<A>(o: Operands<A>, params: KernelParams): KernelCall {
  const loops = broadcastLoops([o.input(0).type.shape, o.input(1).type.shape], o.output(0).type.shape);
  return { params: { broadcast: broadcastParams(loops), ...params }, reads: [o.input(0), o.input(1)], writes: [o.output(0)] };
}

/** Those of some operands that have the result's own size: a repeated one would be read again after it is overwritten. */
export function unrepeated<A>(o: Operands<A>, operands: readonly number[]): readonly number[] {
  const size = elementCount(o.output(0).type.shape);
  return operands.filter((index) => elementCount(o.input(index).type.shape) === size);
}

/** Of a left and a right operand. */
export function unrepeatedOperands<A>(o: Operands<A>): readonly number[] {
  return unrepeated(o, [0, 1]);
}

/** `true` for nodes whose output has this element type. */
export function takes<A>(element: string): (o: Operands<A>) => true | string {
  return (o) => (o.output(0).type.element === element ? true : `takes ${element}, not ${o.output(0).type.element}`);
}

/** The int32 and float32 kernels of ADD, SUB and MUL, which differ in nothing but the operation. */
export function plainKernels(name: 'add' | 'sub' | 'mul'): readonly Kernel<ArithmeticAttrs>[] {
  return [
    {
      symbol: `bn_${name}_s32`, accepts: takes('i32'), inPlace: unrepeatedOperands,
      call(o) {
        const [activation_min, activation_max] = int32Range(name, o.attrs.activation);
        return broadcastCall(o, { activation_min, activation_max });
      },
    },
    {
      symbol: `bn_${name}_f32`, accepts: takes('f32'), inPlace: unrepeatedOperands,
      call(o) {
        const [low, high] = activationRangeFloat(o.attrs.activation);
        return broadcastCall(o, { activation_min: float(low), activation_max: float(high) });
      },
    },
  ];
}

