/** Reads FlatBuffer tables of an untrusted file: whatever leaves the file or runs away is a CompileError with its place. */
import { ByteBuffer } from 'flatbuffers';
import { fail } from '../../../runtime-ts/diagnostic.js';
import { tableSchema } from './schema.js';
import { fieldOf, isScalar, scalarBytes, type FieldSchema, type ScalarType, type TableSchema } from './table_schema.js';

/**
 * A small hostile file can name its own parts again and again. No real model has a million tables or 16 million numbers and
 * letters (weights do not count).
 */
const readLimit = 1 << 24;
const tableCost = 16;

/** The bytes of a file with checked access. */
class FileBytes {
  readonly buffer: ByteBuffer;
  private reads = 0;

  constructor(readonly bytes: Uint8Array, readonly name: string) {
    this.buffer = new ByteBuffer(bytes);
  }

  /** Refuses a range that does not lie in the file. */
  check(offset: number, length: number, where: string): void {
    if (offset < 0 || length < 0 || offset + length > this.bytes.byteLength)
      fail('N0103', `the file ends at byte ${this.bytes.byteLength}, but it refers to byte ${offset + length - 1}`, { where: this.at(where) });
  }

  count(reads: number, where: string): void {
    this.reads += reads;
    if (this.reads > readLimit) fail('N0103', 'the file refers to its own parts too often', { where: this.at(where) });
  }

  /** A place in the file for a message. */
  at(path: string): string {
    return path === '' ? this.name : `${this.name}, ${path}`;
  }

  u32(offset: number, where: string): number {
    this.check(offset, 4, where);
    return this.buffer.readUint32(offset);
  }

  scalar(type: ScalarType, offset: number, where: string): number {
    this.check(offset, scalarBytes(type), where);
    switch (type) {
      case 'bool': return this.buffer.readUint8(offset) === 0 ? 0 : 1;
      case 'i8': return this.buffer.readInt8(offset);
      case 'u8': return this.buffer.readUint8(offset);
      case 'i32': return this.buffer.readInt32(offset);
      case 'u32': return this.buffer.readUint32(offset);
      case 'f32': return this.buffer.readFloat32(offset);
      case 'i64': return Number(this.buffer.readInt64(offset));
      case 'u64': return Number(this.buffer.readUint64(offset));
    }
  }
}

/** One table of the file, read by the field names of its schema. */
export class Table {
  private readonly vtable: number;
  private readonly vtableBytes: number;

  /** `path` says where the table is, such as `subgraphs[0].tensors[3]`. */
  private constructor(
    private readonly file: FileBytes, private readonly position: number, private readonly schema: TableSchema, readonly path: string,
  ) {
    file.count(tableCost, path);
    file.check(position, 4, path);
    this.vtable = position - file.buffer.readInt32(position);
    file.check(this.vtable, 4, path);
    this.vtableBytes = file.buffer.readUint16(this.vtable);
    file.check(this.vtable, this.vtableBytes, path);
  }

  /** The table that the file's first four bytes point at. */
  static root(bytes: Uint8Array, schema: TableSchema, name: string): Table {
    const file = new FileBytes(bytes, name);
    return new Table(file, file.u32(0, ''), schema, '');
  }

  number(field: string): number {
    const f = this.field(field);
    if (f.vector || !isScalar(f.type)) throw new Error(`${this.schema.name}.${field} is no number`);
    const offset = this.offset(f);
    return offset === undefined ? f.initial : this.file.scalar(f.type, offset, this.at(field));
  }

  flag(field: string): boolean {
    return this.number(field) !== 0;
  }

  text(field: string): string {
    const range = this.range(this.field(field), 'string', 1);
    this.file.count(range.length, this.at(field));
    return new TextDecoder().decode(this.file.bytes.subarray(range.start, range.start + range.length));
  }

  /** A vector of numbers; empty when the file leaves it out. `limit` bounds its length. */
  numbers(field: string, limit = readLimit): readonly number[] {
    const f = this.field(field);
    if (!f.vector || !isScalar(f.type)) throw new Error(`${this.schema.name}.${field} is no vector of numbers`);
    const { type } = f, width = scalarBytes(type), where = this.at(field);
    const { start, length } = this.range(f, type, width);
    if (length > limit) fail('N0103', `has ${length} entries; at most ${limit} make sense`, { where: this.file.at(where) });
    this.file.count(length, where);
    return Array.from({ length }, (_, index) => this.file.scalar(type, start + index * width, where));
  }

  /** A vector of bytes, as a view of the file. */
  bytes(field: string): Uint8Array {
    const { start, length } = this.range(this.field(field), 'u8', 1);
    return this.file.bytes.subarray(start, start + length);
  }

  table(field: string): Table | undefined {
    const f = this.field(field);
    return this.reference(f, tableSchema(f.type));
  }

  /** The table that a union holds, read as `schema`. */
  union(field: string, schema: TableSchema): Table | undefined {
    return this.reference(this.field(field), schema);
  }

  tables(field: string): readonly Table[] {
    const f = this.field(field), schema = tableSchema(f.type), path = this.at(field);
    const { start, length } = this.range(f, f.type, 4);
    return Array.from({ length }, (_, index) => {
      const entry = start + index * 4;
      return new Table(this.file, entry + this.file.u32(entry, path), schema, `${path}[${index}]`);
    });
  }

  /** Bytes anywhere in the file: large buffers lie behind the FlatBuffer. */
  outside(offset: number, size: number): Uint8Array {
    this.file.check(offset, size, this.path);
    return this.file.bytes.subarray(offset, offset + size);
  }

  private at(field: string): string {
    return this.path === '' ? field : `${this.path}.${field}`;
  }

  private field(name: string): FieldSchema {
    return fieldOf(this.schema, name);
  }

  private offset(field: FieldSchema): number | undefined {
    const entry = 4 + field.slot * 2;
    if (entry + 2 > this.vtableBytes) return undefined;
    const offset = this.file.buffer.readUint16(this.vtable + entry);
    return offset === 0 ? undefined : this.position + offset;
  }

  private reference(field: FieldSchema, schema: TableSchema): Table | undefined {
    const offset = this.offset(field);
    if (offset === undefined) return undefined;
    const path = this.at(field.name);
    return new Table(this.file, offset + this.file.u32(offset, path), schema, path);
  }

  private range(field: FieldSchema, type: string, width: number): { readonly start: number; readonly length: number } {
    if (field.type !== type || (type !== 'string' && !field.vector)) throw new Error(`${this.schema.name}.${field.name} is no vector of ${type}`);
    const offset = this.offset(field);
    if (offset === undefined) return { start: 0, length: 0 };
    const path = this.at(field.name);
    const vector = offset + this.file.u32(offset, path);
    const length = this.file.u32(vector, path);
    this.file.check(vector + 4, length * width, path);
    return { start: vector + 4, length };
  }
}
