import { CompileError, type Diagnostic } from '../../runtime-ts/diagnostic.js';
import type { Graph, NodeId } from '../../runtime-ts/ir/graph.js';
import { describeNode, NodeOperands } from '../../runtime-ts/ir/operands.js';
import type { Control, Kernel, KernelCall, OpSlice, View } from '../ops/op_slice.js';
import type { Target } from './target.js';

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
  /** Shared: one function, called with this layer's params. Specialised: a copy of the kernel's body in which they are literals. */
  readonly form: 'shared' | 'specialised';
  readonly reason: string;
  /** The node runs sub-graphs; its one call only says what it reads and writes. */
  readonly control?: Control;
}

export const optimizations = ['speed', 'size', 'balanced'] as const;
export type Optimize = (typeof optimizations)[number];

export type Selection = ReadonlyMap<NodeId, Choice>;

/** For every node of a model's graphs the first kernel of its slice that the core can run and that takes the node, and the form of it. */
export function selectKernels(graphs: readonly Graph[], slices: readonly OpSlice[], target: Pick<Target, 'name' | 'features'>, optimize: Optimize): Selection {
  const selection = new Map<NodeId, Omit<Choice, 'form'>>(), problems: Diagnostic[] = [];
  for (const { graph, node } of graphs.flatMap((one) => one.nodes.map((each) => ({ graph: one, node: each })))) {
    const slice = slices.find(({ op }) => op === node.op), operands = new NodeOperands(graph, node), passedOver: string[] = [];
    const control = slice?.control?.(operands);
    if (control !== undefined) {
      selection.set(node.id, controlChoice(node.op.name, control));
      continue;
    }
    const kernel = slice?.kernels.find((candidate) => {
      const missing = candidate.needs?.filter((feature) => !target.features.includes(feature)) ?? [];
      const verdict = missing.length > 0 ? `needs ${missing.join(' and ')}, which ${target.name} has not` : candidate.accepts?.(operands) ?? true;
      if (verdict !== true) passedOver.push(`${candidate.symbol}: ${verdict}`);
      return verdict === true;
    });
    if (kernel === undefined) {
      problems.push({
        code: 'N0206', what: 'has no C kernel for its types', where: describeNode(node), why: passedOver.join('; ') || undefined,
        hint: 'The model runs in Node with "burin run".',
      });
      continue;
    }
    selection.set(node.id, {
      kernel, calls: [kernel.call(operands)].flat(), inPlace: kernel.inPlace?.(operands) ?? [], headStart: kernel.headStart?.(operands), alias: slice?.alias === true, view: slice?.view?.(operands),
      reason: passedOver.length === 0 ? 'the best there is' : `passed over ${passedOver.join('; ')}`,
    });
  }
  if (problems.length > 0) throw new CompileError(problems);
  return new Map([...selection].map(([id, choice]) => [id, { ...choice, form: formOf(choice, [...selection.values()], optimize) }]));
}

function controlChoice(name: string, control: Control): Omit<Choice, 'form'> {
  const reads = [...(control.kind === 'if' ? [control.condition] : []), ...control.inputs];
  const call: KernelCall = { params: {}, reads, writes: control.outputs };
  return { kernel: { symbol: name, call: () => call }, calls: [call], inPlace: [], alias: false, reason: 'runs sub-graphs', control };
}

/** A kernel that one layer uses is never larger with its params known; more copies buy speed with flash. */
function formOf(choice: Omit<Choice, 'form'>, all: readonly Omit<Choice, 'form'>[], optimize: Optimize): Choice['form'] {
  if (choice.kernel.inline !== true) return 'shared';
  const users = all.filter(({ kernel }) => kernel === choice.kernel).length;
  return optimize === 'speed' || users === 1 ? 'specialised' : 'shared';
}

/** A selection as text, for --dump-ir. */
export function selectionText(graph: Graph, selection: Selection): string {
  return graph.nodes.map((node, step) => {
    const choice = selection.get(node.id);
    return `  step ${step + 1}  ${node.op.name} ${node.name}  ${choice?.kernel.symbol ?? '-'}, ${choice?.form ?? '-'} (${choice?.reason ?? '-'})\n`;
  }).join('');
}
