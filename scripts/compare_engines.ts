/**
 * Times one inference of the fast engine and of TensorFlow Lite with XNNPACK (@tensorflow/tfjs-tflite with SIMD, one thread), in turns in one process: the least of many, in
 * microseconds. Needs `npm ci --prefix test/oracle`.
 *
 *     node dist/scripts/compare_engines.js MODEL.tflite...
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadModel } from '../codegen/device/model_file.js';
import { optimizePasses } from '../codegen/passes/index.js';
import { compileFast, FastEngine } from '../runtime-ts/wasm/fast_engine.js';
import { loadTfliteWeb } from '../test/oracle/tfjs_tflite.js';

const load = await loadTfliteWeb(), seconds = 3;
if (load === undefined) throw new Error('@tensorflow/tfjs-tflite is not installed: npm ci --prefix test/oracle');

/** Microseconds of a call, over so many in a row. */
function time(call: () => void, count: number): number {
  const start = performance.now();
  for (let at = 0; at < count; at++) call();
  return ((performance.now() - start) * 1000) / count;
}

function peerOf(path: string): (() => void) | undefined {
  try {
    const runner = load!(readFileSync(path));
    return () => { runner.infer(); };
  } catch {
    return undefined;
  }
}

for (const path of process.argv.slice(2)) {
  const start = performance.now(), { graph } = loadModel(path), optimized = optimizePasses.reduce((before, pass) => pass.run(before), graph), program = compileFast(optimized), engine = new FastEngine(optimized, program);
  engine.compute();
  const ready = performance.now() - start, peer = peerOf(path), ours: number[] = [], theirs: number[] = [], count = Math.max(1, Math.round(2000 / Math.max(1, time(() => engine.compute(), 3))));
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    ours.push(time(() => engine.compute(), count));
    if (peer !== undefined) theirs.push(time(peer, count));
  }
  const least = (times: readonly number[]): number => times.reduce((a, b) => Math.min(a, b), Infinity), reference = [...new Set(program.steps.flatMap((step) => (step.kind === 'reference' ? [step.node.op.name] : [])))];
  console.log(`${basename(path).replace(/\.tflite$/, '').padEnd(26)} ${least(ours).toFixed(2).padStart(8)} us` + (peer === undefined ? '   XNNPACK refuses the model' : `   XNNPACK ${least(theirs).toFixed(2).padStart(8)} us   ${(least(theirs) / least(ours)).toFixed(2)} x`)
    + `   ready in ${ready.toFixed(0)} ms, ${Math.round(engine.memoryBytes / 1024)} KiB, module ${Math.round(program.module.length / 1024)} KiB${reference.length > 0 ? `, in JavaScript: ${reference.join(', ')}` : ''}`);
}
process.exit(0);
