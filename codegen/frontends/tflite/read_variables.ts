/**
 * Resource variables. The file has handles: VAR_HANDLE writes one, READ_VARIABLE and ASSIGN_VARIABLE take it, IF and WHILE hand it on to
 * their sub-graphs. A Graph has states instead, shared by all sub-graphs that name the same variable, so handles and VAR_HANDLE disappear here.
 */
import { CompileError, fail } from '../../../runtime-ts/diagnostic.js';
import type { Storage, TensorType } from '../../../runtime-ts/ir/graph.js';
import type { OperatorCodes } from './operator_codes.js';
import { stateBytes } from './read_tensor.js';
import { builtinOperator } from './schema.js';
import type { Table } from './table_reader.js';

/** Operators that hand tensors on to sub-graphs: the first operand that they do, and the options that name the sub-graphs. */
const callers = [
  { name: 'IF', first: 1, graphs: ['then_subgraph_index', 'else_subgraph_index'] },
  { name: 'WHILE', first: 0, graphs: ['cond_subgraph_index', 'body_subgraph_index'] },
] as const;

/** Whether an operator hands tensors on to sub-graphs. */
export function handsOn(operator: string): boolean {
  return callers.some(({ name }) => name === operator);
}

/** The operator whose output is a handle; it has no node of its own. */
export const handleWriter = 'VAR_HANDLE';

export interface Variable {
  readonly name: string;
  /** Equal for all handles of one variable. */
  readonly key: string;
}

/** What the whole model says about its variables. */
export class Variables {
  /** By sub-graph and tensor: what VAR_HANDLE writes, and what that is called where it is handed on. */
  private readonly handles: readonly Map<number, Variable>[];
  /** By variable: the first tensor that is assigned to it. Its type is the variable's (TFLM: assign_variable.cc, Prepare). */
  private readonly assigned = new Map<string, { readonly subgraph: number; readonly tensor: number }>();

  constructor(subgraphs: readonly Table[], codes: OperatorCodes) {
    const operators = subgraphs.map((table) => table.tables('operators'));
    const named = (name: string, list: readonly Table[]): readonly Table[] => list.filter((operator, number) => nameOf(codes, operator, number) === name);
    this.handles = operators.map((list) => new Map(named(handleWriter, list).map((operator) =>
      [operator.numbers('outputs')[0] ?? -1, variableOf(operator)] as const)));
    const calls = operators.flatMap((list, subgraph) => callers.flatMap(({ name, first, graphs }) => named(name, list).map((operator) => ({ subgraph, operator, first, called: calledBy(name, operator, graphs) }))));
    while (calls.some(({ subgraph, operator, first, called }) => called.some((callee) => this.handOn(subgraphs, subgraph, operator, first, callee))));
    operators.forEach((list, subgraph) => {
      for (const operator of named('ASSIGN_VARIABLE', list)) {
        const [handle = -1, tensor = -1] = operator.numbers('inputs');
        const variable = this.handle(subgraph, handle);
        if (variable !== undefined && !this.assigned.has(variable.key)) this.assigned.set(variable.key, { subgraph, tensor });
      }
    });
  }

  /** The variable whose handle a tensor is. */
  handle(subgraph: number, tensor: number): Variable | undefined {
    return this.handles[subgraph]?.get(tensor);
  }

  /** Gives a call's handles their names on the other side; true if there was one without. */
  private handOn(subgraphs: readonly Table[], subgraph: number, operator: Table, first: number, callee: number): boolean {
    const table = subgraphs[callee];
    if (table === undefined) return false;
    const link = (from: number, fromTensor: number | undefined, to: number, toTensor: number | undefined): boolean => {
      const variable = fromTensor === undefined ? undefined : this.handle(from, fromTensor), names = this.handles[to];
      if (variable === undefined || toTensor === undefined || names === undefined) return false;
      const known = names.get(toTensor);
      if (known !== undefined && known.key !== variable.key)
        fail('N0111', `is also "${known.name}" in sub-graph ${to}, tensor ${toTensor}`, { where: `variable "${variable.name}"`, why: 'a sub-graph that is run from several places has to get the same variables' });
      names.set(toTensor, variable);
      return known === undefined;
    };
    const given = operator.numbers('inputs').slice(first), taken = table.numbers('inputs'), made = table.numbers('outputs'), got = operator.numbers('outputs');
    const inwards = given.map((tensor, at) => link(subgraph, tensor, callee, taken[at]));
    const outwards = got.map((tensor, at) => link(callee, made[at], subgraph, tensor));
    return [...inwards, ...outwards].includes(true);
  }

  /** A tensor of the variable's type. */
  example(variable: Variable): { readonly subgraph: number; readonly tensor: number } {
    return this.assigned.get(variable.key)
      ?? fail('N0111', 'is never assigned, so nothing says what it holds', { where: `variable "${variable.name}"` });
  }
}

/** TFLM fills the bytes of a quantized variable with its zero point, of others with zero (micro_resource_variable.cc, Allocate). */
export function variableStorage(type: TensorType, name: string): Storage {
  const bytes = stateBytes(type, `variable "${name}"`);
  return { kind: 'state', initial: new Uint8Array(bytes).fill(type.quantization?.zeroPoints[0] ?? 0) };
}

/** An operator with a wrong code has no name here; it is reported when its sub-graph is read. */
function nameOf(codes: OperatorCodes, operator: Table, number: number): string | undefined {
  try {
    const code = codes.of(operator, number);
    return code.custom ? undefined : code.name;
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}

/** An operator's options, if they are what they should be; others are reported when its sub-graph is read. */
function optionsOf(name: string, operator: Table): Table | undefined {
  const schema = builtinOperator(name)?.options;
  return schema && operator.number('builtin_options_type') === schema.type ? operator.union('builtin_options', schema) : undefined;
}

function calledBy(name: string, operator: Table, fields: readonly string[]): readonly number[] {
  const options = optionsOf(name, operator);
  return options === undefined ? [] : fields.map((field) => options.number(field));
}

function variableOf(operator: Table): Variable {
  const options = optionsOf(handleWriter, operator);
  const name = options?.text('shared_name') ?? '';
  return { name, key: JSON.stringify([options?.text('container') ?? '', name]) };
}
