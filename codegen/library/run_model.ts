import { fail } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import type { Graph, TypedArray } from '../../runtime-ts/ir/graph.js';

/** Engines that run a graph in JavaScript. `reference` defines what is right. */
export const engines = ['reference'] as const;
export type EngineName = (typeof engines)[number];

/** Runs invocations one after the other on one instance, so that state carries over. [invocation][input] in, [invocation][output] out. */
export function runModel(graph: Graph, invocations: readonly (readonly TypedArray[])[], options: { readonly engine?: EngineName } = {}): readonly (readonly TypedArray[])[] {
  const { engine = 'reference' } = options;
  if (!engines.includes(engine)) fail('N0404', `there is no engine "${engine}"`, { where: '--engine', hint: `Engines: ${engines.join(', ')}.` });
  const interpreter = new Interpreter(graph);
  return invocations.map((inputs) => interpreter.run(inputs));
}
