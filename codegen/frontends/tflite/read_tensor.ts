/** One tensor of the file: its type, its quantization and the bytes it starts with. */
import { fail } from '../../../runtime-ts/diagnostic.js';
import { elementBytes, elementCount, typeBytes, type Element, type Quantization, type Storage, type TensorType } from '../../../runtime-ts/ir/graph.js';
import { elementOf, tensorTypes, type TensorTypeName } from './schema.js';
import type { Table } from './table_reader.js';

export interface TensorContent {
  readonly name: string;
  readonly type: TensorType;
  readonly storage: Storage;
}

/** The bytes of one of the model's buffers; `where` names who asks. */
export type BufferLookup = (index: number, where: string) => Uint8Array;

/** No operator takes more than 8 dimensions; the bound keeps a damaged file from costing memory. */
const maxRank = 16;
const maxBytes = 2 ** 31 - 1;
/** A state is allocated when the model is read; no microcontroller has this much. */
const maxStateBytes = 2 ** 26;

/** How messages name a tensor: `tensor #3 "conv/weights"`. */
function describeTensor(table: Table, index: number): string {
  const name = table.text('name');
  return name === '' ? `tensor #${index}` : `tensor #${index} "${name}"`;
}

/** Reads a tensor that an operator, an input or an output uses; `buffer` looks up the model's buffers. */
export function readTensor(table: Table, index: number, buffer: BufferLookup): TensorContent {
  const where = describeTensor(table, index);
  const stored = readTypeName(table, where);
  const element = elementOf[stored];
  if (element === undefined) return refuseType(stored, where);
  if (table.table('sparsity') !== undefined)
    fail('N0110', 'is sparse', { where, hint: 'convert the model without sparsity, or densify its weights' });
  if (table.number('external_buffer') !== 0)
    fail('N0110', 'has its data in another file', { where, hint: 'convert the model into one file' });

  const shape = readShape(table, elementBytes(element), where);
  const quantization = readQuantization(table, element, shape, where);
  const type: TensorType = { element, shape, ...(quantization === undefined ? {} : { quantization }), ...(stored === 'int4' ? { storedBits: 4 } : {}) };
  const data = buffer(table.number('buffer'), where);
  return { name: table.text('name') || `tensor_${index}`, type, storage: readStorage(table, type, stored, data, where) };
}

function readTypeName(table: Table, where: string): TensorTypeName {
  const number = table.number('type');
  return tensorTypes[number] ?? fail('N0107', `has the type number ${number}, which the file format does not define`, { where });
}

function refuseType(stored: TensorTypeName, where: string): never {
  const hints: Partial<Record<TensorTypeName, string>> = {
    float16: 'convert the model with float32 or int8 weights',
    resource: 'a resource variable has to be named by a VAR_HANDLE in the sub-graph that uses it',
  };
  fail('N0107', `has the type ${stored}`, {
    where, why: `supported are ${Object.keys(elementOf).join(', ')}`,
    hint: hints[stored] ?? 'quantize the model to int8, or convert it to float32',
  });
}

function readShape(table: Table, width: number, where: string): readonly number[] {
  const shape = table.numbers('shape', maxRank);
  const negative = shape.find((extent) => extent < 0);
  if (negative !== undefined)
    fail('N0106', `has the shape [${shape.join(', ')}], which is known only while the model runs`, {
      where, hint: 'convert the model with fixed input shapes (a batch size of 1)',
    });
  const bytes = elementCount(shape) * width;
  if (bytes > maxBytes)
    fail('N0106', `has the shape [${shape.join(', ')}] and takes ${bytes} bytes; the limit is ${maxBytes}`, { where });
  return shape;
}

const zeroPointRange: Readonly<Record<Element, readonly [number, number]>> = {
  i8: [-128, 127], u8: [0, 255], i16: [-32768, 32767], u16: [0, 65535], i32: [-(2 ** 31), 2 ** 31 - 1], u32: [0, 2 ** 32 - 1],
  i64: [-(2 ** 31), 2 ** 31 - 1], u64: [0, 2 ** 32 - 1], f32: [0, 0], bool: [0, 0],
};

function readQuantization(table: Table, element: Element, shape: readonly number[], where: string): Quantization | undefined {
  const parameters = table.table('quantization');
  if (parameters === undefined || element === 'f32' || element === 'bool') return undefined;
  if (parameters.number('details_type') !== 0)
    fail('N0110', 'is quantized in blocks or by several axes', { where, hint: 'quantize per tensor or per channel' });
  const scales = parameters.numbers('scale'), stored = parameters.numbers('zero_point');
  if (scales.length === 0) return undefined;

  const bad = (what: string): never => fail('N0109', what, { where });
  // Old converters give a bias the axis of its weights; a tensor of one dimension has only that one.
  const axis = shape.length === 1 ? 0 : parameters.number('quantized_dimension');
  const perChannel = scales.length > 1;
  if (perChannel && scales.length !== shape[axis])
    bad(shape[axis] === undefined
      ? `has ${scales.length} scales along dimension ${axis}, but its shape is [${shape.join(', ')}]`
      : `has ${scales.length} scales along dimension ${axis}, which has ${shape[axis]} entries`);
  if (stored.length > 1 && stored.length !== scales.length) bad(`has ${scales.length} scales but ${stored.length} zero points`);
  const scale = scales.find((value) => !(value > 0 && value < Infinity));
  if (scale !== undefined) bad(`has the scale ${scale}; a scale is a positive number`);
  const [low, high] = zeroPointRange[element];
  const zeroPoint = stored.find((value) => value < low || value > high);
  if (zeroPoint !== undefined) bad(`has the zero point ${zeroPoint}, which does not fit its type`);

  const zeroPoints = scales.map((_, channel) => stored[stored.length > 1 ? channel : 0] ?? 0);
  return perChannel ? { scales, zeroPoints, axis } : { scales, zeroPoints };
}

function readStorage(table: Table, type: TensorType, stored: TensorTypeName, data: Uint8Array, where: string): Storage {
  const count = elementCount(type.shape);
  if (table.flag('is_variable') && count > 0) {
    // TFLM resets int8 variables to their zero point and all others to zero (micro_allocator.cc, ResetVariableTensors).
    const fill = type.element === 'i8' ? type.quantization?.zeroPoints[0] ?? 0 : 0;
    return { kind: 'state', initial: new Uint8Array(stateBytes(type, where)).fill(fill) };
  }
  if (data.byteLength === 0 && count > 0) {
    if (stored === 'int4') fail('N0107', 'has the type int4 but no data', { where, why: 'int4 is for weights only' });
    return { kind: 'activation' };
  }
  const needed = stored === 'int4' ? Math.ceil(count / 2) : typeBytes(type);
  if (data.byteLength !== needed)
    fail('N0108', `has ${data.byteLength} bytes of data; its shape [${type.shape.join(', ')}] of ${stored} needs ${needed}`, { where });
  if (stored === 'bool' && data.some((byte) => byte > 1)) fail('N0108', 'holds bool values other than 0 and 1', { where });
  return { kind: 'constant', bytes: stored === 'int4' ? widenInt4(data, count) : data };
}

/** The size of a state, which is allocated at once. */
export function stateBytes(type: TensorType, where: string): number {
  const bytes = typeBytes(type);
  if (bytes > maxStateBytes) fail('N0106', `is a state of ${bytes} bytes; the limit is ${maxStateBytes}`, { where });
  return bytes;
}

/** Two values a byte, the first in the low half. */
function widenInt4(packed: Uint8Array, count: number): Uint8Array {
  const wide = new Int8Array(count);
  for (let i = 0; i < count; i++) {
    const nibble = ((packed[i >> 1] ?? 0) >> (4 * (i & 1))) & 15;
    wide[i] = nibble < 8 ? nibble : nibble - 16;
  }
  return new Uint8Array(wide.buffer);
}
