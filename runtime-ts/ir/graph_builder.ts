import { CompileError, type Diagnostic } from '../diagnostic.js';
import type { Graph, Node, NodeId, Op, Storage, TensorType, Value, ValueId } from './graph.js';
import { verify } from './verify.js';

/** Hands out ids that are unique in a whole model; share one between a graph and its sub-graphs. */
export class IdSource {
  private nextValue = 0;
  private nextNode = 0;
  value(): ValueId { return this.nextValue++ as ValueId; }
  node(): NodeId { return this.nextNode++ as NodeId; }
}

export interface NodeSpec<A> {
  readonly name: string;
  readonly op: Op<A>;
  readonly attrs: A;
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly Value[];
  readonly source?: number | undefined;
}

/** The only way to make a Graph: collects values and nodes, then checks and freezes them. */
export class GraphBuilder {
  private readonly values = new Map<ValueId, Value>();
  private readonly nodes: Node[] = [];

  constructor(private readonly name: string, readonly ids = new IdSource()) {}

  value(name: string, type: TensorType, storage: Storage = { kind: 'activation' }, source?: number): Value {
    return this.share(Object.freeze({ id: this.ids.value(), name, type, storage, source }));
  }

  /** Adds a value made elsewhere: a state that several graphs of one model use, or an unchanged value of another graph. */
  share(value: Value): Value {
    this.values.set(value.id, value);
    return value;
  }

  node<A>(spec: NodeSpec<A>): void {
    this.nodes.push(Object.freeze({
      id: this.ids.node(), name: spec.name, op: spec.op as Op, attrs: spec.attrs, source: spec.source,
      inputs: spec.inputs.map((value) => value?.id ?? null), outputs: spec.outputs.map((value) => value.id),
    }));
  }

  /** Checks invariants and every operator's own rules; throws a CompileError with all problems. */
  build(inputs: readonly Value[], outputs: readonly Value[]): Graph {
    const graph = freezeGraph({
      name: this.name, values: this.values, nodes: this.nodes,
      inputs: inputs.map((value) => value.id), outputs: outputs.map((value) => value.id),
    });
    verifyOrThrow(graph);
    return graph;
  }
}

/** A graph with other nodes, checked; what no node, input or output mentions any more is dropped. */
export function withNodes(
  graph: Graph, nodes: readonly Node[],
  change: { readonly values?: Iterable<Value>; readonly outputs?: readonly ValueId[] } = {},
): Graph {
  const outputs = change.outputs ?? graph.outputs;
  const known = new Map(graph.values);
  for (const value of change.values ?? []) known.set(value.id, value);
  const used = new Set<ValueId>([...graph.inputs, ...outputs]);
  for (const node of nodes) for (const id of [...node.inputs, ...node.outputs]) if (id !== null) used.add(id);
  const values = new Map([...known].filter(([id]) => used.has(id)));
  const result = freezeGraph({ name: graph.name, inputs: graph.inputs, outputs, values, nodes });
  verifyOrThrow(result);
  return result;
}

function freezeGraph(graph: Graph): Graph {
  Object.freeze(graph.nodes);
  return Object.freeze(graph);
}

function verifyOrThrow(graph: Graph): void {
  const problems: readonly Diagnostic[] = verify(graph);
  if (problems.length > 0) throw new CompileError(problems);
}
