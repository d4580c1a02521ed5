/** A .tflite file as a Graph. Knows no operator but VAR_HANDLE: each is decoded by its slice. */
import { CompileError, fail, type Diagnostic } from '../../../runtime-ts/diagnostic.js';
import type { Graph, Value } from '../../../runtime-ts/ir/graph.js';
import { GraphBuilder, IdSource } from '../../../runtime-ts/ir/graph_builder.js';
import type { OpSlice } from '../../ops/op_slice.js';
import { isTflmOperator, OperatorCodes, refuseOperator } from './operator_codes.js';
import { Problems } from './problems.js';
import { OperatorOptions } from './read_options.js';
import { readTensor, stateBytes } from './read_tensor.js';
import { handleWriter, handsOn, Variables, variableStorage, type Variable } from './read_variables.js';
import { fileIdentifier, schemaVersion, tableSchema, tensorTypes } from './schema.js';
import { Table } from './table_reader.js';
import { TensorValues } from './tensor_values.js';

/** Reads a model. Every problem of the file is reported in one CompileError; sub-graph 0 is the model, others hang on its nodes. */
export function readModel(bytes: Uint8Array, name: string, slices: readonly OpSlice[]): Graph {
  return new ModelReader(bytes, name, slices).graph(0);
}

/** Sub-graphs that run sub-graphs: each level costs stack in the compiler and memory on the target. */
const maxDepth = 32;

class ModelReader {
  private readonly codes: OperatorCodes;
  private readonly subgraphs: readonly Table[];
  private readonly buffers: readonly Table[];
  private readonly variables: Variables;
  private readonly ids = new IdSource();
  /** Results by index of the sub-graph; a failure is kept, so that it is reported once. */
  private readonly graphs = new Map<number, Graph | CompileError | 'being read'>();
  private readonly tensorTables = new Map<number, readonly Table[]>();
  private readonly states = new Map<string, Value>();
  private depth = 0;

  constructor(bytes: Uint8Array, private readonly name: string, slices: readonly OpSlice[]) {
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
    this.codes = new OperatorCodes(model.tables('operator_codes'), slices);
    this.subgraphs = model.tables('subgraphs');
    this.buffers = model.tables('buffers');
    if (this.subgraphs.length === 0) fail('N0104', 'has no sub-graph, so there is nothing to run', { where: name });
    this.variables = new Variables(this.subgraphs, this.codes);
  }

  /** Reads a sub-graph once. */
  graph(index: number): Graph {
    const known = this.graphs.get(index);
    if (known === 'being read') fail('N0205', `sub-graph ${index} runs itself`, { where: this.name, why: 'a loop is the operator WHILE' });
    if (known instanceof CompileError) throw known;
    if (known !== undefined) return known;
    const table = this.subgraphs[index]
      ?? fail('N0105', `refers to sub-graph ${index}; the model has ${this.subgraphs.length}`, { where: this.name });
    if (this.depth === maxDepth) fail('N0205', `nests sub-graphs more than ${maxDepth} deep`, { where: this.name });
    this.graphs.set(index, 'being read');
    this.depth++;
    try {
      const graph = this.readGraph(table, index);
      this.graphs.set(index, graph);
      return graph;
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      const located = index === 0 ? error : this.inSubgraph(table, index, error);
      this.graphs.set(index, located);
      throw located;
    } finally {
      this.depth--;
    }
  }

  /** Operators and tensors are numbered anew in each sub-graph, so messages have to name it. */
  private inSubgraph(table: Table, index: number, error: CompileError): CompileError {
    const at = `sub-graph ${index} "${table.text('name')}"`;
    return new CompileError(error.diagnostics.map((diagnostic) => {
      const { where } = diagnostic;
      const aboutFile = where === undefined || where === this.name || where.startsWith(`${this.name}, `) || where.startsWith('sub-graph ');
      return aboutFile ? diagnostic : { ...diagnostic, where: `${at}, ${where}` };
    }));
  }

  private readGraph(table: Table, index: number): Graph {
    const graphName = index === 0 ? this.name : table.text('name') || `${this.name}_subgraph_${index}`;
    const where = `graph "${graphName}"`;
    const problems = new Problems();
    const builder = new GraphBuilder(graphName, this.ids);
    const tensors = new TensorValues({
      tables: this.tensors(index), buffer: (at, user) => this.buffer(at, user), variable: (tensor) => this.state(index, tensor),
    }, builder, problems);
    const isHandle = (tensor: number): boolean => this.variables.handle(index, tensor) !== undefined;
    const inputs = table.numbers('inputs').flatMap((tensor) => (isHandle(tensor) ? [] : [tensors.written(tensor, `${where}, inputs`)]));
    const outputs = table.numbers('outputs').flatMap((tensor) => (isHandle(tensor) ? [] : [tensors.get(tensor, `${where}, outputs`)]));
    problems.attempt(() => { checkInputs(inputs, where); });
    if (index === 0 && outputs.length === 0) problems.attempt(() => fail('N0104', 'has no output, so running it tells nothing', { where }));
    table.tables('operators').forEach((operator, number) => { this.readOperator(operator, number, tensors, builder, problems, isHandle); });
    problems.throwIfAny();
    try {
      return builder.build(inputs.filter((value) => value !== undefined), outputs.filter((value) => value !== undefined));
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      throw new CompileError(error.diagnostics.map((diagnostic) => this.withVersion(diagnostic, table)));
    }
  }

  /** An operator's refusal with its version, its type, and whether TFLM has the operator. */
  private withVersion(diagnostic: Diagnostic, subgraph: Table): Diagnostic {
    const number = /^operator #(\d+) /.exec(diagnostic.where ?? '')?.[1], operator = number === undefined ? undefined : subgraph.tables('operators')[Number(number)];
    if (diagnostic.code !== 'N0203' || operator === undefined || diagnostic.why !== undefined) return diagnostic;
    const code = this.codes.of(operator, Number(number)), element = subgraph.tables('tensors')[operator.numbers('inputs')[0] ?? -1]?.number('type');
    const type = element === undefined ? '' : ` on ${tensorTypes[element]?.toLowerCase() ?? 'an unknown type'}`;
    return { ...diagnostic, why: `this is ${code.name} version ${code.version}${type}; ${isTflmOperator(code) ? 'TensorFlow Lite Micro runs the operator within limits of its own (docs/operators.md)' : 'TensorFlow Lite Micro does not run the operator at all'}` };
  }

  /** Adds the operator's node; every problem is noted, and leaves it out. */
  private readOperator(operator: Table, number: number, tensors: TensorValues, builder: GraphBuilder, problems: Problems, isHandle: (tensor: number) => boolean): void {
    const code = problems.attempt(() => this.codes.of(operator, number));
    if (code === undefined || code.builtin.name === handleWriter) return;
    const at = `operator #${number} ${code.name}`;
    // Sub-graphs share variables with their caller, so there is no handle to pass.
    const passed = (field: 'inputs' | 'outputs'): readonly number[] => operator.numbers(field).filter((tensor) => !handsOn(code.name) || !isHandle(tensor));
    const reads = passed('inputs').map((tensor) => (tensor === -1 ? null : tensors.get(tensor, at)));
    const writes = passed('outputs').map((tensor) => tensors.written(tensor, at));
    const name = (writes[0] ?? reads[0])?.name ?? '';
    const where = `${at} "${name}"`;
    problems.attempt(() => {
      const { slice } = code;
      if (slice === undefined) return refuseOperator(code, reads[0], where);
      const attrs = slice.decoder.decode(new OperatorOptions({
        operator, schema: code.custom ? undefined : code.builtin.options, version: code.version, where, graph: (index) => this.graph(index),
      }));
      if (reads.includes(undefined) || writes.includes(undefined)) return;
      const inputs = reads.map((value) => value ?? null), results = writes.filter((value) => value !== undefined);
      const states = slice.decoder.states?.(attrs, inputs, results).map((state) => builder.value(`${name}/${state.name}`, state.type, {
        kind: 'state', initial: state.initial ?? new Uint8Array(stateBytes(state.type, where)),
      })) ?? [];
      builder.node({
        name, op: slice.op, attrs, source: number, inputs: [...inputs, ...states], outputs: results,
      });
    });
  }

  private tensors(subgraph: number): readonly Table[] {
    const tables = this.tensorTables.get(subgraph) ?? this.subgraphs[subgraph]?.tables('tensors') ?? [];
    this.tensorTables.set(subgraph, tables);
    return tables;
  }

  private buffer(index: number, where: string): Uint8Array {
    const table = this.buffers[index]
      ?? fail('N0105', `refers to buffer ${index}; the model has ${this.buffers.length}`, { where });
    // Files above 2 GB keep data behind the FlatBuffer; offsets 0 and 1 mean that they do not (schema.fbs, Buffer).
    const offset = table.number('offset');
    return offset > 1 ? table.outside(offset, table.number('size')) : table.bytes('data');
  }

  /** The one Value of a resource variable, if the tensor is its handle. */
  private state(subgraph: number, tensor: number): Value | undefined {
    const variable = this.variables.handle(subgraph, tensor);
    if (variable === undefined) return undefined;
    const state = this.states.get(variable.key) ?? this.makeState(variable);
    this.states.set(variable.key, state);
    return state;
  }

  private makeState(variable: Variable): Value {
    const { subgraph, tensor } = this.variables.example(variable);
    const table = this.tensors(subgraph)[tensor]
      ?? fail('N0105', `is assigned from tensor ${tensor}, which does not exist`, { where: `variable "${variable.name}"` });
    const { type } = readTensor(table, tensor, (at, where) => this.buffer(at, where));
    return Object.freeze({ id: this.ids.value(), name: variable.name, type, storage: variableStorage(type, variable.name) });
  }
}

function checkInputs(inputs: readonly (Value | undefined)[], where: string): void {
  const seen = new Set<Value>();
  for (const value of inputs) {
    if (value === undefined) continue;
    if (value.storage.kind !== 'activation') fail('N0104', `its input "${value.name}" is a ${value.storage.kind} with data of its own`, { where });
    if (seen.has(value)) fail('N0104', `lists the input "${value.name}" twice`, { where });
    seen.add(value);
  }
}
