/** Writes FlatBuffer tables from plain objects, by the same schema tables that the reader uses. */
import { Builder, type Offset } from 'flatbuffers';
import { tableSchema } from '../../codegen/frontends/tflite/schema.js';
import { fieldOf, isScalar, type FieldSchema, type ScalarType, type TableSchema } from '../../codegen/frontends/tflite/table_schema.js';

export type Scalar = number | bigint | boolean;
/** The content of a union field: which table, and its fields. */
export interface UnionContent { readonly schema: TableSchema; readonly fields: TableContent }
export type FieldContent =
  | Scalar | string | readonly Scalar[] | Uint8Array | TableContent | readonly TableContent[] | UnionContent | undefined;
/** A table's fields by their names in schema.fbs; what is left out or undefined is not written. */
export interface TableContent { readonly [field: string]: FieldContent }

/** A whole file with a table as its root. */
export function writeFlatBuffer(root: string, content: TableContent, identifier: string): Uint8Array {
  const builder = new Builder(1024);
  builder.finish(writeTable(builder, tableSchema(root), content), identifier);
  return builder.asUint8Array().slice();
}

function writeTable(builder: Builder, schema: TableSchema, content: TableContent): Offset {
  const fields = Object.entries(content).flatMap(([name, value]) => (value === undefined ? [] : [{ field: fieldOf(schema, name), value }]));
  // Whatever a table refers to has to be in the file before the table itself.
  const ready = fields.map(({ field, value }) =>
    ({ field, value: !field.vector && isScalar(field.type) ? (value as Scalar) : writeReferenced(builder, field, value) }));
  builder.startObject(Math.max(0, ...[...schema.fields.values()].map((field) => field.slot + 1)));
  for (const { field, value } of ready) {
    if (field.vector || !isScalar(field.type)) builder.addFieldOffset(field.slot, Number(value), 0);
    else addScalar(builder, field, field.type, value);
  }
  return builder.endObject();
}

function writeReferenced(builder: Builder, field: FieldSchema, value: FieldContent): Offset {
  if (typeof value === 'string') return builder.createString(value);
  if (value instanceof Uint8Array) {
    // Buffer.data is aligned to 16 bytes (schema.fbs); harmless for the other byte vectors.
    builder.prep(16, value.byteLength);
    return builder.createByteVector(value);
  }
  if (field.type === 'union') {
    const { schema, fields } = value as UnionContent;
    return writeTable(builder, schema, fields);
  }
  if (!field.vector) return writeTable(builder, tableSchema(field.type), value as TableContent);
  if (isScalar(field.type)) return writeNumbers(builder, field.type, value as readonly Scalar[]);
  const schema = tableSchema(field.type);
  const offsets = (value as readonly TableContent[]).map((entry) => writeTable(builder, schema, entry));
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.reverse()) builder.addOffset(offset);
  return builder.endVector();
}

function addScalar(builder: Builder, field: FieldSchema, type: ScalarType, value: Scalar): void {
  const { slot, initial } = field;
  switch (type) {
    case 'bool':
    case 'i8':
    case 'u8': return builder.addFieldInt8(slot, Number(value), initial);
    case 'i32':
    case 'u32': return builder.addFieldInt32(slot, Number(value), initial);
    case 'f32': return builder.addFieldFloat32(slot, Number(value), initial);
    case 'i64':
    case 'u64': return builder.addFieldInt64(slot, BigInt(value), BigInt(initial));
  }
}

function writeNumbers(builder: Builder, type: ScalarType, values: readonly Scalar[]): Offset {
  const backwards = [...values].reverse();
  switch (type) {
    case 'bool':
    case 'i8':
    case 'u8':
      builder.startVector(1, values.length, 1);
      for (const value of backwards) builder.addInt8(Number(value));
      break;
    case 'i32':
    case 'u32':
      builder.startVector(4, values.length, 4);
      for (const value of backwards) builder.addInt32(Number(value));
      break;
    case 'f32':
      builder.startVector(4, values.length, 4);
      for (const value of backwards) builder.addFloat32(Number(value));
      break;
    case 'i64':
    case 'u64':
      builder.startVector(8, values.length, 8);
      for (const value of backwards) builder.addInt64(BigInt(value));
      break;
  }
  return builder.endVector();
}
