/** A graph whose inputs and outputs have types known when a program is compiled: what generated bindings build on. */
import { fail } from './diagnostic.js';
import { Interpreter } from './interpreter.js';
import { valueOf, type Element, type Graph } from './ir/graph.js';

/** What a binding says of an input or an output. */
export interface TensorSignature {
  /** In the model file. */
  readonly name: string;
  readonly element: Element;
  readonly shape: readonly number[];
}

interface Arrays {
  readonly i8: Int8Array; readonly u8: Uint8Array; readonly bool: Uint8Array; readonly i16: Int16Array; readonly u16: Uint16Array;
  readonly i32: Int32Array; readonly u32: Uint32Array; readonly i64: BigInt64Array; readonly u64: BigUint64Array; readonly f32: Float32Array;
}

/** One typed array for each signature, in order. */
export type ArraysOf<T extends readonly TensorSignature[]> = { readonly [K in keyof T]: Arrays[T[K]['element']] };

/** Runs a graph with the reference engine; state is kept from run to run until `reset`. */
export class BoundModel<I extends readonly TensorSignature[], O extends readonly TensorSignature[]> {
  private readonly interpreter: Interpreter;

  /** Refuses a graph with other inputs or outputs than the signatures say. */
  constructor(graph: Graph, inputs: I, outputs: O) {
    compare(graph, 'inputs', inputs);
    compare(graph, 'outputs', outputs);
    this.interpreter = new Interpreter(graph);
  }

  run(...inputs: ArraysOf<I>): ArraysOf<O> {
    const [...arrays] = inputs;
    // The interpreter gives arrays of the graph's elements, and these are the signatures'.
    return this.interpreter.run(arrays) as unknown as ArraysOf<O>;
  }

  reset(): void {
    this.interpreter.reset();
  }
}

function compare(graph: Graph, role: 'inputs' | 'outputs', wanted: readonly TensorSignature[]): void {
  const text = (list: readonly TensorSignature[]): string => list.map(({ element, shape }) => `${element}[${shape.join(',')}]`).join(', ');
  const found = graph[role].map((id): TensorSignature => { const { name, type } = valueOf(graph, id); return { name, element: type.element, shape: type.shape }; });
  if (text(found) !== text(wanted))
    fail('N0408', `has the ${role} ${text(found)}; its bindings say ${text(wanted)}`, { where: `model "${graph.name}"`, hint: 'Write the bindings again, with burin compile --bindings, from this model.' });
}
