/** Operators of the user's own: what a file given with --custom-op exports. */
import type { Op, Operands, Tensors, Value } from '../runtime-ts/ir/graph.js';
import { slices } from './ops/index.js';
import type { HiddenState, Kernel, KernelCall, OpSlice, TfliteOptions } from './ops/op_slice.js';

/** A C kernel: the function `<symbol>(&params, reads..., writes..., scratch)`, declared with `<symbol>_params` in `<symbol>.h`. */
export interface CustomKernel<A> extends Omit<Kernel<A>, 'call'> {
  /** Default: no params, all operands (the states last) are read, all results are written. */
  call?(o: Operands<A>): KernelCall | readonly KernelCall[];
  /** The C files that it needs, headers included, relative to the file with the operator; names that begin with `bn_` are the compiler's. */
  readonly files: readonly string[];
}

/** An operator: how a model file says it, what it means, and what executes it. */
export interface CustomOp<A = unknown> {
  /** The custom operator's name in the model file. */
  readonly code: string;
  /** Attributes from the custom options; absent: none. */
  decode?(options: TfliteOptions): A;
  /** Memory that the operator keeps between runs; operands after those of the file. */
  states?(attrs: A, inputs: readonly (Value | null)[], outputs: readonly Value[]): readonly HiddenState[];
  /** Reports what the operator cannot take, through `o.require`. */
  check(o: Operands<A>): void;
  /** The reference result, which the C kernel has to equal in every bit. */
  evaluate(o: Operands<A>, data: Tensors): void;
  /** Multiply-accumulates of one run. */
  macs?(o: Operands<A>): number;
  /** Best first; none: the operator runs in Node only. */
  readonly kernels?: readonly CustomKernel<A>[];
}

/** Checks the types of an operator where it is written. */
export function customOp<A>(op: CustomOp<A>): CustomOp {
  return op as CustomOp;
}

/** An operator of the user's with the texts of its C files by their names. */
export interface LoadedCustomOp { readonly slice: OpSlice; readonly files: ReadonlyMap<string, string> }

/** Every operator that Burin knows, and these. */
export function slicesWith(customOps: readonly LoadedCustomOp[] = []): readonly OpSlice[] {
  return [...slices, ...customOps.map(({ slice }) => slice)];
}

/** A custom operator as a slice like any other. */
export function customSlice(custom: CustomOp): OpSlice {
  const op: Op = {
    name: custom.code.toLowerCase(), check: (o) => { custom.check(o); }, evaluate: (o, data) => { custom.evaluate(o, data); },
    ...(custom.macs === undefined ? {} : { macs: (o: Operands<unknown>) => custom.macs?.(o) ?? 0 }),
  };
  const { states } = custom;
  return {
    op,
    tflite: [{ code: custom.code, custom: true, decode: (options) => custom.decode?.(options) ?? null, ...(states === undefined ? {} : { states: states.bind(custom) }) }],
    kernels: (custom.kernels ?? []).map(({ files: _, ...kernel }) => ({ ...kernel, call: (o: Operands<unknown>) => kernel.call?.(o) ?? callOfAll(o) })),
  };
}

function callOfAll(o: Operands<unknown>): KernelCall {
  const reads = Array.from({ length: o.inputCount }, (_, at) => o.optional(at)).filter((value) => value !== undefined);
  return { params: {}, reads, writes: Array.from({ length: o.outputCount }, (_, at) => o.output(at)) };
}
