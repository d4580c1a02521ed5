/** From generated C to outputs and costs, on any target: what `verify`, `bench` and the tests call. */
import type { Board } from '../select/board.js';
import type { Target } from '../select/target.js';
import { buildImage, type Image, ImageDoesNotFit, type ImageRequest } from './build_image.js';
import { inTemporaryFolder } from './files.js';
import { defaultTimeoutMs, type Invocations, type ModelRun, runImage } from './run_image.js';
import type { Footprint } from './size.js';
import { DeviceError, requireTools } from './tools.js';

export interface RunRequest extends Omit<ImageRequest, 'purpose' | 'board' | 'workDir'> {
  /** [model][invocation][input] */
  readonly inputs: readonly Invocations[];
  /** Also count instructions where the first emulator that fits is not the one that counts. Default true. */
  readonly measure?: boolean;
  /** Also build the image without a harness and read its sizes. Default false. */
  readonly footprint?: boolean;
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** [model][invocation][output] */
  readonly outputs: readonly Invocations[];
  /** [model][invocation]; absent on the host. */
  readonly instructions?: readonly (readonly number[])[];
  /** [model]: the deepest stack of its invocations; absent on the host. */
  readonly stackBytes?: readonly number[];
  readonly footprint?: Footprint;
  /** The board that ran it, or `host`. */
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
    const runs = await runImage(image, request.inputs, timeoutMs);
    const result = { outputs: runs.map((run) => run.outputs), ranOn: image.board?.name ?? 'host', tooSmall };
    if (image.board === undefined) return result;
    const counted = request.measure === false ? runs : await countedRuns(request, image, runs, workDir, timeoutMs);
    return {
      ...result,
      instructions: counted.map((run) => run.instructions),
      stackBytes: runs.map((run) => run.stackBytes),
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
  const boards: readonly (Board | undefined)[] = request.target.core === 'host' ? [undefined] : emulators;
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

/** Instructions of one core are always counted on the same machine, so that counts can be compared. */
async function countedRuns(request: RunRequest, image: Image, runs: readonly ModelRun[], workDir: string, timeoutMs: number): Promise<readonly ModelRun[]> {
  const board = countingBoard(request.target);
  if (board === image.board) return runs;
  const counting = await buildImage({ ...request, board, purpose: 'run', workDir });
  const counted = await runImage(counting, request.inputs, timeoutMs);
  const same = (a: readonly ModelRun[]): string => a.map((run) => run.outputs.flat().map((bytes) => Buffer.from(bytes).toString('base64')).join()).join();
  if (same(runs) !== same(counted)) {
    throw new DeviceError(`${image.board?.name ?? 'host'} and ${board.name} give different outputs for the same code`, '');
  }
  return counted;
}

function countingBoard(target: Target): Board {
  const board = target.emulators.at(-1);
  if (board === undefined) throw new Error(`no emulator for ${target.name}`);
  return board;
}
