/** What the engine and its kernels agree on. */
import type { Operands } from '../ir/graph.js';
import type { FunctionBody } from './encoder.js';
import type { Halo, MemoryLayout, Placed } from './layout.js';

/** The form in which a kernel reads an operand: plain, centred without any gap, or centred as an image with at least this halo. */
export type Want = 'plain' | 'flat' | Halo;

/** Where the code of one node is made. */
export interface Site {
  readonly body: FunctionBody;
  readonly layout: MemoryLayout;
  /** Where an operand lies, in the form that the plan asked for. */
  input(index: number): Placed;
  readonly output: Placed;
  /** All outputs; the first is `output`, the others are plain. */
  readonly outputs: readonly Placed[];
}

/** How the fast engine computes a node. */
export interface Plan {
  /** By operand; undefined: not read while the model runs. */
  readonly reads: readonly (Want | undefined)[];
  /** The forms that the kernel can write its first output in. */
  readonly writes: 'plain' | 'centred' | 'either';
  emit(site: Site): void;
}

/** A plan, where there is a kernel for such a node; `wants`: the forms that its readers take. */
export type Planner<A> = (o: Operands<A>, wants: readonly Want[]) => Plan | undefined;
