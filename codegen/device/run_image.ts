/** Runs an image on the emulator or the host, with inputs and outputs in files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyOf } from '../select/features.js';
import type { Image } from './build_image.js';
import type { ImageModel } from './image_model.js';
import { DeviceError, findEmulator, runTool, streamTool } from './tools.js';

/** [invocation][input or output] */
export type Invocations = readonly (readonly Uint8Array[])[];

export interface ModelRun {
  readonly outputs: Invocations;
  /** Instructions of each invocation; empty on the host. */
  readonly instructions: readonly number[];
  /** The deepest stack of all invocations, below the caller of the model's run function; 0 on the host. */
  readonly stackBytes: number;
}

export const defaultTimeoutMs = 120_000;

/** Runs all models of an image, each on its own list of invocations; `extra` are further arguments of the emulator. */
export async function runImage(image: Image, inputs: readonly Invocations[], timeoutMs: number = defaultTimeoutMs, extra: readonly string[] = []): Promise<readonly ModelRun[]> {
  writeFileSync(join(image.workDir, 'inputs.bin'), packInputs(image.models, inputs));
  writeFileSync(join(image.workDir, 'outputs.bin'), new Uint8Array(0));
  const qemu = image.board?.qemu;
  if (image.board !== undefined && !qemu) throw new Error(`${image.board.name} is not an emulated board`);
  const ended = qemu
    ? await runTool(...emulation(image, qemu.machine, extra), image.workDir, timeoutMs)
    : await runTool(image.path, [], image.workDir, timeoutMs);
  const place = image.board?.name ?? 'the host';
  if (ended.timedOut) throw new DeviceError(`the image did not end within ${timeoutMs / 1000} s on ${place}`, ended.log);
  if (ended.status !== 0) throw new DeviceError(`the image failed on ${place} (status ${ended.status ?? 'none'})`, ended.log);
  const counts = inputs.map((invocations) => invocations.length);
  return readOutputs(readFileSync(join(image.workDir, 'outputs.bin')), image.models, counts, qemu?.systickHz);
}

/** Runs a program of its own to its end; returns what it printed, all at once and as it comes. */
export async function runProgram(image: Image, onText: (bytes: Uint8Array) => void = () => undefined, timeoutMs: number = defaultTimeoutMs): Promise<Uint8Array> {
  const qemu = image.board?.qemu, place = image.board?.name ?? 'the host', parts: Uint8Array[] = [];
  if (image.board !== undefined && !qemu) throw new Error(`${image.board.name} is not an emulated board`);
  const [program, args] = qemu ? emulation(image, qemu.machine) : [image.path, []];
  const ended = await streamTool(program, args, image.workDir, timeoutMs, (bytes) => { parts.push(bytes); onText(bytes); });
  if (ended.timedOut) throw new DeviceError(`the program did not end within ${timeoutMs / 1000} s on ${place}`, ended.log);
  if (ended.status !== 0) throw new DeviceError(`the program failed on ${place} (status ${ended.status ?? 'none'})`, ended.log);
  return Buffer.concat(parts);
}

/** Program and arguments. With -icount shift=0 each instruction takes one nanosecond of the machine's time, so SysTick counts instructions. */
function emulation(image: Image, machine: string, extra: readonly string[] = []): readonly [string, readonly string[]] {
  const family = familyOf(image.board?.cpu ?? '');
  return [findEmulator(family), [
    '-M', machine, ...(family === 'riscv' ? ['-bios', 'none'] : []), '-display', 'none', '-serial', 'none', '-monitor', 'none',
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
