import { CompileError } from '../../runtime-ts/diagnostic.js';
import { constantLength, valueOf, type Element, type Graph, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { planGraph } from '../compile.js';
import type { LoadedCustomOp } from '../custom_op.js';
import { arenaBytesOf } from '../plan/place.js';
import { findTarget } from './targets.js';

export interface TensorSummary {
  readonly name: string;
  readonly element: Element;
  readonly shape: readonly number[];
  /** Absent when the tensor is not quantized. */
  readonly scale?: number;
  readonly zeroPoint?: number;
}

export interface OperatorSummary {
  /** In the model file. */
  readonly index: number;
  readonly name: string;
  /** Names of tensors; null for an operand that is left out. */
  readonly inputs: readonly (string | null)[];
  readonly outputs: readonly string[];
  readonly macs: number;
  /** Constants among its operands; one that several operators read counts for each. */
  readonly weightBytes: number;
  /** Type and shape of the first result. */
  readonly element: Element | null;
  readonly shape: readonly number[];
}

export interface Inspection {
  readonly name: string;
  readonly inputs: readonly TensorSummary[];
  readonly outputs: readonly TensorSummary[];
  readonly operators: readonly OperatorSummary[];
  readonly macs: number;
  /** All constants of the model and its sub-graphs, as they are in the file. */
  readonly weightBytes: number;
  /** Of the plan for cortex-m4f; null when an operator has no C kernel there. */
  readonly arenaBytes: number | null;
  readonly arenaLowerBound: number | null;
  /** Why there is no plan. */
  readonly arenaReason?: string;
}

/** What is in a model, and the memory that it would take. */
export function inspectModel(graph: Graph, customOps: readonly LoadedCustomOp[] = []): Inspection {
  const operators = graph.nodes.map((node, index): OperatorSummary => {
    const first = node.outputs[0] === undefined ? undefined : valueOf(graph, node.outputs[0]).type;
    return {
      index: node.source ?? index, name: node.op.name.toUpperCase(), macs: node.op.macs?.(new NodeOperands(graph, node)) ?? 0,
      weightBytes: bytesOfConstants(node.inputs.flatMap((id) => (id === null ? [] : [valueOf(graph, id)]))),
      inputs: node.inputs.map((id) => (id === null ? null : valueOf(graph, id).name)), outputs: node.outputs.map((id) => valueOf(graph, id).name),
      element: first?.element ?? null, shape: first?.shape ?? [],
    };
  });
  return {
    name: graph.name, inputs: graph.inputs.map((id) => summary(graph, id)), outputs: graph.outputs.map((id) => summary(graph, id)), operators,
    macs: totalMacs(graph), weightBytes: bytesOfConstants(allValues(graph)), ...arenaOf(graph, customOps),
  };
}

/** Multiply-accumulates of one inference. */
export function totalMacs(graph: Graph): number {
  return graph.nodes.reduce((sum, node) => sum + (node.op.macs?.(new NodeOperands(graph, node)) ?? 0), 0);
}

/** Of a graph and of those that its nodes run. */
function allValues(graph: Graph): readonly Value[] {
  return [...graph.values.values(), ...subgraphsOf(graph).flatMap(({ values }) => [...values.values()])];
}

/** Each once, however many nodes run it. */
function subgraphsOf(graph: Graph, found = new Set<Graph>()): readonly Graph[] {
  for (const sub of graph.nodes.flatMap((node) => node.op.subgraphs?.(node.attrs) ?? [])) {
    if (found.has(sub)) continue;
    found.add(sub);
    subgraphsOf(sub, found);
  }
  return [...found];
}

function bytesOfConstants(values: readonly Value[]): number {
  return [...new Set(values)].reduce((sum, { storage }) => sum + (storage.kind === 'constant' ? constantLength(storage) : 0), 0);
}

function summary(graph: Graph, id: ValueId): TensorSummary {
  const { name, type: { element, shape, quantization } } = valueOf(graph, id);
  const scale = quantization?.scales[0], zeroPoint = quantization?.zeroPoints[0];
  return { name, element, shape, ...(scale === undefined ? {} : { scale }), ...(zeroPoint === undefined ? {} : { zeroPoint }) };
}

function arenaOf(graph: Graph, customOps: readonly LoadedCustomOp[]): Pick<Inspection, 'arenaBytes' | 'arenaLowerBound' | 'arenaReason'> {
  try {
    const { placement } = planGraph(graph, findTarget(), { customOps });
    return { arenaBytes: arenaBytesOf(placement), arenaLowerBound: placement.lowerBound };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { arenaBytes: null, arenaLowerBound: null, arenaReason: error.message };
  }
}
