/** Reads sections and symbols of a little-endian ELF file, 32 or 64 bits: what sizes are made of. */

export interface Section {
  readonly name: string;
  readonly address: number;
  readonly bytes: number;
  /** Takes part in the running image (SHF_ALLOC). */
  readonly allocated: boolean;
  /** Has bytes in the file, unlike .bss (SHT_NOBITS). */
  readonly loaded: boolean;
}

export interface ElfSymbol {
  readonly name: string;
  readonly address: number;
  readonly bytes: number;
  readonly kind: 'object' | 'function' | 'other';
}

export interface Elf {
  readonly sections: readonly Section[];
  readonly symbols: readonly ElfSymbol[];
}

const nobits = 8, symtab = 2, allocFlag = 2;

export function readElf(file: Uint8Array): Elf {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 52 || view.getUint32(0, false) !== 0x7f454c46 || view.getUint8(5) !== 1) {
    throw new Error('not a little-endian ELF file');
  }
  const wide = view.getUint8(4) === 2;
  const word = (at: number): number => (wide ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true));
  const step = wide ? 8 : 4;

  const headers = word(wide ? 40 : 32);
  const [entryBytes, count, namesIndex] = [0, 2, 4].map((i) => view.getUint16((wide ? 58 : 46) + i, true)) as [number, number, number];
  const raw = Array.from({ length: count }, (_, i) => {
    const at = headers + i * entryBytes;
    return {
      name: view.getUint32(at, true), type: view.getUint32(at + 4, true), flags: word(at + 8),
      address: word(at + 8 + step), offset: word(at + 8 + 2 * step), bytes: word(at + 8 + 3 * step),
      link: view.getUint32(at + 8 + 4 * step, true),
    };
  });
  const text = (table: number, index: number): string => {
    const start = (raw[table]?.offset ?? 0) + index;
    return new TextDecoder().decode(file.subarray(start, file.indexOf(0, start)));
  };

  const sections = raw.map((s): Section => ({
    name: text(namesIndex, s.name), address: s.address, bytes: s.bytes,
    allocated: (s.flags & allocFlag) !== 0, loaded: s.type !== nobits,
  }));
  const symbols = raw.filter((s) => s.type === symtab).flatMap((table) => {
    const size = wide ? 24 : 16;
    return Array.from({ length: table.bytes / size }, (_, i): ElfSymbol => {
      const at = table.offset + i * size;
      const kind = view.getUint8(at + (wide ? 4 : 12)) & 15;
      return {
        name: text(table.link, view.getUint32(at, true)),
        address: word(at + (wide ? 8 : 4)), bytes: word(at + (wide ? 16 : 8)),
        kind: kind === 1 ? 'object' : kind === 2 ? 'function' : 'other',
      };
    });
  });
  return { sections, symbols };
}
