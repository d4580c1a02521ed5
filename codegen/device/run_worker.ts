/** A thread of runMany. */
import { parentPort, workerData } from 'node:worker_threads';
import { openRunner, type WorkerChunk, type WorkerStart } from './run_many.js';

const run = openRunner(workerData as WorkerStart);

parentPort?.on('message', ({ first, runs }: WorkerChunk) => {
  void run.then((one) => { parentPort?.postMessage({ first, runs: runs.map(one) } satisfies WorkerChunk); });
});
