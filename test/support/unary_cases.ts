/** Cases of operators with one operand. */
import type { Fill } from './inputs.js';
import type { TensorSpec } from './make_model.js';
import type { OpCase } from './op_cases.js';

type Type = TensorSpec['type'];
export interface Side { readonly type: Type; readonly scale?: number; readonly zeroPoint?: number }

/** One operator from `input` to `output`, both of `shape`. */
export function unaryCase(op: string, name: string, shape: readonly number[], input: Side, output: Side, options: Readonly<Record<string, number | boolean>> = {}, fill?: Fill): OpCase {
  const tensor = (at: string, { type, scale, zeroPoint }: Side): TensorSpec =>
    ({ name: at, type, shape: [...shape], ...(scale === undefined ? {} : { scales: [scale], zeroPoints: [zeroPoint ?? 0] }) });
  return {
    name, ...(fill === undefined ? {} : { fills: [fill] }),
    model: { tensors: [tensor('x', input), tensor('y', output)], inputs: [0], outputs: [1], operators: [{ op, inputs: [0], outputs: [1], ...(Object.keys(options).length > 0 ? { options } : {}) }] },
  };
}

/** Every int8, as an input of 256 elements. */
export const everyByte: Fill = 'ramp';
