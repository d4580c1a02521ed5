import { CompileError, type Diagnostic } from '../../runtime-ts/diagnostic.js';
import type { Graph, Node, NodeId, Operands, Value } from '../../runtime-ts/ir/graph.js';
import { describeNode, NodeOperands } from '../../runtime-ts/ir/operands.js';
import type { Control, Kernel, KernelCall, OpSlice, View } from '../ops/op_slice.js';
import { bodyKey } from './bodies.js';
import type { Target } from './target.js';
import { layerNames, type Tuning, type Variant } from './tuning.js';

/** The kernel that executes a node, the calls of it, and why this one. */
export interface Choice {
  readonly kernel: Kernel<unknown>;
  readonly calls: readonly KernelCall[];
  /** Indexes of reads that the kernel may overwrite with its first result. */
  readonly inPlace: readonly number[];
  /** The first result may lie in the memory of the first read, this many bytes before it or more. */
  readonly headStart?: number | undefined;
  /** The first result is the bytes of the first read: no code is needed when they share memory. */
  readonly alias: boolean;
  /** Operands and results that may be parts of one piece of memory; no code is needed when they are. */
  readonly view?: View | undefined;
  /**
   * Shared: one function of the firmware, called with this layer's params. Specialised: a copy of the kernel's body in which they are literals. Joint: a copy for
   * several layers, in which those are literals that they have in common.
   */
  readonly form: 'shared' | 'specialised' | 'joint';
  /** Of each call: those with the same have one body. */
  readonly bodies: readonly string[];
  readonly reason: string;
  /** The node runs sub-graphs; its one call only says what it reads and writes. */
  readonly control?: Control;
}

export const optimizations = ['speed', 'size', 'balanced'] as const;
export type Optimize = (typeof optimizations)[number];

export type Selection = ReadonlyMap<NodeId, Choice>;

/** What was chosen for nodes before, by node: choosing takes time, and plans of one model have most nodes in common. */
export type KnownChoices = Map<Node, readonly KnownChoice[]>;
interface KnownChoice { readonly lean: boolean; readonly values: readonly (Value | undefined)[]; readonly choice: Formless }

/** Which nodes take lean kernels, what was measured to be the best, and what was chosen before with the same slices and target. */
export interface SelectOptions { readonly lean?: ReadonlySet<NodeId>; readonly tuning?: Tuning | undefined; readonly known?: KnownChoices }

/** For every node of a model's graphs the kernel that was tuned for it, or the first of its slice that the core can run and that takes the node, and the form of it. */
export function selectKernels(
  graphs: readonly Graph[], slices: readonly OpSlice[], target: Pick<Target, 'name' | 'features'>, optimize: Optimize, { lean = new Set(), tuning = new Map(), known = new Map() }: SelectOptions = {},
): Selection {
  const selection = new Map<NodeId, Formless>(), problems: Diagnostic[] = [], names = layerNames(graphs), tunedForms = new Map<NodeId, Variant['form']>();
  for (const { graph, node } of graphs.flatMap((one) => one.nodes.map((each) => ({ graph: one, node: each })))) {
    const values = [...node.inputs, ...node.outputs].map((id) => (id === null ? undefined : graph.values.get(id))), isLean = lean.has(node.id), before = known.get(node) ?? [];
    const wanted = tuning.get(names.get(node.id) ?? ''), tuned = wanted && chooseTuned(graph, node, slices, target, wanted.kernel);
    if (wanted !== undefined && tuned !== undefined) {
      selection.set(node.id, tuned);
      tunedForms.set(node.id, wanted.form);
      continue;
    }
    const same = before.find((one) => one.lean === isLean && one.values.length === values.length && one.values.every((value, at) => value === values[at]));
    const choice = same?.choice ?? choose(graph, node, slices, target, isLean);
    if ('code' in choice) { problems.push(choice); continue; }
    if (same === undefined) known.set(node, [...before, { lean: isLean, values, choice }]);
    selection.set(node.id, choice);
  }
  if (problems.length > 0) throw new CompileError(problems);
  const bodies = new Map([...selection].map(([id, choice]) => [id, bodiesOf(choice, optimize, tunedForms.get(id), id)] as const)), all = [...bodies.values()].flat();
  const formOf = ({ kernel }: Formless, own: readonly string[], form: Variant['form'] = 'joint'): Choice['form'] =>
    kernel.inline !== true || form === 'shared' ? 'shared' : own.every((body) => all.indexOf(body) === all.lastIndexOf(body)) ? 'specialised' : 'joint';
  return new Map([...selection].map(([id, choice]) => {
    const own = bodies.get(id) ?? [];
    return [id, { ...choice, form: formOf(choice, own, tunedForms.get(id)), bodies: own }];
  }));
}

type Formless = Omit<Choice, 'form' | 'bodies'>;

/** What executes a node, or why nothing does. */
function choose(graph: Graph, node: Node, slices: readonly OpSlice[], target: Pick<Target, 'name' | 'features'>, lean: boolean): Formless | Diagnostic {
  const slice = slices.find(({ op }) => op === node.op), operands = new NodeOperands(graph, node), passedOver: string[] = [];
  const control = slice?.control?.(operands);
  if (control !== undefined) return controlChoice(node.op.name, control);
  const kernel = slice?.kernels.find((candidate) => {
    if (candidate.lean === true && !lean) return false;
    const verdict = verdictOf(candidate, operands, target);
    if (verdict !== true) passedOver.push(`${candidate.symbol}: ${verdict}`);
    return verdict === true;
  });
  if (kernel === undefined) return {
    code: 'N0206', what: 'has no C kernel for its types', where: describeNode(node), why: passedOver.join('; ') || undefined,
    hint: 'The model runs in Node with "burin run".',
  };
  return choiceOf(kernel, slice, operands, passedOver.length === 0 ? 'the best there is' : `passed over ${passedOver.join('; ')}`);
}

/** The kernel of this name, if it takes the node. */
function chooseTuned(graph: Graph, node: Node, slices: readonly OpSlice[], target: Pick<Target, 'name' | 'features'>, symbol: string): Formless | undefined {
  const slice = slices.find(({ op }) => op === node.op), operands = new NodeOperands(graph, node);
  const kernel = slice?.kernels.find((candidate) => candidate.symbol === symbol && verdictOf(candidate, operands, target) === true);
  return kernel && choiceOf(kernel, slice, operands, 'measured to be the best');
}

function choiceOf(kernel: Kernel<unknown>, slice: OpSlice | undefined, operands: NodeOperands<unknown>, reason: string): Formless {
  return {
    kernel, calls: [kernel.call(operands)].flat(), inPlace: kernel.inPlace?.(operands) ?? [], headStart: kernel.headStart?.(operands), alias: slice?.alias === true, view: slice?.view?.(operands), reason,
  };
}

/** `true`, or why a core does not run a node by this kernel. */
export function verdictOf<A>(kernel: Kernel<A>, operands: Operands<A>, { name, features }: Pick<Target, 'name' | 'features'>): true | string {
  const missing = kernel.needs?.filter((feature) => !features.includes(feature)) ?? [];
  return missing.length > 0 ? `needs ${missing.join(' and ')}, which ${name} has not` : kernel.accepts?.(operands) ?? true;
}

function controlChoice(name: string, control: Control): Formless {
  const reads = [...(control.kind === 'if' ? [control.condition] : []), ...control.inputs];
  const call: KernelCall = { params: {}, reads, writes: control.outputs };
  return { kernel: { symbol: name, call: () => call }, calls: [call], inPlace: [], alias: false, reason: 'runs sub-graphs', control };
}

/** Where speed counts, only numbers differ within a body that cost it little. A layer that was tuned to be specialised has bodies of its own. */
function bodiesOf({ kernel, calls }: Formless, optimize: Optimize, form: Variant['form'] | undefined, id: NodeId): readonly string[] {
  if (form === 'specialised') return calls.map((_, at) => `${kernel.symbol} of ${id} ${at}`);
  const { varies = [], alike = [] } = kernel, mayDiffer = (leaf: string): boolean => (optimize === 'speed' ? varies.includes(leaf) : !alike.includes(leaf));
  return calls.map((call) => bodyKey(call.symbol ?? kernel.symbol, call, mayDiffer));
}

/** A selection as text, for --dump-ir. */
export function selectionText(graph: Graph, selection: Selection): string {
  return graph.nodes.map((node, step) => {
    const choice = selection.get(node.id);
    return `  step ${step + 1}  ${node.op.name} ${node.name}  ${choice?.kernel.symbol ?? '-'}, ${choice?.form ?? '-'} (${choice?.reason ?? '-'})\n`;
  }).join('');
}
