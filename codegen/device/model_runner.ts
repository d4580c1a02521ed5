/** From generated C to outputs and costs, on any target: what `verify`, `bench` and the tests call. */
import type { Board } from '../select/board.js';
import { isHosted } from '../select/features.js';
import type { Target } from '../select/target.js';
import { cycleModelOf } from '../select/cycle_models.js';
import { buildImage, type Image, ImageDoesNotFit, type ImageRequest } from './build_image.js';
import { buildCyclePlugin, type Call, cycleArguments, functionAddresses, readCalls } from './cycle_plugin.js';
import { inTemporaryFolder } from './files.js';
import { defaultTimeoutMs, type Invocations, type ModelRun, placeOf, runImage } from './run_image.js';
import type { Footprint } from './size.js';
import { DeviceError, requireTools } from './tools.js';

export interface RunRequest extends Omit<ImageRequest, 'purpose' | 'board' | 'workDir'> {
  /** [model][invocation][input] */
  readonly inputs: readonly Invocations[];
  /** Also count instructions where the first emulator that fits is not the one that counts. Default true. */
  readonly measure?: boolean;
  /** Also count cycles where there is a model of the core's timing and instructions are counted. Default false. */
  readonly cycles?: boolean;
  /** Also build the image without a harness and read its sizes. Default false. */
  readonly footprint?: boolean;
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** [model][invocation][output] */
  readonly outputs: readonly Invocations[];
  /** [model][invocation]; absent for a process. */
  readonly instructions?: readonly (readonly number[])[];
  /** [model][invocation]: what the emulator's plugin counted; absent where it was not asked, or for a core without a timing model. */
  readonly calls?: readonly (readonly Call[])[];
  /** Why cycles that could be counted were not. */
  readonly noCycles?: string;
  /** [model]: the deepest stack of its invocations; absent for a process. */
  readonly stackBytes?: readonly number[];
  readonly footprint?: Footprint;
  /** The board that ran it, `host`, or the emulator of a system. */
  readonly ranOn: string;
  /** Emulators that were passed over because the image did not fit. */
  readonly tooSmall: readonly ImageDoesNotFit[];
}

/** Builds, runs and measures. */
export async function runOnTarget(request: RunRequest): Promise<RunResult> {
  return inTemporaryFolder(async (workDir) => {
    const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
    // Missing tools are better reported before the build than after it.
    requireTools([request.target.core]);
    const { image, tooSmall } = await buildWhereItFits(request, workDir);
    const counting = image.board === undefined ? undefined : countingBoard(request.target);
    const first = counting === image.board ? await runCounted(request, image, timeoutMs) : { runs: await runImage(image, request.inputs, timeoutMs) }, { runs } = first;
    const result = { outputs: runs.map((run) => run.outputs), ranOn: placeOf(image), tooSmall };
    if (counting === undefined) return result;
    const counted = request.measure === false || counting === image.board ? first : await runElsewhere(request, image, counting, runs, workDir, timeoutMs);
    return {
      ...result,
      instructions: counted.runs.map((run) => run.instructions),
      stackBytes: runs.map((run) => run.stackBytes),
      ...(counted.calls === undefined ? {} : { calls: counted.calls }), ...(counted.noCycles === undefined ? {} : { noCycles: counted.noCycles }),
      ...(request.footprint ? { footprint: await measureFootprint(request) } : {}),
    };
  });
}

/** Sizes of the models in the least program around them, linked for the target's own board if it is one. */
export async function measureFootprint(request: Omit<ImageRequest, 'purpose' | 'board' | 'workDir'>): Promise<Footprint> {
  return inTemporaryFolder(async (workDir) => {
    const board = request.target.board ?? countingBoard(request.target);
    const image = await buildImage({ ...request, board, purpose: 'footprint', workDir });
    if (image.footprint === undefined) throw new Error(`no sizes for ${request.target.name}`);
    return image.footprint;
  });
}

async function buildWhereItFits(request: RunRequest, workDir: string): Promise<{ image: Image; tooSmall: readonly ImageDoesNotFit[] }> {
  const { emulators } = request.target;
  const boards: readonly (Board | undefined)[] = isHosted(request.target.core) ? [undefined] : emulators;
  const tooSmall: ImageDoesNotFit[] = [];
  for (const board of boards) {
    try {
      return { image: await buildImage({ ...request, board, purpose: 'run', workDir }), tooSmall };
    } catch (error) {
      if (!(error instanceof ImageDoesNotFit)) throw error;
      tooSmall.push(error);
    }
  }
  throw tooSmall.at(-1) ?? new Error(`no emulator for ${request.target.name}`);
}

/** A run, with cycles where they were counted. */
interface Counted extends Pick<RunResult, 'calls' | 'noCycles'> { readonly runs: readonly ModelRun[] }

/** Runs with the plugin that counts cycles if one is asked for, and without it where the emulator does not take it. */
async function runCounted(request: RunRequest, image: Image, timeoutMs: number): Promise<Counted> {
  const run = async (extra: readonly string[] = []): Promise<readonly ModelRun[]> => runImage(image, request.inputs, timeoutMs, extra);
  const timing = request.cycles === true && request.measure !== false && image.board !== undefined ? cycleModelOf(request.target.core) : undefined;
  if (timing === undefined) return { runs: await run() };
  const problem = await buildCyclePlugin(image.workDir);
  if (problem !== undefined) return { runs: await run(), noCycles: problem };
  const addresses = functionAddresses(image.path, image.models.map(({ cName }) => `${cName}_run`));
  try {
    const runs = await run(cycleArguments(timing, addresses)), calls = readCalls(image.workDir) ?? [];
    return { runs, calls: addresses.map((address) => calls.filter((call) => call.address === address)) };
  } catch (error) {
    if (!(error instanceof DeviceError) || readCalls(image.workDir) !== undefined) throw error;
    return { runs: await run(), noCycles: `the emulator does not run the plugin\n${error.log}` };
  }
}

/** Instructions of one core are always counted on the same machine, so that counts can be compared. */
async function runElsewhere(request: RunRequest, image: Image, board: Board, runs: readonly ModelRun[], workDir: string, timeoutMs: number): Promise<Counted> {
  const counted = await runCounted(request, await buildImage({ ...request, board, purpose: 'run', workDir }), timeoutMs);
  const same = (a: readonly ModelRun[]): string => a.map((run) => run.outputs.flat().map((bytes) => Buffer.from(bytes).toString('base64')).join()).join();
  if (same(runs) !== same(counted.runs)) {
    throw new DeviceError(`${image.board?.name ?? 'host'} and ${board.name} give different outputs for the same code`, '');
  }
  return counted;
}

/** The machine on which a core's instructions are always counted. */
export function countingBoard(target: Target): Board {
  const board = target.emulators.at(-1);
  if (board === undefined) throw new Error(`no emulator for ${target.name}`);
  return board;
}
