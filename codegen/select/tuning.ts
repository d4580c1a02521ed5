/** Choices that measurements made, instead of the order in which an operator lists its kernels. */
import type { Graph, NodeId } from '../../runtime-ts/ir/graph.js';

/** `joint` leaves it to `optimize` which layers share a body; a body of one layer alone is `specialised` in any case. */
export const forms = ['joint', 'specialised', 'shared'] as const;

/** A kernel by its symbol, and the form of its body. Of kernels without a body to copy the form is `shared`. */
export interface Variant {
  readonly kernel: string;
  readonly form: (typeof forms)[number];
}

/** A variant of a layer and what it takes. */
export interface MeasuredVariant extends Variant {
  /** Instructions or cycles. */
  readonly count: number;
  /** Constants of the layer. */
  readonly weightBytes: number;
  /** The functions that it calls, which other layers may call too. */
  readonly codeBytes: number;
}

/** What a whole model takes: the sum of its layers' counts, and bytes. */
export interface TuneTotals {
  readonly count: number;
  readonly flashWeights: number;
  readonly flashCode: number;
  readonly arena: number;
}

/** By the names that layerNames gives. A layer that is not in it, or whose kernel does not take it, keeps its default. */
export type Tuning = ReadonlyMap<string, Variant>;

/** Names that tell the nodes of a model apart: their own, and `name#2` for the second of a name. */
export function layerNames(graphs: readonly Graph[]): ReadonlyMap<NodeId, string> {
  const seen = new Map<string, number>();
  return new Map(graphs.flatMap(({ nodes }) => nodes).map(({ id, name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [id, count === 1 ? name : `${name}#${count}`];
  }));
}
