import type { Graph, TypedArray, Value } from './ir/graph.js';
import { Memory, type Observer } from './memory.js';

/**
 * Runs a graph with every operator's reference implementation: the definition of a right answer.
 * State (variable tensors) is kept from run to run until `reset`.
 */
export class Interpreter {
  private readonly memory: Memory;

  constructor(readonly graph: Graph, observer?: Observer) {
    this.memory = new Memory(new Map(), observer);
    this.memory.load(graph);
  }

  /** Copies inputs in, runs every node, copies outputs out. Inputs are in the tensor's own type and in graph order. */
  run(inputs: readonly TypedArray[]): readonly TypedArray[] {
    return this.memory.execute(this.graph, inputs);
  }

  /** Sets every state back to its initial content. */
  reset(): void {
    this.memory.resetStates();
  }

  /** The bytes of a value as they are now, such as a state between runs. */
  peek(value: Value): Uint8Array {
    const data = this.memory.read(value);
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  }
}
