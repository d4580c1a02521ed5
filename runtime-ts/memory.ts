import { CompileError, fail } from './diagnostic.js';
import { typeBytes, valueOf, viewOf, type Element, type Graph, type Node, type Tensors, type TypedArray, type Value, type ValueId } from './ir/graph.js';
import { NodeOperands } from './ir/operands.js';

/** Called after every node, with the node and its data; the way to watch intermediate tensors. */
export type Observer = (node: Node, data: Tensors, graph: Graph) => void;

/** The data of a graph that runs, and the steps of a run. */
export class Memory implements Tensors {
  private readonly data = new Map<ValueId, TypedArray>();
  private stopped = false;

  constructor(private readonly states: Map<ValueId, { readonly value: Value; readonly data: TypedArray }>, private readonly observer?: Observer) {}

  /** Makes room for a graph's values; `given`: those that lie elsewhere. */
  load(graph: Graph, given: ReadonlyMap<ValueId, TypedArray> = new Map()): void {
    for (const value of graph.values.values()) {
      if (value.storage.kind === 'state') {
        const state = this.states.get(value.id) ?? { value, data: given.get(value.id) ?? viewOf(value.type.element, value.storage.initial.slice()) };
        if (given.has(value.id)) copyInto(state.data, viewOf(value.type.element, value.storage.initial), value);
        this.states.set(value.id, state);
        this.data.set(value.id, state.data);
      } else {
        const bytes = value.storage.kind === 'constant' ? value.storage.bytes : new Uint8Array(typeBytes(value.type));
        this.data.set(value.id, given.get(value.id) ?? viewOf(value.type.element, bytes));
      }
    }
  }

  execute(graph: Graph, inputs: readonly TypedArray[]): readonly TypedArray[] {
    this.begin(graph, inputs);
    for (const node of graph.nodes) {
      this.evaluate(graph, node);
      if (this.stopped) break;
    }
    return this.outputs(graph);
  }

  /** Copies inputs in. */
  begin(graph: Graph, inputs: readonly TypedArray[]): void {
    if (inputs.length !== graph.inputs.length)
      fail('N0403', `got ${inputs.length} inputs; the model has ${graph.inputs.length}`, { where: `model "${graph.name}"` });
    graph.inputs.forEach((id, index) => {
      const value = valueOf(graph, id);
      copyInto(this.write(value), inputs[index]!, value);
    });
    this.stopped = false;
  }

  /** Runs one node's reference. */
  evaluate(graph: Graph, node: Node): void {
    try {
      node.op.evaluate(new NodeOperands(graph, node), this);
    } catch (error) {
      if (error instanceof CompileError || !(error instanceof Error)) throw error;
      throw new Error(`${node.op.name} "${node.name}": ${error.message}`, { cause: error });
    }
    this.observer?.(node, this, graph);
  }

  /** Copies of the outputs. */
  outputs(graph: Graph): readonly TypedArray[] {
    return graph.outputs.map((id) => this.read(valueOf(graph, id)).slice());
  }

  /** Whether a node has ended the run. */
  get hasStopped(): boolean { return this.stopped; }

  resetStates(): void {
    for (const { value, data } of this.states.values())
      if (value.storage.kind === 'state') copyInto(data, viewOf(value.type.element, value.storage.initial), value);
  }

  read(value: Value): TypedArray {
    const data = this.data.get(value.id);
    if (data === undefined) throw new Error(`no storage for "${value.name}"`);
    return data;
  }

  write(value: Value): TypedArray { return this.read(value); }
  i8(value: Value): Int8Array { return this.typed(value, 'i8', Int8Array); }
  i16(value: Value): Int16Array { return this.typed(value, 'i16', Int16Array); }
  i32(value: Value): Int32Array { return this.typed(value, 'i32', Int32Array); }
  f32(value: Value): Float32Array { return this.typed(value, 'f32', Float32Array); }

  call(graph: Graph, inputs: readonly TypedArray[]): readonly TypedArray[] {
    const memory = new Memory(this.states, this.observer);
    memory.load(graph);
    return memory.execute(graph, inputs);
  }

  stop(): void { this.stopped = true; }

  private typed<T extends TypedArray>(value: Value, element: Element, constructor: new (length: number) => T): T {
    const data = this.read(value);
    if (!(data instanceof constructor)) throw new Error(`"${value.name}" is ${value.type.element}, not ${element}`);
    return data;
  }
}

function copyInto(target: TypedArray, source: TypedArray, value: Value): void {
  if (source.constructor !== target.constructor || source.length !== target.length)
    fail('N0403', `has ${source.length} elements of ${source.constructor.name}; the model needs ${target.length} of ${target.constructor.name}`, {
      where: `input "${value.name}"`,
    });
  new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
    .set(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
}
