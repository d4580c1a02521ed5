/** The command line as a user calls it, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeModel, type ModelSpec } from '../support/make_model.js';

const main = fileURLToPath(new URL('../../codegen/cli/main.js', import.meta.url));

export interface Answer { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** Runs one command; `environment` replaces variables of ours. */
export function burin(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Answer {
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: { ...process.env, ...environment }, maxBuffer: 1 << 26 });
}

/** A folder for one test file. */
export const folder = mkdtempSync(join(tmpdir(), 'burin_test_'));

/** Writes a file into the folder; returns its path. */
export function file(name: string, content: Uint8Array | string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const scale = { scales: [1], zeroPoints: [0] };

/** y = x0 + 2 x1, all scales 1. */
export const sumSpec: ModelSpec = {
  tensors: [
    { name: 'x', type: 'int8', shape: [1, 2], ...scale },
    { name: 'w', type: 'int8', shape: [1, 2], ...scale, data: [1, 2] },
    { name: 'y', type: 'int8', shape: [1, 1], ...scale },
  ],
  operators: [{ op: 'FULLY_CONNECTED', inputs: [0, 1, -1], outputs: [2] }], inputs: [0], outputs: [2],
};

/** y = left + right, of two elements each. */
export const addSpec: ModelSpec = {
  tensors: ['left', 'right', 'y'].map((name) => ({ name, type: 'int8', shape: [1, 2], ...scale })),
  operators: [{ op: 'ADD', inputs: [0, 1], outputs: [2] }], inputs: [0, 1], outputs: [2],
};

export const sumModel = (name = 'sum.tflite'): string => file(name, makeModel(sumSpec));
export const addModel = (name = 'add.tflite'): string => file(name, makeModel(addSpec));
