/** What compiling decided, in numbers: the one object behind report.json and report.html. */
import type { Element, Graph, NodeId } from '../../runtime-ts/ir/graph.js';
import { valueOf } from '../../runtime-ts/ir/graph.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import type { Demand, RegionUse } from '../plan/budget.js';
import { bytesAtStep, isDoneByPlacement, offsetsOf, type Placed, type Placement } from '../plan/place.js';
import type { Subgraphs } from '../plan/subgraphs.js';
import type { Selection } from '../select/select_kernels.js';
import { version } from './c_model.js';

export interface ReportStep {
  readonly step: number;
  /** In capitals, as TensorFlow Lite writes it. */
  readonly operator: string;
  readonly name: string;
  /** C functions that are called; none where the result is the operand's own memory. */
  readonly kernels: readonly string[];
  /** `specialised`: a copy of the kernel in which this layer's numbers are literals; `joint`: one for several layers. */
  readonly form: 'shared' | 'specialised' | 'joint';
  readonly reason: string;
  readonly macs: number;
  /** Constants that this step adds to the image; what several share counts for the first. */
  readonly weightBytes: number;
  /** Of the first result. */
  readonly element: Element | null;
  readonly shape: readonly number[];
}

/** A piece of the arena. Steps count from 1; 0 is the writing of inputs, one more than the last the reading of outputs. */
export interface ReportBlock {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  readonly firstStep: number;
  readonly lastStep: number;
  /** Working memory of a step, or the frame of its sub-graphs. */
  readonly scratch: boolean;
  /** May share bytes with this block in the one step in which both live, if it begins so many bytes before it: the kernel reads ahead of what it writes. */
  readonly over?: { readonly name: string; readonly headStart: number };
}

export interface ReportGraph {
  readonly name: string;
  readonly steps: readonly ReportStep[];
  readonly memory: {
    readonly bytes: number;
    /** No plan of these lifetimes can be smaller. */
    readonly lowerBound: number;
    /** Whether a smaller plan is known to be impossible. */
    readonly optimal: boolean;
    readonly blocks: readonly ReportBlock[];
    /** The least memory that what lives at each step takes, from step 0. */
    readonly live: readonly number[];
  };
}

/** The first layers run in stripes of rows: how many layers, how many stripes, and the multiply-accumulates that this costs. */
export interface ReportPatches { readonly layers: number; readonly stripes: number; readonly extraMacs: number }

export interface Report {
  readonly name: string;
  readonly source: string;
  readonly compiler: string;
  readonly target: string;
  /** Code is counted when an image is linked. */
  readonly flash: { readonly weights: number };
  readonly ram: { readonly arena: number; readonly state: number };
  readonly arenaLowerBound: number;
  readonly macs: number;
  /** How the first layers run in stripes of rows, where RAM would not do otherwise; `macs` counts what is computed again. */
  readonly patches: ReportPatches | null;
  /** Of the board, when the target is one. */
  readonly regions: readonly RegionUse[];
  /** The model, then its sub-graphs, whose memory is scratch of the steps that run them. */
  readonly graphs: readonly ReportGraph[];
}

interface Planned { readonly graph: Graph; readonly selection: Selection; readonly placement: Placement; readonly subgraphs: Subgraphs }
interface Facts {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly demand: Demand;
  readonly regions: readonly RegionUse[];
  readonly constants: ReadonlyMap<NodeId, number>;
  readonly patches?: ReportPatches | undefined;
}

export function makeReport({ graph, selection, placement, subgraphs }: Planned, facts: Facts): Report {
  const { name, source, target, demand: { weights, arena, state }, regions, constants, patches } = facts;
  const graphs = [{ graph, placement }, ...subgraphs.values()].map((one) => ({
    name: one.graph.name, steps: stepsOf(one.graph, one.placement, selection, constants), memory: memoryOf(one.placement, one.graph.nodes.length),
  }));
  return {
    name, source, compiler: `burin ${version}`, target, flash: { weights }, ram: { arena, state }, arenaLowerBound: placement.lowerBound,
    macs: (graphs[0]?.steps ?? []).reduce((sum, { macs }) => sum + macs, 0), patches: patches ?? null, regions, graphs,
  };
}

function stepsOf(graph: Graph, placement: Placement, selection: Selection, constants: ReadonlyMap<NodeId, number>): readonly ReportStep[] {
  const offsets = offsetsOf(placement);
  return graph.nodes.map((node, index): ReportStep => {
    const choice = selection.get(node.id), [output] = node.outputs, type = output === undefined ? undefined : valueOf(graph, output).type;
    const free = choice?.control !== undefined || (choice !== undefined && isDoneByPlacement(choice, offsets));
    const kernels = choice === undefined || free ? [] : [...new Set(choice.calls.map((call) => call.symbol ?? choice.kernel.symbol))];
    return {
      step: index + 1, operator: node.op.name.toUpperCase(), name: node.name, kernels, form: choice?.form ?? 'shared', reason: choice?.reason ?? '',
      macs: node.op.macs?.(new NodeOperands(graph, node)) ?? 0, weightBytes: constants.get(node.id) ?? 0, element: type?.element ?? null, shape: type?.shape ?? [],
    };
  });
}

function memoryOf(placement: Placement, steps: number): ReportGraph['memory'] {
  const { bytes, lowerBound, exact, blocks } = placement;
  return {
    bytes, lowerBound, optimal: exact,
    blocks: [...blocks].sort((a, b) => a.first - b.first || a.offset - b.offset).map((block) => ({
      name: block.name, offset: block.offset, bytes: block.bytes, firstStep: block.first + 1, lastStep: block.last + 1, scratch: block.values.length === 0, ...overOf(block, blocks),
    })),
    live: Array.from({ length: steps + 2 }, (_, column) => bytesAtStep(blocks, column - 1)),
  };
}

function overOf({ over }: Placed, blocks: readonly Placed[]): Pick<ReportBlock, 'over'> {
  const lower = over && blocks.find(({ values }) => values.includes(over.value));
  return over === undefined || lower === undefined ? {} : { over: { name: lower.name, headStart: over.headStart } };
}
