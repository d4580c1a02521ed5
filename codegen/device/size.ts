/** What an image takes of flash and RAM, and for what. */
import type { ImageModel } from './image_model.js';
import type { Elf } from './elf.js';

export interface Footprint {
  /** Constant data made from the models: everything that `<model>_weights.c` defines. */
  readonly flashWeights: number;
  /** Everything else in flash: code, other constants, initial values of .data, start-up. */
  readonly flashCode: number;
  readonly arena: number;
  readonly state: number;
  readonly data: number;
  /** All of .bss: arenas and states are a part of it. */
  readonly bss: number;
}

/** Reads sizes from an image that was linked with templates/linker.ld.hbs. */
export function footprintOf(elf: Elf, models: readonly ImageModel[]): Footprint {
  const used = elf.sections.filter((section) => section.allocated);
  const sum = (sections: typeof used): number => sections.reduce((total, section) => total + section.bytes, 0);
  const named = (suffix: string): number => {
    const names = new Set([suffix, ...models.map((model) => `${model.cName}_${suffix}`)]);
    const symbols = elf.symbols.filter((symbol) => symbol.kind === 'object' && names.has(symbol.name));
    return symbols.reduce((total, symbol) => total + symbol.bytes, 0);
  };
  const flash = used.filter((section) => section.loaded);
  const weights = flash.filter((section) => section.name === '.weights');
  return {
    flashWeights: sum(weights),
    flashCode: sum(flash) - sum(weights),
    arena: named('arena'),
    state: named('state'),
    data: sum(flash.filter((section) => section.name === '.data')),
    bss: sum(used.filter((section) => !section.loaded && section.name !== '.stack')),
  };
}
