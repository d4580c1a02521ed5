/** A .tflite file as a Graph. Knows no operator: each is decoded by its slice. */
import { CompileError, fail, type Diagnostic } from '../../../runtime-ts/diagnostic.js';
import type { Graph, Value } from '../../../runtime-ts/ir/graph.js';
import { GraphBuilder, IdSource } from '../../../runtime-ts/ir/graph_builder.js';
import type { OpSlice, TfliteDecoder } from '../../ops/op_slice.js';
import { OperatorOptions } from './read_options.js';
import { readTensor } from './read_tensor.js';
import { builtinOperators, fileIdentifier, schemaVersion, tableSchema, type BuiltinOperator } from './schema.js';
import { Table } from './table_reader.js';
import { tflmBuiltinOperators, tflmCustomOperators } from './tflm_operators.js';

/** Reads a model. Every problem of the file is reported in one CompileError; sub-graph 0 is the model, others hang on its nodes. */
export function readModel(bytes: Uint8Array, name: string, slices: readonly OpSlice[]): Graph {
  return new ModelReader(bytes, name, slices).graph(0);
}

/** Sub-graphs that run sub-graphs: each level costs stack in the compiler and memory on the target. */
const maxDepth = 32;

/** Collects diagnostics of steps that do not depend on each other. */
class Problems {
  readonly list: Diagnostic[] = [];

  attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      this.list.push(...error.diagnostics);
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.list.length > 0) throw new CompileError(this.list);
  }
}

interface OperatorCode {
  /** Name of schema.fbs, or the custom operator's name. */
  readonly name: string;
  readonly custom: boolean;
  readonly version: number;
  readonly builtin: BuiltinOperator;
  readonly slice: { readonly op: OpSlice['op']; readonly decoder: TfliteDecoder<unknown> } | undefined;
}

class ModelReader {
  private readonly codes: readonly Table[];
  private readonly subgraphs: readonly Table[];
  private readonly buffers: readonly Table[];
  private readonly ids = new IdSource();
  private readonly graphs = new Map<number, Graph | 'being read'>();
  private depth = 0;

  constructor(bytes: Uint8Array, private readonly name: string, private readonly slices: readonly OpSlice[]) {
    const identifier = String.fromCharCode(...bytes.subarray(4, 8));
    if (identifier !== fileIdentifier)
      fail('N0101', 'is not a TensorFlow Lite model', {
        where: name, why: `bytes 4 to 7 must be "${fileIdentifier}"`,
        hint: 'pass a .tflite file, such as tf.lite.TFLiteConverter writes',
      });
    const model = Table.root(bytes, tableSchema('Model'), name);
    const version = model.number('version');
    if (version !== schemaVersion)
      fail('N0102', `has schema version ${version}`, { where: name, why: `version ${schemaVersion} is the only one in use` });
    this.codes = model.tables('operator_codes');
    this.subgraphs = model.tables('subgraphs');
    this.buffers = model.tables('buffers');
    if (this.subgraphs.length === 0) fail('N0104', 'has no sub-graph, so there is nothing to run', { where: name });
  }

  /** Reads a sub-graph once. */
  graph(index: number): Graph {
    const known = this.graphs.get(index);
    if (known === 'being read') fail('N0205', `sub-graph ${index} runs itself`, { where: this.name, why: 'a loop is the operator WHILE' });
    if (known !== undefined) return known;
    const table = this.subgraphs[index]
      ?? fail('N0105', `refers to sub-graph ${index}; the model has ${this.subgraphs.length}`, { where: this.name });
    if (this.depth === maxDepth) fail('N0205', `nests sub-graphs more than ${maxDepth} deep`, { where: this.name });
    this.graphs.set(index, 'being read');
    this.depth++;
    const graph = this.readGraph(table, index);
    this.depth--;
    this.graphs.set(index, graph);
    return graph;
  }

  private readGraph(table: Table, index: number): Graph {
    const graphName = index === 0 ? this.name : table.text('name') || `${this.name}_subgraph_${index}`;
    const problems = new Problems();
    const builder = new GraphBuilder(graphName, this.ids);
    const tensors = new TensorReader(table.tables('tensors'), builder, problems, (at, where) => this.buffer(at, where));
    const inputs = table.numbers('inputs').map((tensor) => tensors.written(tensor, `graph "${graphName}", inputs`));
    const outputs = table.numbers('outputs').map((tensor) => tensors.value(tensor, `graph "${graphName}", outputs`));
    problems.attempt(() => checkInterface(graphName, inputs, outputs, index));

    table.tables('operators').forEach((operator, number) => {
      const code = problems.attempt(() => this.operatorCode(operator, number));
      if (code === undefined) return;
      const at = `operator #${number} ${code.name}`;
      const reads = operator.numbers('inputs').map((tensor) => (tensor === -1 ? null : tensors.value(tensor, at)));
      const writes = operator.numbers('outputs').map((tensor) => tensors.written(tensor, at));
      const name = writes[0]?.name ?? '';
      const where = `${at} "${name}"`;
      const { slice } = code;
      if (slice === undefined) return void problems.attempt(() => refuseOperator(code, reads[0], where));
      const options = new OperatorOptions({
        operator, schema: code.custom ? undefined : code.builtin.options, version: code.version, where, graph: (sub) => this.graph(sub),
      });
      problems.attempt(() => {
        const attrs = slice.decoder.decode(options);
        if (reads.includes(undefined) || writes.includes(undefined)) return;
        builder.node({
          name, op: slice.op, attrs, source: number,
          inputs: reads.map((value) => value ?? null), outputs: writes.filter((value) => value !== undefined),
        });
      });
    });
    problems.throwIfAny();
    return builder.build(inputs.filter((value) => value !== undefined), outputs.filter((value) => value !== undefined));
  }

  private operatorCode(operator: Table, number: number): OperatorCode {
    const index = operator.number('opcode_index');
    const table = this.codes[index]
      ?? fail('N0105', `refers to operator code ${index}; the model has ${this.codes.length}`, { where: `operator #${number}` });
    // The old field is one byte wide; newer files keep both, and codes above 127 are in the new one only (schema.fbs, OperatorCode).
    const code = Math.max(table.number('deprecated_builtin_code'), table.number('builtin_code'));
    const builtin = builtinOperators[code]
      ?? fail('N0201', `has the operator number ${code}, which the file format does not define`, { where: `operator #${number}` });
    const custom = builtin.name === 'CUSTOM';
    const name = custom ? table.text('custom_code') : builtin.name;
    return { name, custom, version: table.number('version'), builtin, slice: this.findSlice(name, custom) };
  }

  private findSlice(name: string, custom: boolean): OperatorCode['slice'] {
    for (const { op, tflite } of this.slices)
      for (const decoder of tflite)
        if (decoder.code === name && (decoder.custom ?? false) === custom) return { op, decoder };
    return undefined;
  }

  private buffer(index: number, where: string): Uint8Array {
    const table = this.buffers[index]
      ?? fail('N0105', `refers to buffer ${index}; the model has ${this.buffers.length}`, { where });
    // Files above 2 GB keep data behind the FlatBuffer; offsets 0 and 1 mean that they do not (schema.fbs, Buffer).
    const offset = table.number('offset');
    return offset > 1 ? table.outside(offset, table.number('size')) : table.bytes('data');
  }
}

/** The tensors of one sub-graph, each made a Value when something uses it. */
class TensorReader {
  private readonly values = new Map<number, Value | undefined>();

  constructor(
    private readonly tables: readonly Table[], private readonly builder: GraphBuilder, private readonly problems: Problems,
    private readonly buffer: (index: number, where: string) => Uint8Array,
  ) {}

  /** undefined: the tensor has a problem, which is noted. */
  value(index: number, user: string): Value | undefined {
    if (!this.values.has(index)) this.values.set(index, this.problems.attempt(() => this.read(index, user)));
    return this.values.get(index);
  }

  /** A tensor that the caller or an operator fills; one without elements is only good as a constant. */
  written(index: number, user: string): Value | undefined {
    const value = this.value(index, user);
    if (value === undefined || !value.type.shape.includes(0)) return value;
    this.problems.attempt(() => fail('N0106', `has the shape [${value.type.shape.join(', ')}], so it holds nothing`, { where: `tensor #${index} "${value.name}"` }));
    this.values.set(index, undefined);
    return undefined;
  }

  private read(index: number, user: string): Value {
    const table = this.tables[index]
      ?? fail('N0105', `refers to tensor ${index}; the graph has ${this.tables.length}`, { where: user });
    const { name, type, storage } = readTensor(table, index, this.buffer);
    return this.builder.value(name, type, storage, index);
  }
}

function checkInterface(
  graph: string, inputs: readonly (Value | undefined)[], outputs: readonly (Value | undefined)[], index: number,
): void {
  const where = `graph "${graph}"`;
  if (index === 0 && outputs.length === 0) fail('N0104', 'has no output, so running it tells nothing', { where });
  const seen = new Set<Value>();
  for (const value of inputs) {
    if (value === undefined) continue;
    if (value.storage.kind !== 'activation') fail('N0104', `its input "${value.name}" is a ${value.storage.kind} with data of its own`, { where });
    if (seen.has(value)) fail('N0104', `lists the input "${value.name}" twice`, { where });
    seen.add(value);
  }
}

function refuseOperator(code: OperatorCode, input: Value | null | undefined, where: string): never {
  const known = code.custom ? tflmCustomOperators.has(code.name) : tflmBuiltinOperators.has(code.name);
  const type = input === null || input === undefined ? '' : ` on ${input.type.element}`;
  fail('N0201', `is not supported (${code.custom ? 'custom operator, ' : ''}version ${code.version}${type})`, {
    where,
    why: known ? `TensorFlow Lite Micro runs ${code.name}; this compiler does not yet` : `TensorFlow Lite Micro does not run ${code.name} either`,
    hint: known ? 'please report it as a missing operator' : 'replace the operator in the model before conversion',
  });
}
