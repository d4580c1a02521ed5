/** The plugin of the emulator that counts cycles: built from C where it is used, given its costs, and read. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CycleModel } from '../select/cycle_models.js';
import { readElf } from './elf.js';
import { packageRoot } from './package_files.js';
import { findHostCompiler, runTool, ToolError } from './tools.js';

/** Instructions and cycles of one call, and the cycles from the machine's start to it. */
export interface Call { readonly address: number; readonly start: number; readonly instructions: number; readonly cycles: number }

const library = 'bn_cycles.so', results = 'cycles.txt', compileLimitMs = 60_000;

/** Builds the plugin into a folder. Undefined, or why that cannot be done. */
export async function buildCyclePlugin(workDir: string): Promise<string | undefined> {
  try {
    const source = join(packageRoot, 'firmware', 'emulator', 'bn_cycles.c');
    const { status, log } = await runTool(findHostCompiler(), ['-std=c11', '-O2', '-fPIC', '-shared', source, '-o', join(workDir, library)], workDir, compileLimitMs);
    return status === 0 ? undefined : `the emulator's plugin does not compile\n${log}`;
  } catch (error) {
    if (error instanceof ToolError) return error.message;
    throw error;
  }
}

/** Arguments of the emulator that counts cycles of functions; it runs in the folder that the plugin was built into. */
export function cycleArguments({ costs }: CycleModel, addresses: readonly number[]): readonly string[] {
  return ['-plugin', [`./${library}`, `out=${results}`, `marks=${addresses.join(':')}`, ...Object.entries(costs).map(([name, value]) => `${name}=${value}`)].join(',')];
}

/** Where functions of an image begin, without the bit that says Thumb. */
export function functionAddresses(image: string, names: readonly string[]): readonly number[] {
  const { symbols } = readElf(readFileSync(image));
  return names.map((name) => {
    const found = symbols.find((symbol) => symbol.kind === 'function' && symbol.name === name);
    if (found === undefined) throw new Error(`${image} has no function ${name}`);
    return found.address & ~1;
  });
}

/** Every call in order; undefined where the emulator did not run the plugin. */
export function readCalls(workDir: string): readonly Call[] | undefined {
  const file = join(workDir, results);
  if (!existsSync(file)) return undefined;
  return readFileSync(file, 'utf8').trim().split('\n').filter((line) => line !== '').map((line) => {
    const [address = 0, start = 0, instructions = 0, cycles = 0] = line.split(' ').map(Number);
    return { address, start, instructions, cycles };
  });
}
