/**
 * The second engine: the graph as one WebAssembly module, specialised for its shapes and constants, with the reference's answers in every bit. Operators without a
 * kernel run their reference on the same memory.
 */
import { typeBytes, valueOf, viewOf, type Graph, type Node, type TypedArray, type Value, type ValueId } from '../ir/graph.js';
import { NodeOperands } from '../ir/operands.js';
import { Memory } from '../memory.js';
import { emitConversion, isFlat } from './elementwise.js';
import { FunctionBody, ModuleWriter, v128, i32, type Statement } from './encoder.js';
import { host, type HostMemory } from './host.js';
import type { Plan, Want } from './kernel.js';
import { MemoryLayout, noHalo, widen, type Halo, type Placed } from './layout.js';
import { planOf, preparedOf } from './planners.js';

/** Where a value lies, in each form that somebody writes or reads. */
interface Places { readonly plain?: Placed | undefined; readonly centred?: Placed | undefined; readonly flat?: Placed | undefined }

/** One thing that a run does: a function of the module, or a node's reference. */
type Step = { readonly kind: 'function'; readonly name: string } | { readonly kind: 'reference'; readonly node: Node };

/** What a graph becomes: the module's bytes, what its memory holds at the start, and the order of steps. */
export interface FastProgram {
  readonly graph: Graph;
  readonly module: Uint8Array<ArrayBuffer>;
  readonly layout: MemoryLayout;
  readonly places: ReadonlyMap<ValueId, Places>;
  readonly steps: readonly Step[];
}

/** Whether the host runs WebAssembly with vectors. */
export function hasVectors(): boolean {
  const body = new FunctionBody(), module = new ModuleWriter();
  body.add(v128.store(i32.const(0), v128.load(i32.const(0))));
  module.function(body);
  return host()?.validate(module.encode(1)) ?? false;
}

/** Writes the module of a graph. Pure: the same graph, the same bytes. */
export function compileFast(graph: Graph): FastProgram {
  const wants = new Map<ValueId, Want[]>(), plans = new Map<Node, Plan>();
  const want = (id: ValueId, form: Want): void => { wants.set(id, [...(wants.get(id) ?? []), form]); };
  for (const id of graph.outputs) want(id, 'plain');
  // Readers say first what they read.
  for (const node of [...graph.nodes].reverse()) {
    const plan = planOf(new NodeOperands(graph, node), node, wants.get(node.outputs[0] ?? (-1 as ValueId)) ?? []);
    if (plan !== undefined) plans.set(node, plan);
    node.inputs.forEach((id, index) => {
      if (id === null || valueOf(graph, id).storage.kind !== 'activation') return;
      const form = plan === undefined ? 'plain' : plan.reads[index];
      if (form !== undefined) want(id, form);
    });
  }
  const layout = new MemoryLayout(), places = new Map<ValueId, Places>(), module = new ModuleWriter(), steps: Step[] = [];
  let calls: Statement[] = [];
  const flush = (): void => {
    if (calls.length === 0) return;
    const body = new FunctionBody(), name = `run_${steps.length}`;
    body.add(...calls);
    module.export(name, body);
    steps.push({ kind: 'function', name });
    calls = [];
  };
  /** Gives a value its places; returns the one that is written, and adds the changes of form behind the writer. */
  const placeValue = (value: Value, writes: Plan['writes']): { readonly written: Placed; readonly convert: () => void } => {
    const all = wants.get(value.id) ?? [], halo = all.reduce<Halo>((widest, one) => (typeof one === 'string' ? widest : widen(widest, one)), noHalo);
    const place = (form: Placed['form'], around: Halo, wanted: boolean): Placed | undefined => (wanted ? layout.place(value.type, form, around) : undefined);
    const centred = place('centred', halo, writes === 'centred' || all.some((one) => one !== 'plain')), flat = centred === undefined || isFlat(centred) ? centred : place('centred', noHalo, all.includes('flat'));
    const plain = place('plain', noHalo, writes === 'plain' || centred === undefined || all.includes('plain')), written = writes !== 'plain' && centred !== undefined ? centred : plain;
    if (written === undefined) throw new Error(`"${value.name}" has no place`);
    places.set(value.id, { plain, centred, flat });
    return {
      written,
      convert: () => {
        for (const to of new Set([plain, centred, flat])) if (to !== undefined && to !== written) {
          const body = new FunctionBody();
          emitConversion(body, written, to);
          calls.push(module.function(body));
        }
      },
    };
  };
  // States that a kernel reads lie where it can.
  for (const [node, plan] of plans) for (const [index, id] of node.inputs.entries()) {
    if (id === null || plan.reads[index] === undefined || places.has(id)) continue;
    const { type, storage } = valueOf(graph, id);
    if (storage.kind === 'state') places.set(id, { plain: layout.place(type, 'plain', noHalo) });
  }
  for (const id of graph.inputs) placeValue(valueOf(graph, id), 'plain').convert();
  for (const node of graph.nodes) {
    const plan = plans.get(node), outputs = node.outputs.map((id) => valueOf(graph, id)).filter(({ storage }) => storage.kind === 'activation');
    const placed = outputs.map((value, at) => placeValue(value, at === 0 ? plan?.writes ?? 'plain' : 'plain'));
    if (plan === undefined) {
      flush();
      steps.push({ kind: 'reference', node });
    } else {
      const body = new FunctionBody();
      plan.emit({
        body, layout, output: placed[0]!.written, outputs: placed.map(({ written }) => written),
        input: (index) => {
          const id = node.inputs[index], form = plan.reads[index], lies = id === undefined || id === null ? undefined : places.get(id);
          const found = form === 'plain' || form === 'flat' ? lies?.[form] : lies?.centred;
          if (found === undefined) throw new Error(`${node.op.name} "${node.name}" reads operand ${index} where it does not lie`);
          return found;
        },
      });
      calls.push(module.function(body));
    }
    for (const { convert } of placed) convert();
  }
  flush();
  return { graph, module: module.encode(layout.pages), layout, places, steps };
}

/** Runs a graph fast. State is kept from run to run until `reset`. */
export class FastEngine {
  private readonly memory = new Memory(new Map());
  private readonly steps: readonly (() => void)[];
  private readonly linear: HostMemory;

  /** Throws where the host has no WebAssembly with vectors: ask `hasVectors` first. */
  constructor(readonly graph: Graph, program = compileFast(graph)) {
    const wasm = host();
    if (wasm === undefined) throw new Error('this host has no WebAssembly');
    this.linear = new wasm.Memory({ initial: program.layout.pages });
    const bytes = new Uint8Array(this.linear.buffer);
    program.layout.fill(bytes);
    const views = new Map<ValueId, TypedArray>();
    for (const [id, { plain }] of program.places) if (plain !== undefined) views.set(id, viewOf(plain.type.element, bytes.subarray(plain.address, plain.address + typeBytes(plain.type))));
    this.memory.load(graph, views);
    const { exports } = new wasm.Instance(new wasm.Module(program.module), { m: { m: this.linear } });
    this.steps = program.steps.map((step) => {
      if (step.kind === 'function') return exports[step.name]!;
      const compute = preparedOf(new NodeOperands(graph, step.node), step.node);
      return compute === undefined ? (): void => this.memory.evaluate(graph, step.node) : (): void => compute(this.memory);
    });
  }

  /** Copies inputs in, runs every step, copies outputs out. Inputs are in the tensor's own type and in graph order. */
  run(inputs: readonly TypedArray[]): readonly TypedArray[] {
    this.memory.begin(this.graph, inputs);
    this.compute();
    return this.memory.outputs(this.graph);
  }

  /** The input's place in memory: writing it and calling `compute` saves the copy. */
  input(index: number): TypedArray {
    return this.memory.read(valueOf(this.graph, this.graph.inputs[index]!));
  }

  /** The output's place in memory; valid until the next run. */
  output(index: number): TypedArray {
    return this.memory.read(valueOf(this.graph, this.graph.outputs[index]!));
  }

  /** Runs every step on the inputs as they lie in memory. */
  compute(): void {
    for (const step of this.steps) {
      step();
      if (this.memory.hasStopped) break;
    }
  }

  /** Sets every state back to its initial content. */
  reset(): void {
    this.memory.resetStates();
  }

  /** Bytes of the engine's memory. */
  get memoryBytes(): number {
    return this.linear.buffer.byteLength;
  }
}

