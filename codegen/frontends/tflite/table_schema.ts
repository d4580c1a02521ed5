/** What a FlatBuffer table is made of, written as data: one line per table says what a generated class would. */

export type ScalarType = 'bool' | 'i8' | 'u8' | 'i32' | 'u32' | 'i64' | 'u64' | 'f32';

export interface FieldSchema {
  readonly name: string;
  /** Index in the table's vtable. */
  readonly slot: number;
  /** A scalar, `string`, `union`, or the name of a table. */
  readonly type: string;
  /** A vector of `type`. */
  readonly vector: boolean;
  /** The value of a scalar that the file leaves out. */
  readonly initial: number;
}

export interface TableSchema {
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldSchema>;
}

const widths: Readonly<Record<ScalarType, number>> = { bool: 1, i8: 1, u8: 1, i32: 4, u32: 4, i64: 8, u64: 8, f32: 4 };

export function isScalar(type: string): type is ScalarType {
  return Object.hasOwn(widths, type);
}

/** Bytes of one scalar in the file. */
export function scalarBytes(type: ScalarType): number {
  return widths[type];
}

/** Reads `name:type name:[type] name:type=default -`; `-` keeps the slot of a field that is no longer used. */
export function parseTable(name: string, text: string): TableSchema {
  const fields = new Map<string, FieldSchema>();
  text.split(/\s+/).filter((word) => word !== '').forEach((word, slot) => {
    if (word === '-') return;
    const match = /^(\w+):(\[?)(\w+)\]?(?:=(-?\d+))?$/.exec(word);
    if (match === null) throw new Error(`${name}: cannot read the field "${word}"`);
    const [, field = '', bracket, type = '', initial = '0'] = match;
    fields.set(field, { name: field, slot, type, vector: bracket === '[', initial: Number(initial) });
  });
  return { name, fields };
}

export function fieldOf(schema: TableSchema, name: string): FieldSchema {
  const field = schema.fields.get(name);
  if (field === undefined) throw new Error(`schema.fbs: ${schema.name} has no field ${name}`);
  return field;
}
