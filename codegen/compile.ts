/** The pipeline: a graph in, C files out. Pure: same arguments, same bytes. */
import { CompileError, fail } from '../runtime-ts/diagnostic.js';
import type { Graph, Node, NodeId } from '../runtime-ts/ir/graph.js';
import { graphText } from '../runtime-ts/ir/graph_text.js';
import { NodeOperands } from '../runtime-ts/ir/operands.js';
import { slicesWith, type LoadedCustomOp } from './custom_op.js';
import { cModel, layOutStates, type CTensor, type Program } from './emit/c_model.js';
import { kernelFiles, type FirmwareFiles } from './emit/kernel_files.js';
import { render } from './emit/render.js';
import { makeReport, type Report } from './emit/report.js';
import { textView, type LanguageText } from './emit/text_view.js';
import { mostArrayBytes, weightFiles, type DataFile, type WeightPlace } from './emit/weights.js';
import { optimizePasses } from './passes/index.js';
import { fuseSums } from './passes/fuse_sums.js';
import { patchChoices, patchHead, type Patches } from './passes/patch.js';
import { checkBudget, flashRoom, regionUses, stackReserve } from './plan/budget.js';
import { lifetimes } from './plan/lifetimes.js';
import { placeGraphs, rewriteSubgraphs, type Subgraphs } from './plan/subgraphs.js';
import { arenaBytesOf, bytesAtStep, placementText, type Placement } from './plan/place.js';
import { keepCompressed } from './select/keep_compressed.js';
import { selectionText, selectKernels, verdictOf, type SelectOptions, type Optimize, type Selection } from './select/select_kernels.js';
import { findLinux } from './select/features.js';
import type { Target } from './select/target.js';
import { layerNames, type Tuning } from './select/tuning.js';

export interface CompileOptions {
  /** Prefix of every public C name; a C identifier. */
  readonly name: string;
  /** For the files' banner: file name and hash of the model. */
  readonly source: string;
  /** A board's memory is checked; a bare core has no limit. */
  readonly target: Pick<Target, 'name' | 'features' | 'board'>;
  readonly templates: (name: string) => string;
  readonly firmware: FirmwareFiles;
  /** Where activations live; default an array of the model's own. */
  readonly arena?: Program['arena'] | undefined;
  /** What to spend flash on; default `balanced`. */
  readonly optimize?: Optimize | undefined;
  /** Operators of the user's own, with which the graph was read. */
  readonly customOps?: readonly LoadedCustomOp[] | undefined;
  /** Weights of few values (compressed models) stay coded in flash; each layer's are unpacked into the arena before it runs. */
  readonly keepCompressed?: boolean | undefined;
  /** Bytes of RAM for arena, state and stack, instead of what the board has. Where they do not do, the first layers run in stripes of rows. */
  readonly ram?: number | undefined;
  /** Bytes of flash for constants, instead of what the board has; weights of few values are kept coded where they do not fit otherwise. */
  readonly flash?: number | undefined;
  /** A run in parts too (`<name>_run_part`), so that other work can be done between layers. */
  readonly resumable?: boolean | undefined;
  /** `pays`, the default: lean kernels and fused sums where the arena gets smaller for them; `always`: at every layer that has one, as tests want it. */
  readonly lean?: 'pays' | 'always' | undefined;
  /** Where constants are: C arrays, a blob for the assembler, or a file that a program on Linux maps. Default arrays up to a mebibyte, and beyond a blob, or, of a language model on Linux, a file. */
  readonly weights?: WeightPlace | undefined;
  /** Of a language model: with it come the files of the interface from text to text. */
  readonly text?: LanguageText | undefined;
  /** Kernels that were measured to be the best, for some layers or all ("burin tune" finds them); they are left where arena and state get too large with them. */
  readonly tuning?: Tuning | undefined;
  /** The model calls bn_step before each layer and at its end, for a program that measures layers, in which memory has no limit. */
  readonly hooks?: boolean | undefined;
}

/** A layer of the model's own graph, in the order in which they run. */
export interface CompiledLayer {
  /** Its name among layers: what a Tuning calls it. */
  readonly name: string;
  readonly operator: string;
  readonly kernel: string;
  /** C functions that it calls: of the model's file, or of the firmware. */
  readonly functions: readonly string[];
  /** Constants that it adds to the image. */
  readonly weightBytes: number;
}

export interface Compilation {
  /** File name to text, generated files first. */
  readonly files: ReadonlyMap<string, string>;
  /** What is no text: the weights, where they are no C arrays. It belongs beside the text. */
  readonly data: ReadonlyMap<string, DataFile>;
  readonly weights: WeightPlace;
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
  /** How the first layers run in stripes of rows, where RAM would not do otherwise. */
  readonly patches?: Patches | undefined;
  readonly kernels: readonly { readonly operator: string; readonly kernel: string; readonly reason: string }[];
  readonly layers: readonly CompiledLayer[];
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
  /** How the first layers run in stripes of rows, where RAM would not do otherwise. */
  readonly patches?: Patches | undefined;
  /** Every stage so far as text. */
  readonly stages: ReadonlyMap<string, () => string>;
}

/** Lean kernels take a seventh more instructions: bytes of arena that are worth that where there is room for more. */
const worthTime = 1024;
/** So many ways to run stripes are planned: a plan takes time. */
const patchPlans = 48;

/** `limit`: bytes that arena and state may take. */
export type PlanOptions = Pick<CompileOptions, 'optimize' | 'customOps' | 'keepCompressed' | 'lean' | 'tuning' | 'hooks'> & { readonly limit?: number };

/** Rewrites a graph and its sub-graphs, and runs its first layers in stripes where arena and state would be larger than the limit otherwise; chooses their kernels and places their values. */
export function planGraph(imported: Graph, target: CompileOptions['target'], options: PlanOptions = {}): Plan {
  const stages = new Map<string, () => string>([['imported', () => graphText(imported)]]);
  const optimized = optimizePasses.reduce((before, pass) => {
    const after = pass.run(before);
    stages.set(pass.name, () => graphText(after));
    return after;
  }, imported);
  const rewritten = rewriteSubgraphs(optimized, optimizePasses), { limit = Infinity, tuning, hooks } = options;
  const known: SelectOptions['known'] = new Map(), fits = ({ placement }: Plan): boolean => arenaBytesOf(placement) + layOutStates([optimized, ...rewritten.values()]).bytes <= limit;
  const plan: Planner = (graph, lean) => planOptimized(graph, rewritten, target, options, stages, { known, ...(lean === undefined ? {} : { lean }) });
  const usual = planUsual(optimized, target, options, { plan, fits, stages });
  if (tuning === undefined || tuning.size === 0) return usual;
  // What was measured are the layers of the usual plan.
  const lean = new Set(usual.graph.nodes.filter(({ id }) => usual.selection.get(id)?.kernel.lean === true).map(({ id }) => id)), tuned = planOptimized(usual.graph, rewritten, target, options, usual.stages, { known, lean, tuning });
  return hooks === true || fits(tuned) ? { ...usual, ...tuned } : usual;
}

/** By the kernels' own order. */
function planUsual(
  optimized: Graph, target: CompileOptions['target'], options: PlanOptions, { plan, fits, stages }: { readonly plan: Planner; readonly fits: (plan: Plan) => boolean; readonly stages: Plan['stages'] },
): Plan {
  const hasKernel = kernelFinder(optimized, target, options);
  if (options.lean === 'always') return planLean(fuseSums(optimized, (node) => hasKernel(node)), plan);
  const fast = plan(optimized);
  if ((options.optimize ?? 'balanced') !== 'balanced' && fits(fast)) return fast;
  const small = leanPlan(optimized, fast, hasKernel, plan), saved = arenaBytesOf(fast.placement) - arenaBytesOf(small.placement), whole = fits(fast) && saved < worthTime ? fast : small;
  if (fits(whole)) return whole;
  // Those that compute least again come first.
  for (const patches of patchChoices(optimized, options.limit ?? Infinity).slice(0, patchPlans)) {
    const patched = plan(patchHead(optimized, patches));
    if (fits(patched)) return { ...patched, patches, stages: new Map([...stages, ['patch', () => graphText(patched.graph)], ...[...patched.stages].filter(([name]) => !stages.has(name))]) };
  }
  return whole;
}

/** Plans a graph, with lean kernels for some nodes. */
type Planner = (graph: Graph, lean?: ReadonlySet<NodeId>) => Plan;

/** A plan in less arena where lean kernels, or convolutions fused with the sums behind them, bring that, and those only at the layers that need them; else `fast`. */
function leanPlan(graph: Graph, fast: Plan, hasKernel: KernelFinder, plan: Planner): Plan {
  const bytes = ({ placement }: Plan): number => arenaBytesOf(placement), everySum = fuseSums(graph, (node) => hasKernel(node));
  if (everySum === graph && !graph.nodes.some((node) => hasKernel(node, true))) return fast;
  const narrow = planLean(graph, plan), fused = everySum === graph ? narrow : planLean(everySum, plan);
  const goal = Math.min(bytes(narrow), bytes(fused)), least = bytes(narrow) === goal ? narrow : fused;
  if (goal >= bytes(fast)) return fast;
  /** The nodes of a plan at whose step more than the goal lives. */
  const above = (one: Plan): ReadonlySet<NodeId> => {
    const blocks = lifetimes(one.graph, one.selection);
    return new Set(one.graph.nodes.filter((_, step) => bytesAtStep(blocks, step) > goal).map(({ id }) => id));
  };
  const crowded = above(narrow), chosen = fuseSums(graph, (node, convolution) => (crowded.has(convolution) || crowded.has(node.id)) && hasKernel(node));
  const some = plan(chosen, above(chosen === graph ? fast : plan(chosen)));
  return bytes(some) === goal ? some : least;
}

const planLean = (graph: Graph, plan: Planner): Plan => plan(graph, new Set(graph.nodes.map(({ id }) => id)));

/** Whether a core has a kernel, or a lean one, for a node that is in a graph or could be. */
type KernelFinder = (node: Node, lean?: boolean) => boolean;

function kernelFinder(graph: Graph, target: CompileOptions['target'], { customOps }: PlanOptions): KernelFinder {
  const known = slicesWith(customOps);
  return (node, lean = false) => known.find(({ op }) => op === node.op)?.kernels.some((kernel) => (!lean || kernel.lean === true) && verdictOf(kernel, new NodeOperands(graph, node), target) === true) ?? false;
}

function planOptimized(
  graph: Graph, rewritten: ReadonlyMap<Graph, Graph>, target: CompileOptions['target'], { optimize = 'balanced', customOps, keepCompressed: compressed = false }: PlanOptions, before: Plan['stages'], select: SelectOptions,
): Plan {
  const stages = new Map(before);
  const selected = selectKernels([graph, ...rewritten.values()], slicesWith(customOps), target, optimize, select);
  // A sub-graph's memory has no fixed address, so that its weights could not be unpacked into it.
  const selection = compressed ? keepCompressed(selected, new Set(graph.nodes.map(({ id }) => id))) : selected;
  stages.set('selected', () => [graph, ...rewritten.values()].map((one) => selectionText(one, selection)).join(''));
  const { placement, subgraphs } = placeGraphs(graph, rewritten, selection);
  stages.set('planned', () => [placement, ...[...subgraphs.values()].map((sub) => sub.placement)].map(placementText).join(''));
  return { graph, selection, placement, subgraphs, stages };
}

/** What arena and state may take: of --ram, less the stack; or of the board's RAM. */
export function ramLimit({ ram, target: { board } }: Pick<CompileOptions, 'ram' | 'target'>): number {
  if (ram !== undefined) return ram - stackReserve;
  const first = board?.regions.find(({ kind }) => kind === 'ram');
  return first === undefined ? Infinity : first.bytes - first.reserve;
}

/** Compiles a graph for a target. Throws a CompileError with all problems of the stage that fails. */
export function compile(imported: Graph, options: CompileOptions): Compilation {
  const { graph, selection, placement, subgraphs, stages, patches } = planGraph(imported, options.target, { ...options, limit: ramLimit(options) });
  const program: Program = {
    graph, selection, placement, subgraphs, name: options.name, source: options.source, target: options.target.name, arena: options.arena ?? { kind: 'own' }, hooks: options.hooks === true, resumable: options.resumable === true,
  };
  const unmapped = cModel(program), place = placeOfWeights(options, imported, unmapped.weightBytes), model = place === 'file' ? cModel({ ...program, mapped: true }) : unmapped;
  const names = layerNames([graph]), { board } = options.target, arenaSection = options.arena?.kind === 'own' ? options.arena.section : undefined;
  const demand = { weights: model.weightBytes, arena: model.arenaBytes, state: model.stateBytes, arenaSection };
  if (options.hooks !== true) {
    const budget = { board, ram: options.ram, flash: options.flash };
    if (options.keepCompressed === undefined && demand.weights > flashRoom(budget)) {
      const coded = attempt(() => compile(imported, { ...options, keepCompressed: true }));
      if (coded !== undefined) return coded;
    }
    checkBudget(budget, demand);
  }
  const weights = weightFiles(place, model.tables, model.view, options.templates), emitted: readonly (readonly [string, string])[] = [
    [`${options.name}.h`, render(options.templates('model.h.hbs'), model.view)],
    [`${options.name}.c`, render(options.templates('model.c.hbs'), model.view)],
    ...weights.texts,
    ...textFiles(imported, options, model.view.tensors.map(({ accessor }) => accessor)),
  ];
  const files = new Map([...emitted, ...kernelFiles([...model.view.includes, ...(options.text === undefined ? [] : ['bn_lm_sampler.h', 'bn_lm_tokenizer.h'])], model.inlined, { texts: new Map([...options.firmware.texts, ...(options.customOps ?? []).flatMap(({ files: own }) => [...own])]) })]);
  return {
    files, data: weights.data, weights: place, sources: [...files.keys()].filter((file) => file.endsWith('.c')), name: options.name, target: options.target.name, header: `${options.name}.h`,
    inputs: model.inputs, outputs: model.outputs, stateful: model.stateBytes > 0,
    weightBytes: model.weightBytes, arenaBytes: model.arenaBytes, arenaLowerBound: placement.lowerBound, stateBytes: model.stateBytes, patches,
    kernels: [graph, ...[...subgraphs.values()].map((sub) => sub.graph)].flatMap(({ nodes }) => nodes).map((node) => {
      const choice = selection.get(node.id);
      return { operator: `${node.op.name} ${node.name}`, kernel: choice?.kernel.symbol ?? '', reason: choice?.reason ?? '' };
    }),
    layers: graph.nodes.map(({ id, op }) => ({
      name: names.get(id) ?? '', operator: op.name, kernel: selection.get(id)?.kernel.symbol ?? '', functions: model.functions.get(id) ?? [], weightBytes: model.constants.get(id) ?? 0,
    })),
    report: makeReport({ graph, selection, placement, subgraphs }, {
      name: options.name, source: options.source, target: options.target.name, demand, regions: board === undefined ? [] : regionUses(board.regions, demand), constants: model.constants, patches,
    }),
    stages,
  };
}

/** Undefined where the work finds that something cannot be compiled. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}

/** A file needs an operating system that maps it. A language model is told by its constants: they are lazy, because it may be larger than memory. */
function placeOfWeights({ weights, target }: CompileOptions, graph: Graph, bytes: number): WeightPlace {
  const linux = findLinux(target.name) !== undefined;
  if (weights === 'file' && !linux) fail('N0404', `${target.name} cannot map a file of weights`, { where: '--weights file', hint: 'Choose --target linux-x64 or linux-aarch64, or --weights blob.' });
  return weights ?? (bytes <= mostArrayBytes ? 'array' : linux && [...graph.values.values()].some(({ storage }) => storage.kind === 'constant' && storage.byteLength !== undefined) ? 'file' : 'blob');
}

/** The files of the interface from text to text. */
function textFiles(graph: Graph, { name, source, text, templates }: CompileOptions, [tokenInput = '', positionInput = '', logits = '']: readonly string[]): readonly (readonly [string, string])[] {
  if (text === undefined) return [];
  const view = textView(graph, text, { name, source, tokenInput, positionInput, logits });
  return [[`${name}_text.h`, render(templates('text.h.hbs'), view)], [`${name}_text.c`, render(templates('text.c.hbs'), view)]];
}
