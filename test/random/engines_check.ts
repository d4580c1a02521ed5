/** Random models through both engines: every output has to be equal in every bit. */
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { EnginesDiffer, makeEngine } from '../../codegen/engine.js';
import { slices } from '../../codegen/ops/index.js';
import { elementCount, valueOf, viewOf } from '../../runtime-ts/ir/graph.js';
import { inputBytes } from '../support/inputs.js';
import { makeModel } from '../support/make_model.js';
import type { RandomCase } from './cross_check.js';
import { randomModel } from './random_graphs.js';

const invocations = 2;

/** The cases in which the fast engine differs from the reference, with the place. */
export function checkEngines(cases: readonly RandomCase[]): readonly string[] {
  return cases.flatMap(({ seed, size }) => {
    const graph = readModel(makeModel(randomModel(seed, size)), `random_${seed}_${size}`, slices), both = makeEngine(graph, 'both');
    try {
      for (let run = 0; run < invocations; run++)
        both.run(graph.inputs.map((id) => {
          const { type } = valueOf(graph, id), count = elementCount(type.shape);
          return viewOf(type.element, inputBytes(type.element, count, 'random', `${seed}/${run}/${id}`, run * count));
        }));
      return [];
    } catch (error) {
      if (!(error instanceof EnginesDiffer)) throw error;
      return [`seed ${seed}, ${size} operators: ${error.message}`];
    }
  });
}
