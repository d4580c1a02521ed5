/** Builds .tflite files in a few readable lines, so that a test shows its model. The same spec gives the same bytes. */
import { elementBytes, viewOf, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { builtinOperator, elementOf, fileIdentifier, schemaVersion, tensorTypes, type TensorTypeName } from '../../codegen/frontends/tflite/schema.js';
import { writeFlatBuffer, type FieldContent, type TableContent } from './flatbuffer_writer.js';

export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: TensorTypeName;
  readonly scales?: readonly number[];
  readonly zeroPoints?: readonly number[];
  /** quantized_dimension; needed with more than one scale. */
  readonly axis?: number;
  /** Makes it a constant. int4: one value an entry, packed when written. */
  readonly data?: readonly number[] | readonly bigint[] | TypedArray;
  /** The constant's bytes lie behind the FlatBuffer, as in files above 2 GB; the caller appends them. */
  readonly outside?: { readonly offset: number; readonly size: number };
  /** State that the model keeps from run to run. */
  readonly variable?: boolean;
  /** More fields of the Tensor table, by their names in schema.fbs. */
  readonly fields?: TableContent;
}

export interface OperatorSpec {
  /** Name in schema.fbs, such as ADD, or the name of a custom operator. */
  readonly op: string | { readonly custom: string };
  readonly version?: number;
  /** Tensor indexes; -1: left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Fields of the operator's options table; those left out have the schema's defaults. */
  readonly options?: Readonly<Record<string, number | boolean | string | readonly number[]>>;
  readonly customOptions?: Uint8Array;
  /** Writes the options table of this operator instead: a wrong file. */
  readonly optionsOf?: string;
}

export interface SubgraphSpec {
  readonly name?: string;
  readonly tensors: readonly TensorSpec[];
  readonly operators: readonly OperatorSpec[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** Sub-graph 0, and the sub-graphs 1, 2, ... that its operators run. */
export interface ModelSpec extends SubgraphSpec {
  readonly subgraphs?: readonly SubgraphSpec[];
  /** Schema version, if it is not the right one. */
  readonly version?: number;
}

/** The model as the bytes of a .tflite file. */
export function makeModel(spec: ModelSpec): Uint8Array {
  const graphs: readonly SubgraphSpec[] = [spec, ...(spec.subgraphs ?? [])];
  const codes = new Map<string, { readonly index: number; readonly content: TableContent }>();
  const buffers: TableContent[] = [{}];
  const subgraphs = graphs.map((graph, index) => ({
    name: graph.name ?? (index === 0 ? 'main' : `subgraph_${index}`),
    tensors: graph.tensors.map((tensor) => tensorContent(tensor, buffers)),
    inputs: graph.inputs, outputs: graph.outputs,
    operators: graph.operators.map((operator) => operatorContent(operator, codes)),
  }));
  return writeFlatBuffer('Model', {
    version: spec.version ?? schemaVersion, subgraphs, buffers,
    operator_codes: [...codes.values()].map((code) => code.content),
  }, fileIdentifier);
}

function tensorContent(tensor: TensorSpec, buffers: TableContent[]): TableContent {
  const buffer = tensor.outside ?? (tensor.data === undefined ? undefined : { data: encode(tensor.type, tensor.data) });
  if (buffer !== undefined) buffers.push(buffer);
  return {
    name: tensor.name, shape: tensor.shape, has_rank: true, type: tensorTypes.indexOf(tensor.type),
    buffer: buffer === undefined ? 0 : buffers.length - 1, is_variable: tensor.variable,
    quantization: tensor.scales === undefined ? undefined : {
      scale: tensor.scales, zero_point: tensor.zeroPoints ?? tensor.scales.map(() => 0), quantized_dimension: tensor.axis,
    },
    ...tensor.fields,
  };
}

function operatorContent(operator: OperatorSpec, codes: Map<string, { readonly index: number; readonly content: TableContent }>): TableContent {
  const { op, version = 1 } = operator;
  const custom = typeof op === 'string' ? undefined : op.custom;
  const builtin = builtinOperator(typeof op === 'string' ? op : 'CUSTOM');
  if (builtin === undefined) throw new Error(`schema.fbs has no operator ${String(op)}`);
  const key = JSON.stringify([op, version]);
  const code = codes.get(key) ?? {
    index: codes.size,
    content: { deprecated_builtin_code: Math.min(builtin.number, 127), builtin_code: builtin.number, custom_code: custom, version },
  };
  codes.set(key, code);
  const { options: schema } = operator.optionsOf === undefined ? builtin : builtinOperator(operator.optionsOf) ?? builtin;
  if (schema === undefined && operator.options !== undefined) throw new Error(`${builtin.name} has no options in schema.fbs`);
  const options: Record<string, FieldContent> = schema === undefined ? {} : {
    [`${schema.union}_type`]: schema.type, [schema.union]: { schema, fields: operator.options ?? {} },
  };
  return { opcode_index: code.index, inputs: operator.inputs, outputs: operator.outputs, custom_options: operator.customOptions, ...options };
}

/** Values as the little-endian bytes of a tensor type. */
export function encode(type: TensorTypeName, values: readonly number[] | readonly bigint[] | TypedArray): Uint8Array {
  if (ArrayBuffer.isView(values) && type !== 'int4') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  if (type === 'int4') return packInt4(Array.from<number | bigint, number>(values, Number));
  const element = elementOf[type];
  if (element === undefined) throw new Error(`no data of type ${type}`);
  const wide = element === 'i64' || element === 'u64';
  const bytes = new Uint8Array(values.length * elementBytes(element));
  const view = viewOf(element, bytes);
  Array.from<number | bigint>(values).forEach((value, index) => { view[index] = wide ? BigInt(value) : Number(value); });
  return bytes;
}

/** Two values a byte, the first in the low half. */
function packInt4(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(values.length / 2));
  values.forEach((value, index) => { bytes[index >> 1]! |= (value & 15) << (4 * (index & 1)); });
  return bytes;
}
