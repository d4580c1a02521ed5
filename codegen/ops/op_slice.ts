/**
 * The contract between an operator and the rest of the compiler. One slice per operator says how a TFLite
 * operator is decoded and which C kernels can execute it; nothing else in codegen knows operators by name.
 */
import type { Element, Graph, Op, Operands, TensorType, TypedArray, Value } from '../../runtime-ts/ir/graph.js';
import type { Activation } from '../../runtime-ts/numerics/activation.js';

/** What a core can do beyond plain C. `smlal`: Armv7-M without `dsp`, whose long multiplications are the best there is. `neon`: 64-bit Arm. */
export type Feature = 'smlal' | 'dsp' | 'mve' | 'fpu' | 'neon';

/** The options of one TFLite operator, read by the field names of schema.fbs, with the schema's defaults. */
export interface TfliteOptions {
  /** A numeric field (enum fields as their number). */
  number(field: string): number;
  flag(field: string): boolean;
  numbers(field: string): readonly number[];
  text(field: string): string;
  /** `fused_activation_function`. */
  activation(): Activation;
  /** `padding`. */
  padding(): 'same' | 'valid';
  /** A sub-graph by index, already read. */
  graph(index: number): Graph;
  /** The custom options of a custom operator. */
  readonly custom: Uint8Array;
  /** A number (or a flag, as 0 or 1) of the FlexBuffer map in the custom options; one that is missing is `otherwise`, or refused. */
  customNumber(field: string, otherwise?: number): number;
  /** Operator version as written in the file. */
  readonly version: number;
  /** Reports that the operator uses something we cannot take. */
  refuse(what: string): never;
}

/** Memory that an operator keeps between runs and that the file does not show as a tensor. */
export interface HiddenState {
  readonly name: string;
  readonly type: TensorType;
  /** Content at the start and after a reset; absent: zeros. */
  readonly initial?: Uint8Array;
}

export interface TfliteDecoder<A> {
  /** Builtin operator name of schema.fbs, such as CONV_2D, or the custom operator's name. */
  readonly code: string;
  readonly custom?: true;
  decode(options: TfliteOptions): A;
  /** Each becomes a state value, an operand of the node after those of the file. */
  states?(attrs: A, inputs: readonly (Value | null)[], outputs: readonly Value[]): readonly HiddenState[];
}

/** A constant that the compiler computed for a kernel: repacked weights, folded bias, multipliers, tables. */
export interface TableField {
  readonly kind: 'table';
  /** What it is, as a C name part: `weights`, `bias`, `multipliers`. */
  readonly name: string;
  readonly element: Element;
  /** Of a lazy table it is computed anew each time: ask `length` for the number of elements. */
  readonly data: TypedArray;
  readonly length: number;
  /** What a lazy table is made of: those with the same key are one table, as others are that have the same content. */
  readonly key?: string | undefined;
  /** A comment for a reader: the shape or layout. */
  readonly layout?: string | undefined;
  /** Bytes; at least the element's own. */
  readonly align?: number | undefined;
}
export interface FloatField { readonly kind: 'float'; readonly value: number }
/** A C identifier, such as an enumerator or a function, written as it is. */
export interface SymbolField { readonly kind: 'symbol'; readonly name: string }
export interface ListField { readonly kind: 'list'; readonly items: readonly Field[] }
export interface StructField { readonly kind: 'struct'; readonly fields: KernelParams }

/** Bytes as indices of a few bits into tables of values. */
export interface Coded {
  /** Bits of an index, 1 to 7. */
  readonly width: number;
  /** Bytes that share a table of values. */
  readonly block: number;
  /** [blocks][2^width] */
  readonly values: Uint8Array;
  /** The highest bit of each byte first. */
  readonly indices: Uint8Array;
}

/** Weights that are unpacked into the call's memory, `offset` bytes from its beginning. */
export interface UnpackedField { readonly kind: 'unpacked'; readonly element: Element; readonly offset: number }

/** A field of a kernel's params struct. A number is an integer literal; null is NULL. */
export type Field = number | bigint | boolean | null | TableField | FloatField | SymbolField | ListField | StructField | UnpackedField;
/** Keys are the C struct's field names, in its order. */
export type KernelParams = { readonly [field: string]: Field };

export function table(name: string, element: Element, data: TypedArray, layout?: string, align?: number): TableField {
  return { kind: 'table', name, element, data, length: data.length, layout, align };
}

/** A table that is computed whenever its data are asked for, so that nobody has to hold all tables of a model. */
export function lazyTable(name: string, element: Element, { compute, ...known }: Pick<TableField, 'length' | 'layout' | 'align'> & { readonly key: string; readonly compute: () => TypedArray }): TableField {
  return { kind: 'table', name, element, ...known, get data() { return compute(); } };
}
export function float(value: number): FloatField {
  return { kind: 'float', value };
}
export function list(items: readonly Field[]): ListField {
  return { kind: 'list', items };
}

/**
 * One call of a C kernel: `symbol(&params, reads..., writes..., scratch)`.
 * `params` is left out when it has no field. A read may be an activation, a state or a constant value.
 */
export interface KernelCall {
  /** The C function, where it is not the kernel's own; its header has the same name. */
  readonly symbol?: string;
  readonly params: KernelParams;
  readonly reads: readonly Value[];
  readonly writes: readonly Value[];
  /** Working memory, taken from the arena; passed last as `void *`. All calls of a node get the same, with what they left there. */
  readonly scratchBytes?: number;
  /** A bool among the writes: where it is 0 afterwards, the run ends, and the model's outputs stay as they are. */
  readonly stopUnless?: Value;
  /** Weights that bn_unpack writes into the call's memory first; set by --keep-compressed, not by kernels. */
  readonly unpack?: { readonly coded: Coded; readonly bytes: number; readonly offset: number };
}

/** A C function in firmware/: `include/bn_<x>.h` declares it and its `<symbol>_params`, `kernels/bn_<x>.c` defines it. */
export interface Kernel<A> {
  readonly symbol: string;
  /** Header without path; default `<symbol>.h`. A header may declare several kernels of one family. */
  readonly header?: string;
  /** Needs less memory than a kernel after it, and more time: taken only where memory counts. */
  readonly lean?: true;
  /** Core features without which it does not run. */
  readonly needs?: readonly Feature[];
  /** `true`, or why this node is not for this kernel. Absent: takes every node that passes the operator's check. */
  accepts?(o: Operands<A>): true | string;
  /** One call, or several in order: a copy for every operand, a fill before a copy. */
  call(o: Operands<A>): KernelCall | readonly KernelCall[];
  /** Read indexes (into `reads`) whose buffer the kernel may overwrite with `writes[0]`, element by element. */
  inPlace?(o: Operands<A>): readonly number[];
  /**
   * The output may lie in the memory of the first read if it begins at least this many bytes before it: the kernel writes in ascending
   * order and never what it still reads. Absent: they share nothing.
   */
  headStart?(o: Operands<A>): number;
  /** The header also has `static inline <symbol>_inline(...)` with the same arguments, for the specialised form. */
  readonly inline?: true;
  /** Numbers of the params (a path joined with `_`) that layers with one body may have different even where speed counts: no inner loop depends on them. */
  readonly varies?: readonly string[];
  /** Numbers that choose between loops, so that layers in which they differ have bodies of their own even where flash counts most. */
  readonly alike?: readonly string[];
}


/** What an operator does that runs sub-graphs. Values pass by copy; sub-graphs share only state with their caller. */
export type Control = {
  /** Of the node, without a condition. */
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
} & (
  | { readonly kind: 'if'; readonly condition: Value; readonly then: Graph; readonly otherwise: Graph }
  | { readonly kind: 'while'; readonly condition: Graph; readonly body: Graph }
  /** `done` is a state of one byte. */
  | { readonly kind: 'once'; readonly done: Value; readonly initial: Graph }
);

/** Values that are parts of one: bytes of `whole` from `offset`. */
export interface View {
  readonly whole: Value;
  readonly parts: readonly { readonly value: Value; readonly offset: number }[];
}

export interface OpSlice<A = unknown> {
  readonly op: Op<A>;
  readonly tflite: readonly TfliteDecoder<A>[];
  /** Best first: the first that the core has features for and that accepts the node is taken. None with `control`. */
  readonly kernels: readonly Kernel<A>[];
  /** Whether output 0 is input 0 in every byte and in type, so that the node can be left out. */
  identity?(o: Operands<A>): boolean;
  /** Output 0 may share its memory with input 0; kernels[0] is the copy used when it cannot. */
  readonly alias?: true;
  /** How operands are parts of the result, or results of the operand: no code is needed where memory can be shared so. */
  view?(o: Operands<A>): View | undefined;
  /** The operator runs sub-graphs instead of a kernel. */
  control?(o: Operands<A>): Control;
}

/** Checks types where a slice is written; the list of slices then holds them all as OpSlice. */
export function defineOp<A>(slice: OpSlice<A>): OpSlice {
  return slice as OpSlice;
}
