/**
 * The intermediate representation: what a model means. Immutable; passes make a new Graph.
 * Every shape is static. Layout is TensorFlow Lite's (NHWC, row-major, last dimension fastest).
 */

/** Element types. int4 weights are widened to i8 when a model is read; kernels may pack them again. */
export type Element = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'f32' | 'bool';

export type TypedArray =
  | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | BigUint64Array | Float32Array;

/** real = scale * (stored - zeroPoint). One scale per tensor, or one per index of dimension `axis`. */
export interface Quantization {
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  readonly axis?: number;
}

export interface TensorType {
  readonly element: Element;
  readonly shape: readonly number[];
  readonly quantization?: Quantization;
  /** Bits of an element in the file, where they are fewer than the element's: int4 weights are widened when read. */
  readonly storedBits?: 4;
}

export type Storage =
  /** Lives in the arena, written once per run by a node or the caller. */
  | { readonly kind: 'activation' }
  /** Lives in flash. */
  | Constant
  /** Survives between runs: variable tensors, resource variables, KV caches. Nodes may read and write it. */
  | { readonly kind: 'state'; readonly initial: Uint8Array };

export interface Constant {
  readonly kind: 'constant';
  /** Of a lazy constant they are read anew each time: ask `constantLength` for their number. */
  readonly bytes: Uint8Array;
  /** Number of bytes of a lazy constant. */
  readonly byteLength?: number;
}

export type ValueId = number & { readonly brand: 'ValueId' };
export type NodeId = number & { readonly brand: 'NodeId' };

export interface Value {
  readonly id: ValueId;
  readonly name: string;
  readonly type: TensorType;
  readonly storage: Storage;
  /** Index of the tensor in the file it was read from, for messages and for comparing with golden vectors. */
  readonly source?: number | undefined;
}

export interface Node<A = unknown> {
  readonly id: NodeId;
  readonly name: string;
  readonly op: Op<A>;
  readonly attrs: A;
  /** null: an optional operand that the model leaves out. */
  readonly inputs: readonly (ValueId | null)[];
  readonly outputs: readonly ValueId[];
  /** Index of the operator in the file it was read from. */
  readonly source?: number | undefined;
}

export interface Graph {
  readonly name: string;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  /** Ids are unique in the whole model, sub-graphs included; a state shared by sub-graphs is one Value. */
  readonly values: ReadonlyMap<ValueId, Value>;
  /** In execution order. */
  readonly nodes: readonly Node[];
}

/** An operator: its name (the TensorFlow Lite name in lower case), its rules and its meaning. */
export interface Op<A = unknown> {
  readonly name: string;
  /** Reports what the operator cannot take, through `o.require`. */
  check(o: Operands<A>): void;
  /** The reference result, equal in every bit to TFLM's reference kernel for integer types. */
  evaluate(o: Operands<A>, data: Tensors): void;
  /** Operands that may be int4 in the file (`storedBits`). Default: none. */
  readonly int4Operands?: readonly number[];
  /** Each element of output 0 is the answer to the elements at its place in the operands, which broadcast. */
  readonly pointwise?: true;
  /** Multiply-accumulates of one run; absent where the operator has none. */
  macs?(o: Operands<A>): number;
  /** Sub-graphs that the operator runs (IF, WHILE, CALL_ONCE). */
  subgraphs?(attrs: A): readonly Graph[];
}

/** One node's operands. Every accessor throws a CompileError that names the node instead of returning undefined. */
export interface Operands<A> {
  readonly attrs: A;
  readonly inputCount: number;
  readonly outputCount: number;
  input(index: number, role?: string): Value;
  optional(index: number): Value | undefined;
  output(index: number): Value;
  /** The numbers of a constant operand, such as an axis or a shape; integers of any width. */
  constant(index: number, role: string): readonly number[];
  /** Per-tensor quantization; refuses an unquantized or per-channel value. */
  perTensor(value: Value): { readonly scale: number; readonly zeroPoint: number };
  require(ok: boolean, what: string): void;
}

/** The data of a running graph. A view is live: writing it changes the tensor. */
export interface Tensors {
  read(value: Value): TypedArray;
  write(value: Value): TypedArray;
  /** Typed views for the common case; they refuse a value of another element type. */
  i8(value: Value): Int8Array;
  i16(value: Value): Int16Array;
  i32(value: Value): Int32Array;
  f32(value: Value): Float32Array;
  /** Runs a sub-graph on copies of `inputs`; returns its outputs. State is shared with the caller's. */
  call(graph: Graph, inputs: readonly TypedArray[]): readonly TypedArray[];
  /** Ends the run behind this node; outputs that were not computed stay as they are. */
  stop(): void;
}

const byteWidth: Readonly<Record<Element, number>> = {
  i8: 1, u8: 1, bool: 1, i16: 2, u16: 2, i32: 4, u32: 4, f32: 4, i64: 8, u64: 8,
};

/** Bytes of one element. */
export function elementBytes(element: Element): number {
  return byteWidth[element];
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Bytes of a tensor, without padding. */
export function typeBytes(type: TensorType): number {
  return elementCount(type.shape) * elementBytes(type.element);
}

/** A constant that is read whenever its bytes are asked for, so that a graph can be larger than memory. `read` gives the same bytes each time. */
export function lazyConstant(byteLength: number, read: () => Uint8Array): Constant {
  return { kind: 'constant', byteLength, get bytes() { return read(); } };
}

/** Bytes of a constant, without reading them. */
export function constantLength(constant: Constant): number {
  return constant.byteLength ?? constant.bytes.byteLength;
}

/** A typed view of bytes; copies when the bytes are not aligned for the element. */
export function viewOf(element: Element, bytes: Uint8Array): TypedArray {
  const width = elementBytes(element);
  const aligned = bytes.byteOffset % width === 0 ? bytes : Uint8Array.from(bytes);
  const length = Math.floor(aligned.byteLength / width);
  const { buffer, byteOffset } = aligned;
  switch (element) {
    case 'i8': return new Int8Array(buffer, byteOffset, length);
    case 'u8':
    case 'bool': return new Uint8Array(buffer, byteOffset, length);
    case 'i16': return new Int16Array(buffer, byteOffset, length);
    case 'u16': return new Uint16Array(buffer, byteOffset, length);
    case 'i32': return new Int32Array(buffer, byteOffset, length);
    case 'u32': return new Uint32Array(buffer, byteOffset, length);
    case 'i64': return new BigInt64Array(buffer, byteOffset, length);
    case 'u64': return new BigUint64Array(buffer, byteOffset, length);
    case 'f32': return new Float32Array(buffer, byteOffset, length);
  }
}

/** The raw bytes of a tensor's data, without a copy. */
export function bytesOf(data: TypedArray): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** The value behind an id of a graph's own. */
export function valueOf(graph: Graph, id: ValueId): Value {
  const value = graph.values.get(id);
  if (value === undefined) throw new Error(`graph "${graph.name}" has no value ${id}`);
  return value;
}
