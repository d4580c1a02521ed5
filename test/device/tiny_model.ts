/** A model written by hand with the interface that the emitter gives every model; the body of its run is up to the test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageModel } from '../../codegen/device/image_model.js';

export interface TinyModel {
  readonly model: ImageModel;
  readonly sources: readonly string[];
}

export interface TinyOptions {
  readonly bytes?: number;
  readonly stateful?: boolean;
  /** C before the run function. */
  readonly declarations?: string;
  readonly arenaBytes?: number;
}

/** Writes `<name>.h`, `<name>.c` and `<name>_weights.c`; in `body`, `in` and `out` are buffers of `bytes` bytes. */
export function writeTinyModel(dir: string, name: string, body: string, options: TinyOptions = {}): TinyModel {
  const { bytes = 8, stateful = false, declarations = '', arenaBytes = 2 * bytes } = options;
  mkdirSync(dir, { recursive: true });
  const reset = stateful ? `void ${name}_reset(void);\n` : '';
  writeFileSync(join(dir, `${name}.h`), `#ifndef TINY_${name}\n#define TINY_${name}\n#include <stdint.h>
int8_t *${name}_input(void);\nconst int8_t *${name}_output(void);\nvoid ${name}_run(void);\n${reset}#endif\n`);
  writeFileSync(join(dir, `${name}_weights.c`), `#include <stdint.h>\nextern const int8_t ${name}_weights[256];
const int8_t ${name}_weights[256] = { 1, 2, 3 };\n`);
  writeFileSync(join(dir, `${name}.c`), `#include "${name}.h"\nextern const int8_t ${name}_weights[256];
static int8_t arena[${arenaBytes}] __attribute__((aligned(4)));\n${stateful ? 'static int8_t state[4];\n' : ''}${declarations}
int8_t *${name}_input(void) { return arena; }
const int8_t *${name}_output(void) { return arena + ${bytes}; }
${stateful ? `void ${name}_reset(void) { for (int i = 0; i < 4; i++) { state[i] = 0; } }\n` : ''}
void ${name}_run(void)\n{\n    volatile int8_t *in = arena, *out = arena + ${bytes};\n    (void)in; (void)out;\n${body}\n}\n`);
  const buffer = (accessor: string) => [{ accessor: `${name}_${accessor}`, bytes }];
  return {
    model: { cName: name, header: `${name}.h`, inputs: buffer('input'), outputs: buffer('output'), stateful },
    sources: [`${name}.c`, `${name}_weights.c`],
  };
}

/** Adds one to every byte, through a table of weights: { 1, 2, 3, 0 ... }. */
export const addOne = (name: string, bytes = 8): string =>
  `    for (int i = 0; i < ${bytes}; i++) { out[i] = (int8_t)(in[i] + ${name}_weights[i & 0]); }`;

export async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'burin-test-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A run request for tiny models that live in one folder. */
export function request(dir: string, tiny: readonly TinyModel[]) {
  return { dir, models: tiny.map((t) => t.model), sources: tiny.flatMap((t) => t.sources) };
}
