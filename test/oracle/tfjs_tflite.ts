/** TensorFlow Lite with XNNPACK as @tensorflow/tfjs-tflite ships it, loaded from its WebAssembly without the rest of TensorFlow.js. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';

interface TensorInfo { data(): Int8Array | Float32Array }
interface Tensors { size(): number; get(index: number): TensorInfo }
export interface Runner { getInputs(): Tensors; getOutputs(): Tensors; infer(): boolean }
interface Found { ok(): boolean; errorMessage(): string; value(): Record<'GetInputs' | 'GetOutputs', () => Tensors> & { Infer(): boolean } }
interface Library {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  readonly TFLiteWebModelRunner: { CreateFromBufferAndOptions(address: number, bytes: number, options: { readonly numThreads: number; readonly enableProfiling: boolean; readonly maxProfilingBufferEntries: number }): Found };
}

const folder = fileURLToPath(new URL('../../../test/oracle/node_modules/@tensorflow/tfjs-tflite/wasm/', import.meta.url));

/** undefined where the package is not installed. */
export async function loadTfliteWeb(): Promise<((model: Uint8Array) => Runner) | undefined> {
  if (!existsSync(folder)) return undefined;
  const scope = globalThis as { self?: unknown; tflite_web_api_ModuleFactory?: (options: object) => Promise<Library> };
  scope.self = globalThis;
  runInThisContext(readFileSync(`${folder}tflite_web_api_cc_simd.js`, 'utf8'));
  const library = await scope.tflite_web_api_ModuleFactory?.({ wasmBinary: readFileSync(`${folder}tflite_web_api_cc_simd.wasm`), print: () => undefined, printErr: () => undefined });
  if (library === undefined) throw new Error('tfjs-tflite has another form than it had');
  return (model) => {
    const address = library._malloc(model.length);
    library.HEAPU8.set(model, address);
    const found = library.TFLiteWebModelRunner.CreateFromBufferAndOptions(address, model.length, { numThreads: 1, enableProfiling: false, maxProfilingBufferEntries: 100 });
    if (!found.ok()) throw new Error(found.errorMessage());
    const runner = found.value();
    return { getInputs: () => runner.GetInputs(), getOutputs: () => runner.GetOutputs(), infer: () => runner.Infer() };
  };
}
