/** Every way in which the layers of a model could be run on a core: what tuning measures. */
import type { Graph } from '../runtime-ts/ir/graph.js';
import { NodeOperands } from '../runtime-ts/ir/operands.js';
import { slicesWith } from './custom_op.js';
import { planGraph, ramLimit, type CompileOptions, type PlanOptions } from './compile.js';
import { verdictOf } from './select/select_kernels.js';
import { forms, layerNames, type Variant } from './select/tuning.js';

export interface LayerVariants {
  readonly name: string;
  readonly operator: string;
  /** The one that is taken without tuning comes first, then other kernels, best first as their operator lists them, with all their forms. */
  readonly variants: readonly Variant[];
}

/**
 * Of each layer of the model's own graph; those of sub-graphs, which run as one step of it, keep their defaults. A layer with one variant has nothing to tune. A lean kernel is
 * there for the arena's sake, and is tuned among its like.
 */
export function layerVariants(graph: Graph, options: PlanOptions & Pick<CompileOptions, 'target' | 'ram'>): readonly LayerVariants[] {
  const { target, customOps } = options, plan = planGraph(graph, target, { ...options, limit: ramLimit(options) }), names = layerNames([plan.graph]), known = slicesWith(customOps);
  return plan.graph.nodes.map((node) => {
    const choice = plan.selection.get(node.id), slice = known.find(({ op }) => op === node.op), operands = new NodeOperands(plan.graph, node);
    const others = slice?.kernels.filter((kernel) => kernel !== choice?.kernel && kernel.lean === choice?.kernel.lean && verdictOf(kernel, operands, target) === true) ?? [];
    const kernels = choice === undefined || choice.control !== undefined ? [] : [choice.kernel, ...others];
    return { name: names.get(node.id) ?? '', operator: node.op.name, variants: kernels.flatMap(({ symbol: kernel, inline }) => (inline === true ? forms : ['shared' as const]).map((form) => ({ kernel, form }))) };
  });
}
