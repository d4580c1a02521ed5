/** What the page does: the digits model and random graphs through both engines, in a browser. */
import { makeEngine, EnginesDiffer } from '../../codegen/engine.js';
import { readModel } from '../../codegen/tflite.js';
import { elementCount, valueOf, viewOf, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { hasVectors } from '../../runtime-ts/wasm/fast_engine.js';
import { randomModel } from '../random/random_graphs.js';
import { inputBytes } from '../support/inputs.js';
import { makeModel } from '../support/make_model.js';

/** What a page or Node finds. */
export interface Findings {
  readonly vectors: boolean;
  /** Of the digits model, [case][element]. */
  readonly digits: readonly (readonly number[])[];
  readonly differences: readonly string[];
  readonly graphs: number;
  /** Microseconds of one inference, the best of many. */
  readonly microseconds: { readonly fast: number; readonly reference: number };
}

const graphs = 200;

/** Runs everything; `load` gives a file of the project. */
export async function findings(load: (path: string) => Promise<Uint8Array>): Promise<Findings> {
  const graph = readModel(await load('models/digits_int8/digits_int8.tflite'), 'digits'), differences: string[] = [], digits: (readonly number[])[] = [];
  const both = makeEngine(graph, 'both'), inputs: TypedArray[] = [];
  for (let at = 0; at < 6; at++) {
    const input = viewOf('i8', Uint8Array.from(await load(`models/digits_int8/input_${at}_0.bin`)));
    inputs.push(input);
    digits.push(Array.from(both.run([input])[0] as Int8Array));
  }
  for (let seed = 1; seed <= graphs; seed++) {
    const random = readModel(makeModel(randomModel(seed, 1 + (seed % 10))), `random_${seed}`), engine = makeEngine(random, 'both');
    try {
      engine.run(random.inputs.map((id) => {
        const { type } = valueOf(random, id);
        return viewOf(type.element, inputBytes(type.element, elementCount(type.shape), 'random', `${seed}/${id}`, 0));
      }));
    } catch (error) {
      if (!(error instanceof EnginesDiffer)) throw error;
      differences.push(`seed ${seed}: ${error.message}`);
    }
  }
  return { vectors: hasVectors(), digits, differences, graphs, microseconds: { fast: best(makeEngine(graph, 'fast'), inputs), reference: best(makeEngine(graph, 'reference'), inputs) } };
}

/** A browser's clock is coarse: each round takes some 30 milliseconds. */
function best(engine: { run(inputs: readonly TypedArray[]): unknown }, inputs: readonly TypedArray[]): number {
  let least = Infinity;
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    let runs = 0;
    for (; performance.now() - start < 30; runs += inputs.length) for (const input of inputs) engine.run([input]);
    least = Math.min(least, ((performance.now() - start) * 1000) / runs);
  }
  return least;
}

/** In a page: posts what it found, or what went wrong. */
export async function report(): Promise<void> {
  let answer: object;
  try {
    answer = await findings(async (path) => new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer()));
  } catch (error) {
    answer = { error: String((error as Error).stack ?? error) };
  }
  await fetch('/findings', { method: 'POST', body: JSON.stringify(answer) });
}

