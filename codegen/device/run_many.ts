/** Many independent runs of one model, on as many threads as are asked for. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { TypedArray } from '../../runtime-ts/ir/graph.js';
import { makeEngine, type EngineName } from '../engine.js';
import { loadCustomOps } from './custom_op_file.js';
import { loadModel } from './model_file.js';

export interface RunManyOptions {
  readonly engine?: EngineName | undefined;
  /** Threads; default one for each processor, but no more than there are chunks. */
  readonly jobs?: number | undefined;
  /** Files with operators of the user's own. */
  readonly customOps?: readonly string[] | undefined;
  /** Called as runs are done, with their number so far. */
  readonly onProgress?: (done: number) => void;
}

/** A run: inputs in, outputs out, in graph order. */
export type Run = readonly TypedArray[];

/** What a worker is told when it starts. */
export interface WorkerStart { readonly file: string; readonly engine: EngineName | undefined; readonly customOps: readonly string[] }
/** What it is asked, and what it answers. */
export interface WorkerChunk { readonly first: number; readonly runs: readonly Run[] }

/** Runs that travel to a worker together. */
const chunk = 64;

/** An instance of a model file, started anew for every run. */
export async function openRunner({ file, engine, customOps }: WorkerStart): Promise<(inputs: Run) => Run> {
  const operators = (await Promise.all(customOps.map(loadCustomOps))).flat(), instance = makeEngine(loadModel(file, operators).graph, engine);
  return (inputs) => {
    instance.reset();
    return instance.run(inputs);
  };
}

/** Runs a model file on `count` inputs, each from its initial state; `input` gives those of a run, `output` takes what came out, in any order. */
export async function runMany(file: string, count: number, input: (run: number) => Run, output: (run: number, outputs: Run) => void, options: RunManyOptions = {}): Promise<void> {
  const start: WorkerStart = { file, engine: options.engine, customOps: options.customOps ?? [] }, jobs = Math.min(options.jobs ?? availableParallelism(), Math.ceil(count / chunk));
  let done = 0, next = 0;
  const finish = (run: number, outputs: Run): void => { output(run, outputs); options.onProgress?.(++done); };
  if (jobs <= 1) {
    const run = await openRunner(start);
    for (let at = 0; at < count; at++) finish(at, run(input(at)));
    return;
  }
  const workers = Array.from({ length: jobs }, () => new Worker(new URL('run_worker.js', import.meta.url), { workerData: start }));
  try {
    await Promise.all(workers.map((worker) => new Promise<void>((resolve, reject) => {
      const give = (): void => {
        if (next >= count) return resolve();
        const first = next, runs = Array.from({ length: Math.min(chunk, count - first) }, (_, at) => input(first + at));
        next += runs.length;
        worker.postMessage({ first, runs } satisfies WorkerChunk);
      };
      worker.on('error', reject);
      worker.on('message', ({ first, runs }: WorkerChunk) => {
        try {
          runs.forEach((outputs, at) => { finish(first + at, outputs); });
          give();
        } catch (error) {
          reject(error as Error);
        }
      });
      give();
    })));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
