/** Cases of the signal library's operators: custom operators with their options in a FlexBuffer. */
import { flexMap } from './flex_map.js';
import type { TensorSpec } from './make_model.js';
import type { OpCase } from './op_cases.js';

export type SignalTensor = Omit<TensorSpec, 'name'>;

export interface SignalSpec {
  readonly inputs: readonly SignalTensor[];
  readonly outputs: readonly SignalTensor[];
  readonly options?: Readonly<Record<string, number | boolean>>;
}

export function signalCase(op: string, name: string, spec: SignalSpec, more: Partial<OpCase> = {}): OpCase {
  const inputs = spec.inputs.map((tensor, at): TensorSpec => ({ name: `x${at}`, ...tensor })), outputs = spec.outputs.map((tensor, at): TensorSpec => ({ name: `y${at}`, ...tensor }));
  const results = outputs.map((_, at) => inputs.length + at);
  return {
    name, ...more,
    model: {
      tensors: [...inputs, ...outputs], inputs: inputs.flatMap(({ data }, at) => (data === undefined ? [at] : [])), outputs: results,
      operators: [{ op: { custom: op }, inputs: inputs.map((_, at) => at), outputs: results, ...(spec.options === undefined ? {} : { customOptions: flexMap(spec.options) }) }],
    },
  };
}

/** The types of `T` in options, as TensorType of schema.fbs numbers them. */
export const typeNumber = { float32: 0, int32: 2, int16: 7 } as const;

export const int16 = (...shape: readonly number[]): SignalTensor => ({ type: 'int16', shape });
export const uint32 = (...shape: readonly number[]): SignalTensor => ({ type: 'uint32', shape });
export const flag: SignalTensor = { type: 'bool', shape: [] };
