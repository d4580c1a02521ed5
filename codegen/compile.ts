/** The pipeline: a graph in, C files out. Pure: same arguments, same bytes. */
import type { Graph } from '../runtime-ts/ir/graph.js';
import { graphText } from '../runtime-ts/ir/graph_text.js';
import type { LoadedCustomOp } from './custom_op.js';
import { cModel, type CTensor, type Program } from './emit/c_model.js';
import { kernelFiles, type FirmwareFiles } from './emit/kernel_files.js';
import { render } from './emit/render.js';
import { makeReport, type Report } from './emit/report.js';
import { slices } from './ops/index.js';
import { optimizePasses } from './passes/index.js';
import { checkBudget, regionUses } from './plan/budget.js';
import { placeGraphs, rewriteSubgraphs, type Subgraphs } from './plan/subgraphs.js';
import { placementText, type Placement } from './plan/place.js';
import { keepCompressed } from './select/keep_compressed.js';
import { selectionText, selectKernels, type Optimize, type Selection } from './select/select_kernels.js';
import type { Target } from './select/target.js';

export interface CompileOptions {
  /** Prefix of every public C name; a C identifier. */
  readonly name: string;
  /** For the files' banner: file name and hash of the model. */
  readonly source: string;
  /** A board's memory is checked; a bare core has no limit. */
  readonly target: Pick<Target, 'name' | 'features' | 'board'>;
  readonly templates: (name: string) => string;
  readonly firmware: FirmwareFiles;
  readonly arena?: Program['arena'];
  /** What to spend flash on; default balanced. */
  readonly optimize?: Optimize;
  /** Operators of the user's own. */
  readonly customOps?: readonly LoadedCustomOp[] | undefined;
  /** Weights of few values stay coded in flash and are unpacked before their layer runs. */
  readonly keepCompressed?: boolean | undefined;
}

export interface Compilation {
  /** File name to text, generated files first. */
  readonly files: ReadonlyMap<string, string>;
  /** The C files among them. */
  readonly sources: readonly string[];
  readonly name: string;
  readonly target: string;
  readonly header: string;
  readonly inputs: readonly CTensor[];
  readonly outputs: readonly CTensor[];
  readonly stateful: boolean;
  readonly weightBytes: number;
  readonly arenaBytes: number;
  readonly arenaLowerBound: number;
  readonly stateBytes: number;
  readonly kernels: readonly { readonly operator: string; readonly kernel: string; readonly reason: string }[];
  /** All of this in numbers, and the memory plan, for --report. */
  readonly report: Report;
  /** Every stage as text, for --dump-ir. */
  readonly stages: ReadonlyMap<string, () => string>;
}

/** What is decided before any C is written. */
export interface Plan {
  /** After all passes. */
  readonly graph: Graph;
  readonly selection: Selection;
  readonly placement: Placement;
  /** Every graph that a node runs, as it hangs on the node, with what became of it; a graph comes after those that it runs. */
  readonly subgraphs: Subgraphs;
  /** Every stage so far as text. */
  readonly stages: ReadonlyMap<string, () => string>;
}

/** Rewrites a graph and its sub-graphs, chooses their kernels and places their values. */
export function planGraph(imported: Graph, target: CompileOptions['target'], optimize: Optimize = 'balanced', customOps: readonly LoadedCustomOp[] = [], compressed = false): Plan {
  const stages = new Map<string, () => string>([['imported', () => graphText(imported)]]);
  const graph = optimizePasses.reduce((before, pass) => {
    const after = pass.run(before);
    stages.set(pass.name, () => graphText(after));
    return after;
  }, imported);
  const rewritten = rewriteSubgraphs(graph, optimizePasses);
  const selected = selectKernels([graph, ...rewritten.values()], [...slices, ...customOps.map(({ slice }) => slice)], target, optimize);
  // A sub-graph's memory has no fixed address, so that its weights could not be unpacked into it.
  const selection = compressed ? keepCompressed(selected, new Set(graph.nodes.map(({ id }) => id))) : selected;
  stages.set('selected', () => [graph, ...rewritten.values()].map((one) => selectionText(one, selection)).join(''));
  const { placement, subgraphs } = placeGraphs(graph, rewritten, selection);
  stages.set('planned', () => [placement, ...[...subgraphs.values()].map((sub) => sub.placement)].map(placementText).join(''));
  return { graph, selection, placement, subgraphs, stages };
}

/** Compiles a graph for a target. Throws a CompileError with all problems of the stage that fails. */
export function compile(imported: Graph, options: CompileOptions): Compilation {
  const { graph, selection, placement, subgraphs, stages } = planGraph(imported, options.target, options.optimize, options.customOps, options.keepCompressed);
  const model = cModel({
    graph, selection, placement, subgraphs, name: options.name, source: options.source, target: options.target.name, arena: options.arena ?? { kind: 'own' },
  });
  const { board } = options.target, arenaSection = options.arena?.kind === 'own' ? options.arena.section : undefined;
  const demand = { weights: model.weightBytes, arena: model.arenaBytes, state: model.stateBytes, arenaSection };
  if (board !== undefined) checkBudget(board, demand);
  const emitted: readonly (readonly [string, string])[] = [
    [`${options.name}.h`, render(options.templates('model.h.hbs'), model.view)],
    [`${options.name}.c`, render(options.templates('model.c.hbs'), model.view)],
    [`${options.name}_weights.h`, render(options.templates('weights.h.hbs'), model.weights)],
    [`${options.name}_weights.c`, render(options.templates('weights.c.hbs'), model.weights)],
  ];
  const files = new Map([...emitted, ...kernelFiles(model.view.includes, model.inlined, { texts: new Map([...options.firmware.texts, ...(options.customOps ?? []).flatMap(({ files: own }) => [...own])]) })]);
  return {
    files, sources: [...files.keys()].filter((file) => file.endsWith('.c')), name: options.name, target: options.target.name, header: `${options.name}.h`,
    inputs: model.inputs, outputs: model.outputs, stateful: model.stateBytes > 0,
    weightBytes: model.weightBytes, arenaBytes: model.arenaBytes, arenaLowerBound: placement.lowerBound, stateBytes: model.stateBytes,
    kernels: [graph, ...[...subgraphs.values()].map((sub) => sub.graph)].flatMap(({ nodes }) => nodes).map((node) => {
      const choice = selection.get(node.id);
      return { operator: `${node.op.name} ${node.name}`, kernel: choice?.kernel.symbol ?? '', reason: choice?.reason ?? '' };
    }),
    report: makeReport({ graph, selection, placement, subgraphs }, {
      name: options.name, source: options.source, target: options.target.name, demand, regions: board === undefined ? [] : regionUses(board.regions, demand), constants: model.constants,
    }),
    stages,
  };
}
