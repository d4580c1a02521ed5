/** Random valid models: a graph grows operator by operator, each on a tensor that is already there. The same seed gives the same model. */
import type { TensorTypeName } from '../../codegen/frontends/tflite/schema.js';
import type { ModelSpec, OperatorSpec, TensorSpec } from '../support/make_model.js';
import { integers, reals } from '../support/inputs.js';
import { growers } from './random_operators.js';

/** Deterministic choices. */
export class Random {
  private state: number;
  constructor(seed: number) { this.state = (seed * 2654435761 + 0x9e3779b9) >>> 0 || 1; }
  private next(): number {
    this.state ^= this.state << 13; this.state ^= this.state >>> 17; this.state ^= this.state << 5;
    return this.state >>> 0;
  }
  /** Inclusive. */
  int(low: number, high: number): number { return low + (this.next() % (high - low + 1)); }
  real(low: number, high: number): number { return low + (high - low) * (this.next() / 2 ** 32); }
  chance(percent: number): boolean { return this.int(1, 100) <= percent; }
  pick<T>(list: readonly T[]): T {
    const item = list[this.int(0, list.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

/** A tensor of the model that grows, by its index. */
export interface Grown { readonly index: number; readonly spec: TensorSpec }

export class Draft {
  readonly tensors: TensorSpec[] = [];
  readonly operators: OperatorSpec[] = [];
  /** Tensors that operators can read. */
  readonly live: Grown[] = [];
  private readonly used = new Set<number>();

  constructor(readonly random: Random, private readonly label: string) {}

  /** A tensor type with a quantization such as converters give it. */
  type(type: TensorTypeName): Pick<TensorSpec, 'type' | 'scales' | 'zeroPoints'> {
    const { random } = this;
    if (type === 'int8') return { type, scales: [2 ** random.real(-8, -1)], zeroPoints: [random.pick([-128, -1, 0, 7, 127, random.int(-128, 127)])] };
    if (type === 'int16') return { type, scales: [2 ** random.real(-15, -8)], zeroPoints: [0] };
    return { type };
  }

  tensor(spec: Omit<TensorSpec, 'name'>): Grown {
    const index = this.tensors.length, named = { name: `t${index}`, ...spec };
    this.tensors.push(named);
    return { index, spec: named };
  }

  /** A constant of small numbers. */
  constant(spec: Omit<TensorSpec, 'name' | 'data'>, low: number, high: number): Grown {
    const count = spec.shape.reduce((a, b) => a * b, 1), name = `${this.label}/${this.tensors.length}`;
    return this.tensor({ ...spec, data: spec.type === 'float32' ? reals(name, count, low, high) : integers(name, count, low, high) });
  }

  indices(values: readonly number[], shape: readonly number[] = [values.length]): Grown {
    return this.tensor({ type: 'int32', shape, data: values });
  }

  /** Adds an operator and its results to what can be read. */
  operator(op: string, inputs: readonly (Grown | null)[], outputs: readonly Omit<TensorSpec, 'name'>[], options?: OperatorSpec['options'], version = 1): void {
    const results = outputs.map((spec) => this.tensor(spec));
    for (const input of inputs) if (input !== null) this.used.add(input.index);
    this.operators.push({ op, version, inputs: inputs.map((input) => input?.index ?? -1), outputs: results.map(({ index }) => index), ...(options === undefined ? {} : { options }) });
    this.live.push(...results);
  }

  input(type: TensorTypeName, shape: readonly number[]): Grown {
    const grown = this.tensor({ ...this.type(type), shape });
    this.live.push(grown);
    return grown;
  }

  /** What nothing reads is an output; now and then also something that is read. */
  model(inputs: readonly Grown[]): ModelSpec {
    const outputs = this.live.filter((grown) => !inputs.includes(grown) && (!this.used.has(grown.index) || this.random.chance(5)));
    const read = inputs.filter(({ index }) => this.used.has(index));
    return { tensors: this.tensors, operators: this.operators, inputs: read.map(({ index }) => index), outputs: outputs.map(({ index }) => index) };
  }
}

/** A model of up to `size` operators. */
export function randomModel(seed: number, size: number): ModelSpec {
  const random = new Random(seed), draft = new Draft(random, `random ${seed}`);
  const type = random.pick<TensorTypeName>(['int8', 'int8', 'int8', 'int16', 'float32']), rank = random.pick([2, 3, 4, 4, 4]);
  const shape = Array.from({ length: rank }, (_, axis) => (axis === 0 ? random.pick([1, 1, 2]) : random.int(1, 9)));
  const inputs = [draft.input(type, shape)];
  if (random.chance(30)) inputs.push(draft.input(type, shape));
  // Some operators do not fit some tensors; the graph then tries another.
  for (let tries = 0; draft.operators.length < size && tries < 20 * size; tries++) random.pick(growers)(draft, random.pick(draft.live.slice(-4)));
  if (draft.operators.length === 0) draft.operator('RESHAPE', [inputs[0] ?? null, null], [{ ...draft.type(type), ...sameType(inputs[0]), shape }]);
  return draft.model(inputs);
}

function sameType(grown: Grown | undefined): Partial<TensorSpec> {
  return grown === undefined ? {} : { scales: grown.spec.scales ?? [], zeroPoints: grown.spec.zeroPoints ?? [] };
}
