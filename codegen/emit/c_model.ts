/** A program as the data that the templates lay out: every name chosen, every number already text. */
import { elementBytes, elementCount, typeBytes, valueOf, viewOf, type Element, type Graph, type NodeId, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import { fail } from '../../runtime-ts/diagnostic.js';
import { describeNode, NodeOperands } from '../../runtime-ts/ir/operands.js';
import type { Field, KernelParams } from '../ops/op_slice.js';
import { arenaBytesOf, isDoneByPlacement, offsetsOf, type Placement } from '../plan/place.js';
import type { PlacedGraph, Subgraphs } from '../plan/subgraphs.js';
import { unpackParams } from '../select/keep_compressed.js';
import type { Choice, Selection } from '../select/select_kernels.js';
import { Bodies, fieldLines, hasTables, structInPlace } from './bodies.js';
import { cElements, cFloat, cInteger, commentText, cType } from './c_initializer.js';
import { cIdentifier, CNames } from './c_names.js';
import { controlLines, type Callee } from './control_lines.js';
import { Tables } from './tables.js';

export interface Program {
  readonly graph: Graph;
  /** Prefix of every public C name. */
  readonly name: string;
  /** What the banner says about where the model is from: a file name, without its folder, and its hash. */
  readonly source: string;
  readonly target: string;
  readonly selection: Selection;
  readonly placement: Placement;
  readonly subgraphs: Subgraphs;
  /** Where the arena is: an own array, one in a named section, or an array of the application's that models share. */
  readonly arena: { readonly kind: 'own'; readonly section?: string | undefined } | { readonly kind: 'shared'; readonly symbol: string };
  /** Calls of bn_step before each layer of the model's own graph and after the last. */
  readonly hooks?: boolean;
  /** Constants are in a file that is mapped when the program runs, so that their addresses are no constants in C. */
  readonly mapped?: boolean | undefined;
  /** A run in parts too, one for each layer that has code. */
  readonly resumable?: boolean;
}

export interface CTensor { readonly accessor: string; readonly bytes: number; readonly element: Element; readonly shape: readonly number[] }

interface LayerView {
  readonly comment: string;
  readonly struct: string;
  readonly params: string;
  readonly fields: readonly { readonly key: string; readonly text: string }[];
}

/** Of this compiler, for banners; package.json says the same. */
export const version = '0.1.0';

export function cModel(program: Program) {
  const { graph, name, selection, placement, subgraphs, mapped = false } = program, upper = name.toUpperCase(), source = commentText(program.source);
  const sharedArena = program.arena.kind === 'shared' ? program.arena.symbol : '';
  const names = new CNames(['arena', 'state', `${name}_run`, `${name}_run_part`, `${name}_reset`, `${name}_save`, `${name}_load`, sharedArena, ...(mapped ? [`${name}_weights`, `${name}_open`, `${name}_close`] : [])]);
  const tables = new Tables(names), bodies = new Bodies(names);
  const states = layOutStates([graph, ...[...subgraphs.values()].map((sub) => sub.graph)]);
  const layers: LayerView[] = [], functions = new Map<Graph, string>(), constants = new Map<NodeId, number>(), functionsOf = new Map<NodeId, (() => string)[]>(), uncalled = new Set<Choice>();
  const constantName = (value: Value): string => {
    if (value.storage.kind !== 'constant') throw new Error(`"${value.name}" is no constant`);
    const element = value.type.element;
    const { storage } = value;
    return tables.add(`${name}_${cIdentifier(value.name, 'constant')}`, {
      element, length: elementCount(value.type.shape), get data() { return viewOf(element, storage.bytes); }, layout: dimensions(value.type.shape),
      key: storage.byteLength === undefined ? undefined : `value ${value.id}`,
    });
  };

  /** Of a field that is no struct or list. `memory` is where the layer's own memory begins. */
  const leafText = (field: Field, layer: string, memory: number): string => {
    if (field === null) return 'NULL';
    if (typeof field === 'boolean') return field ? '1' : '0';
    if (typeof field === 'number' || typeof field === 'bigint') return cInteger(field);
    switch (field.kind) {
      case 'float': return cFloat(field.value);
      case 'symbol': return field.name;
      case 'table': return tables.add(`${name}_${layer}_${field.name}`, field);
      case 'unpacked': return `(const ${cType(field.element)} *)(const void *)(${sharedArena === '' ? 'arena' : sharedArena} + ${memory + field.offset})`;
      case 'list': case 'struct': throw new Error('a field with fields is no leaf');
    }
  };
  /** A params struct as an argument: one beside the functions, or, where it has addresses of a mapped file, one in the call. */
  const paramsArgument = (struct: string, own: string, comment: string, params: KernelParams, layer: string, memory: number): string => {
    const fields = fieldLines(params, (_, field) => leafText(field, layer, memory));
    if (mapped && hasTables(params)) return structInPlace(struct, fields);
    layers.push({ comment, struct, params: `${own}_params`, fields });
    return `&${own}_params`;
  };

  /** One graph's steps as C. `memory` is what its values' offsets count from: the arena, or the frame of a sub-graph's function. */
  const bodyOf = ({ graph: one, placement: placed }: PlacedGraph, memory: string, hooks = false) => {
    const offsets = offsetsOf(placed), locals = new CNames(['arena', 'frame', 'state', name, sharedArena]);
    const address = (value: Value): string => addressOf(value, memory, offsets);
    const pointers = new Map<ValueId, string>(), pointerLines: string[] = [];
    const argument = (value: Value): string => {
      if (value.storage.kind === 'constant') return constantName(value);
      const known = pointers.get(value.id);
      if (known !== undefined) return known;
      const local = locals.unique(cIdentifier(value.name, 'tensor'));
      pointers.set(value.id, local);
      pointerLines.push(`${cType(value.type.element)} *const ${local} = (void *)(${address(value)}); /* ${dimensions(value.type.shape)} */`);
      return local;
    };
    const calls: (() => string)[] = [], starts: number[] = [], steps: (readonly string[])[] = [['step', 'kernel', 'layer', 'MACs']];
    one.nodes.forEach((node, step) => {
      const choice: Choice | undefined = selection.get(node.id);
      if (choice === undefined) throw new Error(`no kernel for ${node.name}`);
      const { kernel, control } = choice;
      if (starts.at(-1) !== calls.length) starts.push(calls.length);
      if (hooks) calls.push(() => `bn_step(${step}U);`);
      const macs = node.op.macs?.(new NodeOperands(one, node)) ?? 0;
      const scratch = placed.blocks.find((block) => block.values.length === 0 && block.first === step && block.last === step);
      if (control !== undefined) {
        calls.push(...controlLines(control, address, callee(memory, scratch?.offset ?? 0)).map((line) => () => line));
        steps.push([`${step + 1}`, kernel.symbol, cIdentifier(node.name, kernel.symbol), '']);
        return;
      }
      if (isDoneByPlacement(choice, offsets)) {
        steps.push([`${step + 1}`, '(none)', `${node.op.name} ${cIdentifier(node.name)}`, '']);
        uncalled.add(choice);
        return;
      }
      const base = cIdentifier(node.name), before = tables.bytes;
      for (const [at, call] of choice.calls.entries()) {
        const layer = names.unique(base), symbol = call.symbol ?? kernel.symbol;
        const shapes = `${call.reads.map(({ type }) => dimensions(type.shape)).join(', ')} -> ${call.writes.map(({ type }) => dimensions(type.shape)).join(', ')}`;
        const args = [...call.reads.map(argument), ...call.writes.map(argument), ...(call.scratchBytes ? [`${memory} + ${scratch?.offset ?? 0}`] : [])];
        if (call.unpack !== undefined) {
          const own = names.unique(`${layer}_weights`);
          const unpacking = `bn_unpack(${paramsArgument('bn_unpack_params', own, `weights of ${layer}`, { ...unpackParams(call.unpack) }, layer, 0)}, ${memory} + ${(scratch?.offset ?? 0) + call.unpack.offset});`;
          calls.push(() => unpacking);
        }
        const comment = `${node.op.name}: ${shapes}`, hasParams = Object.keys(call.params).length > 0;
        if (choice.form === 'shared' || !hasParams) {
          const params = hasParams ? [paramsArgument(`${symbol}_params`, layer, comment, call.params, layer, scratch?.offset ?? 0)] : [];
          calls.push(() => `${symbol}(${[...params, ...args].join(', ')});`);
          functionsOf.set(node.id, [...functionsOf.get(node.id) ?? [], () => symbol]);
        } else {
          const parameters = [
            ...call.reads.map(({ type }, read) => `const ${cType(type.element)} *input${call.reads.length > 1 ? `_${read}` : ''}`),
            ...call.writes.map(({ type }, write) => `${cType(type.element)} *output${call.writes.length > 1 ? `_${write}` : ''}`),
            ...(call.scratchBytes ? ['void *scratch'] : []),
          ];
          const body = bodies.add(choice.bodies[at] ?? '', { comment, layer, symbol, params: call.params, parameters, inPlace: mapped, text: (field) => leafText(field, layer, scratch?.offset ?? 0) });
          functionsOf.set(node.id, [...functionsOf.get(node.id) ?? [], () => body().function]);
          calls.push(() => `${body().function}(${[...body().first, ...args].join(', ')});`);
        }
        if (call.stopUnless !== undefined) {
          if (memory === 'frame') fail('N0206', 'can end a run, which a sub-graph cannot', { where: describeNode(node) });
          if (program.resumable === true) fail('N0206', 'can end a run, which one in parts cannot', { where: describeNode(node), hint: 'Leave out --resumable.' });
          const flag = argument(call.stopUnless);
          calls.push(() => `if (*${flag} == 0) return;`);
        }
        steps.push([`${step + 1}`, symbol, layer, macs > 0 ? String(macs) : '']);
      }
      constants.set(node.id, tables.bytes - before);
    });
    if (hooks) calls.push(() => `bn_step(${one.nodes.length}U);`);
    return { pointers: pointerLines, calls, starts, steps: columns(steps), arenaMap: arenaMap(placed) };
  };
  const addressOf = (value: Value, memory: string, offsets: ReadonlyMap<ValueId, number>, base = 0): string => {
    switch (value.storage.kind) {
      case 'constant': return constantName(value);
      case 'state': return `state + ${states.offsets.get(value.id) ?? 0}`;
      case 'activation': return `${memory} + ${base + (offsets.get(value.id) ?? 0)}`;
    }
  };
  /** How a caller reaches a sub-graph whose frame begins at `base` in its memory. */
  const callee = (memory: string, base: number) => (called: Graph): Callee => {
    const placed = subgraphs.get(called);
    if (placed === undefined) throw new Error(`no plan of the sub-graph "${called.name}"`);
    const offsets = offsetsOf(placed.placement), place = (ids: readonly ValueId[]): readonly string[] => ids.map((id) => addressOf(valueOf(placed.graph, id), memory, offsets, base));
    return { call: `${functions.get(called) ?? ''}(${memory} + ${base});`, inputs: place(placed.graph.inputs), outputs: place(placed.graph.outputs) };
  };

  const subgraphViews = [...subgraphs].map(([called, placed]) => {
    const view = bodyOf(placed, 'frame'), own = `run_${names.unique(cIdentifier(called.name, 'subgraph'))}`;
    functions.set(called, own);
    return { ...view, title: commentText(called.name), function: own };
  });
  const main = bodyOf({ graph, placement }, 'arena', program.hooks), bodyViews = bodies.views(), mainOffsets = offsetsOf(placement);
  const address = (value: Value): string => addressOf(value, 'arena', mainOffsets);
  const mainCalls = main.calls.map((line) => line()), parts = mainCalls.length === 0 ? [[]] : main.starts.map((start, at) => mainCalls.slice(start, main.starts[at + 1])).filter(({ length }) => length > 0);

  const tensor = (role: 'input' | 'output', ids: readonly ValueId[]) => ids.map((id, index) => {
    const value = valueOf(graph, id), suffix = ids.length > 1 ? `_${index}` : '', q = value.type.quantization;
    return {
      isInput: role === 'input', role: ids.length > 1 ? `${role} ${index}` : `the ${role}`, tensor: commentText(value.name), type: cType(value.type.element),
      shape: dimensions(value.type.shape), macro: `${upper}_${role.toUpperCase()}${suffix}`, size: elementCount(value.type.shape), quantized: q?.scales.length === 1,
      scale: cFloat(q?.scales[0] ?? 0), zeroPoint: `${(q?.zeroPoints[0] ?? 0) < 0 ? `(${q?.zeroPoints[0]})` : q?.zeroPoints[0] ?? 0}`,
      accessor: `${name}_${role}${suffix}`, value,
    };
  });
  const tensors = [...tensor('input', graph.inputs), ...tensor('output', graph.outputs)];
  const accessors = tensors.map(({ isInput, accessor, type, value }) => ({
    signature: `${isInput ? '' : 'const '}${type} *${accessor}(void)`,
    expression: value.storage.kind === 'constant' ? constantName(value) : `(void *)(${address(value)})`,
  }));
  const arenaBytes = arenaBytesOf(placement);
  const section = program.arena.kind === 'own' && program.arena.section !== undefined ? `__attribute__((section("${program.arena.section}"))) ` : '';

  const headersOf = ({ kernel, calls: made, control }: Choice): readonly string[] =>
    control !== undefined ? [] : made.flatMap(({ symbol, unpack }) => [symbol === undefined ? kernel.header ?? `${kernel.symbol}.h` : `${symbol}.h`, ...(unpack === undefined ? [] : ['bn_unpack.h'])]);
  const choices = [...selection.values()].filter((choice) => !uncalled.has(choice)), shared = new Set(['bn_unpack.h', ...choices.filter(({ form }) => form === 'shared').flatMap(headersOf)]);

  return {
    inlined: new Set(choices.flatMap(headersOf).filter((header) => !shared.has(header))),
    view: {
      name, upper, version, source, target: program.target, title: `the network "${commentText(graph.name)}" as plain C`, guard: `${upper}_H`,
      weightBytes: tables.bytes, arenaBytes, lowerBound: placement.lowerBound, stateBytes: states.bytes, tensors,
      stateInitial: states.initial.some((byte) => byte !== 0) ? cElements('u8', states.initial) : '',
      resets: resetLines(states), includes: [...new Set(choices.flatMap(headersOf))].sort(),
      usage: [...(mapped ? [`${name}_open("${name}_weights.bin");`] : []), `write ${tensors.filter(({ isInput }) => isInput).map(({ accessor }) => `${accessor}()`).join(', ')}`, `${name}_run();`, `read ${tensors.filter(({ isInput }) => !isInput).map(({ accessor }) => `${accessor}()`).join(', ')}`],
      ...main, calls: mainCalls, parts: program.resumable === true ? parts : [], layers, bodies: bodyViews,
      subgraphs: subgraphViews.map((view) => {
        const calls = view.calls.map((line) => line());
        return { ...view, calls, usesFrame: [...view.pointers, ...calls].some((line) => line.includes('frame')) };
      }),
      accessors, hooks: program.hooks === true, usesString: states.bytes > 0 || subgraphs.size > 0,
      sharedArena, renamedArena: sharedArena !== 'arena', section, mapped,
    },
    tables: tables.all,
    inputs: tensors.filter(({ isInput }) => isInput).map(describeTensor), outputs: tensors.filter(({ isInput }) => !isInput).map(describeTensor),
    weightBytes: tables.bytes, arenaBytes, stateBytes: states.bytes,
    /** Bytes that each node adds to the constants; what several share counts for the first. */
    constants,
    /** C functions that each node of the main graph or a sub-graph calls. */
    functions: new Map([...functionsOf].map(([id, functionNames]) => [id, functionNames.map((nameOf) => nameOf())])),
  };
}

function describeTensor({ accessor, value }: { readonly accessor: string; readonly value: Value }): CTensor {
  return { accessor, bytes: typeBytes(value.type), element: value.type.element, shape: value.type.shape };
}

/** States of all graphs; one that several graphs use is one. */
export function layOutStates(graphs: readonly Graph[]) {
  const offsets = new Map<ValueId, number>(), parts: { offset: number; initial: Uint8Array }[] = [];
  let bytes = 0;
  for (const value of graphs.flatMap(({ values }) => [...values.values()])) {
    if (value.storage.kind !== 'state' || offsets.has(value.id)) continue;
    offsets.set(value.id, bytes);
    parts.push({ offset: bytes, initial: value.storage.initial });
    bytes += Math.ceil((elementCount(value.type.shape) * elementBytes(value.type.element)) / 16) * 16;
  }
  const initial = new Uint8Array(bytes);
  for (const part of parts) initial.set(part.initial, part.offset);
  return { offsets, parts, bytes, initial };
}

/** One memset for each state whose initial bytes are all alike, which integer and zero states are; others byte by byte. */
function resetLines(states: ReturnType<typeof layOutStates>): readonly string[] {
  return states.parts.flatMap(({ offset, initial }) => {
    const [first = 0] = initial;
    if (initial.every((byte) => byte === first)) return [`memset(state + ${offset}, ${first}, ${initial.length});`];
    return Array.from(initial, (byte, at) => `state[${offset + at}] = ${byte};`);
  });
}

function dimensions(shape: readonly number[]): string {
  return shape.length === 0 ? '[]' : shape.map((extent) => `[${extent}]`).join('');
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => (column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd());
}

function arenaMap(placement: Placement): readonly string[] {
  const rows = [...placement.blocks].sort((a, b) => a.offset - b.offset || a.first - b.first)
    .map((block) => [`[${block.offset}, ${block.offset + block.bytes})`, `steps ${Math.max(block.first, 0) + (block.first < 0 ? 0 : 1)}-${block.last + 1}`, block.values.length === 0 ? 'scratch' : cIdentifier(block.name)]);
  const over = placement.blocks.some(({ over: shared, offset, bytes }) => shared !== undefined
    && placement.blocks.some((lower) => lower.values.includes(shared.value) && lower.offset < offset + bytes && offset < lower.offset + lower.bytes));
  return rows.length === 0 ? ['(empty)'] : [...columns(rows), ...(over ? ['Where two of one step overlap, the kernel writes only what it has read.'] : [])];
}
