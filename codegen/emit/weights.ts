/**
 * Where a model's constants are: C arrays; a blob that the assembler takes in, because arrays of many bytes are slow to compile and hard on editors; or a file that the program maps,
 * so that the model can be larger than memory. Blob and file are the same bytes, docs/language_models.md describes them.
 */
import { bytesOf } from '../../runtime-ts/ir/graph.js';
import { cElements, cType } from './c_initializer.js';
import { fnv1a64 } from './fnv.js';
import { render } from './render.js';
import { tableBytes, type Table } from './tables.js';

export const weightPlaces = ['array', 'blob', 'file'] as const;
export type WeightPlace = (typeof weightPlaces)[number];

/** More bytes than these are no C arrays, unless that is asked for. */
export const mostArrayBytes = 1 << 20;

/** A file too large for one piece of memory: its bytes come one piece after another, made when they are asked for. */
export interface DataFile {
  readonly bytes: number;
  pieces(): Iterable<Uint8Array>;
}

const magic = 'burinwts', version = 1, headerBytes = 64;
/** Of every constant in the file: a cache line, and more than any element needs. */
const alignment = 64;

interface Names { readonly name: string; readonly upper: string; readonly version: string; readonly source: string }

/** `<name>_weights.h` and `<name>_weights.c`, and the data beside them. */
export interface WeightFiles {
  readonly texts: readonly (readonly [file: string, text: string])[];
  readonly data: ReadonlyMap<string, DataFile>;
}

export function weightFiles(place: WeightPlace, tables: readonly Table[], names: Names, templates: (name: string) => string): WeightFiles {
  const { name } = names, file = `${name}_weights.bin`, layout = layOut(tables, name), mapped = place === 'file';
  const view = {
    ...names, guard: `${names.upper}_WEIGHTS_H`, mapped, file, magic, formatVersion: version, headerBytes, fileBytes: layout.bytes, layoutHash: `0x${layout.hash.toString(16).padStart(16, '0')}`,
    tables: layout.places.map(({ table, offset }) => ({
      name: table.name, type: cType(table.element), length: table.length, layout: table.layout, align: Math.max(table.align, place === 'array' ? 1 : 4), offset, bytes: tableBytes(table),
      elements: place === 'array' ? cElements(table.element, table.data()) : '',
    })),
  };
  return {
    texts: [
      [`${name}_weights.h`, render(templates('weights.h.hbs'), view)],
      [`${name}_weights.c`, render(templates({ array: 'weights.c.hbs', blob: 'weights_blob.c.hbs', file: 'weights_file.c.hbs' }[place]), view)],
    ],
    data: new Map(place === 'array' ? [] : [[file, dataFile(layout)]]),
  };
}

interface Layout {
  readonly places: readonly { readonly table: Table; readonly offset: number }[];
  /** Of the whole file. */
  readonly bytes: number;
  readonly hash: bigint;
}

/** Tables one after another, in the order in which steps use them. The hash is that of their names, types, lengths and offsets. */
function layOut(tables: readonly Table[], prefix: string): Layout {
  let at = headerBytes;
  const places = tables.map((table) => {
    const offset = Math.ceil(at / alignment) * alignment;
    at = offset + tableBytes(table);
    return { table, offset };
  });
  // The prefix is a matter of the program: one file serves programs in which the model has different names.
  const lines = places.map(({ table, offset }) => `${table.name.slice(prefix.length)} ${table.element} ${table.length} ${offset}\n`);
  return { places, bytes: at, hash: fnv1a64(new TextEncoder().encode(lines.join(''))) };
}

function dataFile({ places, bytes, hash }: Layout): DataFile {
  return {
    bytes,
    *pieces() {
      const header = new Uint8Array(headerBytes), view = new DataView(header.buffer);
      header.set(new TextEncoder().encode(magic));
      view.setUint32(8, version, true);
      view.setUint32(12, headerBytes, true);
      view.setBigUint64(16, BigInt(bytes), true);
      view.setBigUint64(24, hash, true);
      yield header;
      let at = headerBytes;
      for (const { table, offset } of places) {
        if (offset > at) yield new Uint8Array(offset - at);
        yield bytesOf(table.data());
        at = offset + tableBytes(table);
      }
    },
  };
}
