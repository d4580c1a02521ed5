/** A model in a program that measures its layers: built, run on the emulator or by a command of the user's, and read. */
import { readFileSync } from 'node:fs';
import { fail } from '../../runtime-ts/diagnostic.js';
import { cElements } from '../emit/c_initializer.js';
import { render } from '../emit/render.js';
import type { DataFile } from '../emit/weights.js';
import type { CycleModel } from '../select/cycle_models.js';
import type { Target } from '../select/target.js';
import { buildImage, type Image } from './build_image.js';
import { buildCyclePlugin, cycleArguments, functionAddresses, readCalls } from './cycle_plugin.js';
import { readElf } from './elf.js';
import { inFolder, inTemporaryFolder, writeTogether } from './files.js';
import type { ImageModel } from './image_model.js';
import { countingBoard } from './model_runner.js';
import { readTemplate } from './package_files.js';
import { commandOf, placeOf, type Invocations } from './run_image.js';
import { DeviceError, runTool } from './tools.js';

export interface LayerRequest {
  readonly files: ReadonlyMap<string, string | DataFile>;
  readonly sources: readonly string[];
  readonly model: ImageModel;
  readonly target: Target;
  /** How many layers the model has: it calls bn_step with 0 to this. */
  readonly layers: number;
  /** [invocation][input]; the last is measured. */
  readonly inputs: Invocations;
  /** Gets the image's path as its last argument, runs it, and prints what the program prints. Default: the emulator. */
  readonly runner?: string | undefined;
  /** Count cycles on the emulator by this model of the core's timing, instead of instructions. */
  readonly cycles?: CycleModel | undefined;
  readonly timeoutMs?: number;
}

export interface LayerRun {
  /** Of each layer; 0 of one that was not reached. Instructions or modelled cycles on the emulator, cycles of SysTick with a runner. */
  readonly counts: readonly number[];
  /** Of all outputs of all invocations: what outputHash gives. */
  readonly outputs: number;
  /** Bytes of the image's functions, by name; what the C compiler split off one counts for it. */
  readonly codeBytes: ReadonlyMap<string, number>;
}

/** FNV-1a of 32 bits, as the program computes it. */
export function outputHash(outputs: Invocations): number {
  let sum = 2166136261;
  for (const bytes of outputs.flat()) for (const byte of bytes) sum = Math.imul(sum ^ byte, 16777619) >>> 0;
  return sum;
}

const defaultLayerTimeoutMs = 600_000;

/** Builds and runs. Throws a DeviceError where the program fails or prints something else than it should. */
export function measureLayers(request: LayerRequest): Promise<LayerRun> {
  const { model, target, layers, inputs, runner } = request;
  const main = render(readTemplate('tune_main.c.hbs'), {
    name: model.cName, header: model.header, layers, invocations: inputs.length, stateful: model.stateful, outputs: model.outputs,
    inputs: model.inputs.map(({ accessor, bytes }, at) => ({ accessor, bytes, array: `input_${at}`, rows: inputs.map((invocation) => cElements('u8', invocation[at] ?? new Uint8Array(bytes))) })),
  });
  return inTemporaryFolder(async (workDir) => {
    writeTogether(inFolder(workDir, request.files));
    // A command of the user's runs the board that is named; the emulator counts on the machine on which a core is always counted.
    const board = runner === undefined ? countingBoard(target) : target.board;
    const image = await buildImage({ dir: workDir, sources: request.sources, models: [model], target, board, purpose: 'measured', main, workDir });
    const text = runner === undefined ? await emulate(request, image) : await runWith(runner, image, request.timeoutMs);
    const { ticks, outputs, reached } = readText(text, layers, runner === undefined ? image.board?.qemu?.systickHz : undefined);
    return { counts: request.cycles === undefined || runner !== undefined ? ticks : cyclesOf(workDir, layers, reached), outputs, codeBytes: codeBytesOf(image.path) };
  });
}

async function emulate({ cycles, timeoutMs = defaultLayerTimeoutMs }: LayerRequest, image: Image): Promise<string> {
  if (cycles !== undefined) {
    const problem = await buildCyclePlugin(image.workDir);
    if (problem !== undefined) throw new DeviceError(problem, '');
  }
  const extra = cycles === undefined ? [] : cycleArguments(cycles, functionAddresses(image.path, ['bn_step_reached']));
  const { status, timedOut, log } = await runTool(...commandOf(image, extra), image.workDir, timeoutMs);
  if (timedOut) throw new DeviceError(`the program did not end within ${timeoutMs / 1000} s on ${placeOf(image)}`, log);
  if (!ended.test(log)) throw new DeviceError(`the program did not run to its end on ${placeOf(image)} (status ${status ?? 'none'})`, log);
  return log;
}

async function runWith(runner: string, image: Image, timeoutMs = defaultLayerTimeoutMs): Promise<string> {
  const { timedOut, log } = await runTool('/bin/sh', ['-c', `${runner} "$1"`, 'burin', image.path], image.workDir, timeoutMs);
  if (ended.test(log)) return log;
  return fail('N0505', 'the image did not run to its end', { where: '--runner', why: timedOut ? `nothing more came within ${timeoutMs / 1000} s` : log || 'it printed nothing', hint: 'The command has to print what the image writes by semihosting; docs/tuning.md has examples.' });
}

/** The last line that the program prints. */
const ended = /^end\r?$/m;

/** Lines are `NAME 0xINDEX 0xTICKS_HIGH 0xTICKS_LOW 0xSPINS`; see bn_systick.h for what a reading is. */
function readText(text: string, layers: number, systickHz: number | undefined): { readonly ticks: readonly number[]; readonly outputs: number; readonly reached: number } {
  const readings = (name: string): ReadonlyMap<number, { readonly ticks: number; readonly spins: number }> => new Map([...text.matchAll(new RegExp(`^${name} (0x\\w+) (0x\\w+) (0x\\w+) (0x\\w+)\\r?$`, 'gm'))].map((found) => {
    const [index = 0, high = 0, low = 0, spins = 0] = found.slice(1).map(Number);
    return [index, { ticks: high * 2 ** 32 + low, spins }];
  }));
  const nothing = readings('nothing'), found = readings('layer'), outputs = /^outputs (0x\w+)\r?$/m.exec(text)?.[1];
  if (nothing.size !== 2 || outputs === undefined) throw new DeviceError('the program printed something else than it should', text);
  const spinInstructions = 4, between = (all: typeof found, from: number): number => {
    const a = all.get(from), b = all.get(from + 1);
    if (a === undefined || b === undefined) return 0;
    return systickHz === undefined ? b.ticks - a.ticks : ((b.ticks - a.ticks) * 1e9) / systickHz - b.spins * spinInstructions;
  };
  return { ticks: Array.from({ length: layers }, (_, layer) => (found.has(layer + 1) ? Math.max(0, Math.round(between(found, layer) - between(nothing, 0))) : 0)), outputs: Number(outputs), reached: found.size };
}

/** The last calls of bn_step_reached are those of the last invocation; between the return from one and the next lies a layer. */
function cyclesOf(workDir: string, layers: number, reached: number): readonly number[] {
  const calls = (readCalls(workDir) ?? []).slice(-reached);
  return Array.from({ length: layers }, (_, layer) => {
    const [before, after] = [calls[layer], calls[layer + 1]];
    return before === undefined || after === undefined ? 0 : after.start - before.start - before.cycles;
  });
}

function codeBytesOf(image: string): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const symbol of readElf(readFileSync(image)).symbols) {
    const name = symbol.name.replace(/\..*$/, '');
    if (symbol.kind === 'function') bytes.set(name, (bytes.get(name) ?? 0) + symbol.bytes);
  }
  return bytes;
}
