/** Runs an image on the emulator or as a process, with inputs and outputs in files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyOf, findLinux } from '../select/features.js';
import type { Image } from './build_image.js';
import type { ImageModel } from './image_model.js';
import { DeviceError, findEmulator, findUserEmulator, runTool, streamTool } from './tools.js';

/** [invocation][input or output] */
export type Invocations = readonly (readonly Uint8Array[])[];

export interface ModelRun {
  readonly outputs: Invocations;
  /** Instructions of each invocation; empty for a process. */
  readonly instructions: readonly number[];
  /** The deepest stack of all invocations, below the caller of the model's run function; 0 for a process. */
  readonly stackBytes: number;
}

export const defaultTimeoutMs = 120_000;

/** Runs all models of an image, each on its own list of invocations; `extra` are further arguments of the emulator. */
export async function runImage(image: Image, inputs: readonly Invocations[], timeoutMs: number = defaultTimeoutMs, extra: readonly string[] = []): Promise<readonly ModelRun[]> {
  writeFileSync(join(image.workDir, 'inputs.bin'), packInputs(image.models, inputs));
  writeFileSync(join(image.workDir, 'outputs.bin'), new Uint8Array(0));
  const ended = await runTool(...commandOf(image, extra), image.workDir, timeoutMs), place = placeInWords(image);
  if (ended.timedOut) throw new DeviceError(`the image did not end within ${timeoutMs / 1000} s on ${place}`, ended.log);
  if (ended.status !== 0) throw new DeviceError(`the image failed on ${place} (status ${ended.status ?? 'none'})`, ended.log);
  const counts = inputs.map((invocations) => invocations.length);
  return readOutputs(readFileSync(join(image.workDir, 'outputs.bin')), image.models, counts, image.board?.qemu?.systickHz);
}

/** Runs a program of its own to its end; returns what it printed, all at once and as it comes. */
export async function runProgram(image: Image, onText: (bytes: Uint8Array) => void = () => undefined, timeoutMs: number = defaultTimeoutMs): Promise<Uint8Array> {
  const place = placeInWords(image), parts: Uint8Array[] = [];
  const ended = await streamTool(...commandOf(image), image.workDir, timeoutMs, (bytes) => { parts.push(bytes); onText(bytes); });
  if (ended.timedOut) throw new DeviceError(`the program did not end within ${timeoutMs / 1000} s on ${place}`, ended.log);
  if (ended.status !== 0) throw new DeviceError(`the program failed on ${place} (status ${ended.status ?? 'none'})`, ended.log);
  return Buffer.concat(parts);
}

/** Where an image runs: a board, the emulator of a system, or `host`. */
export function placeOf({ board, core }: Image): string {
  return board?.name ?? (findUserEmulator(core) === undefined ? 'host' : findLinux(core)?.emulator ?? core);
}

const placeInWords = (image: Image): string => placeOf(image).replace(/^host$/, 'the host');

/** Program and arguments. With -icount shift=0 each instruction takes one nanosecond of the machine's time, so SysTick counts instructions. */
export function commandOf(image: Image, extra: readonly string[] = []): readonly [string, readonly string[]] {
  if (image.board === undefined) {
    const emulator = findUserEmulator(image.core);
    return emulator === undefined ? [image.path, []] : [emulator, [image.path]];
  }
  const { name, cpu, qemu } = image.board, family = familyOf(cpu);
  if (qemu === null) throw new Error(`${name} is not an emulated board`);
  return [findEmulator(family), [
    '-M', qemu.machine, ...(family === 'riscv' ? ['-bios', 'none'] : []), '-display', 'none', '-serial', 'none', '-monitor', 'none',
    '-semihosting-config', 'enable=on,target=native', '-icount', 'shift=0', ...extra, '-kernel', image.path,
  ]];
}

/** The layout is described in firmware/harness/bn_harness.h. */
function packInputs(models: readonly ImageModel[], inputs: readonly Invocations[]): Uint8Array {
  if (inputs.length !== models.length) throw new Error(`${models.length} models but inputs for ${inputs.length}`);
  const parts = models.flatMap((model, m) => {
    const invocations = inputs[m]!;
    for (const [i, given] of invocations.entries()) {
      const bytes = given.map((input) => input.byteLength);
      const wanted = model.inputs.map((input) => input.bytes);
      if (bytes.join() !== wanted.join()) {
        throw new Error(`${model.cName}, invocation ${i}: inputs of ${bytes.join(', ')} bytes; the model takes ${wanted.join(', ')}`);
      }
    }
    const apart = model.apart === true ? 0x80000000 : 0;
    return [new Uint8Array(new Uint32Array([(invocations.length | apart) >>> 0]).buffer), ...invocations.flat()];
  });
  return Buffer.concat(parts);
}

function readOutputs(file: Uint8Array, models: readonly ImageModel[], counts: readonly number[], systickHz?: number): readonly ModelRun[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let at = 0;
  /** ticks, spins and a third number: bn_harness_header and bn_harness_cost have the same shape. */
  const record = (): { ticks: number; spins: number; third: number } => {
    const found = { ticks: Number(view.getBigUint64(at, true)), spins: view.getUint32(at + 8, true), third: view.getUint32(at + 12, true) };
    at += 16;
    return found;
  };
  const take = (bytes: number): Uint8Array => Uint8Array.from(file.subarray(at, (at += bytes)));
  const nothing = record();
  const runs = models.map((model, m): ModelRun => {
    const costs: { instructions: number; stackBytes: number }[] = [];
    const outputs = Array.from({ length: counts[m]! }, () => {
      const { ticks, spins, third: stackBytes } = record();
      const nanoseconds = systickHz ? ((ticks - nothing.ticks) * 1e9) / systickHz : 0;
      costs.push({ instructions: Math.round(nanoseconds - (spins - nothing.spins) * nothing.third), stackBytes });
      return model.outputs.map((output) => take(output.bytes));
    });
    return {
      outputs,
      instructions: systickHz ? costs.map((cost) => cost.instructions) : [],
      stackBytes: Math.max(0, ...costs.map((cost) => cost.stackBytes)),
    };
  });
  if (at !== file.length) throw new DeviceError(`outputs.bin has ${file.length} bytes instead of ${at}`, '');
  return runs;
}
