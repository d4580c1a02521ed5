/**
 * Resource variables. The file has handles: VAR_HANDLE writes one, READ_VARIABLE and ASSIGN_VARIABLE take it. A Graph has states
 * instead, shared by all sub-graphs that name the same variable, so handles and VAR_HANDLE disappear here.
 */
import { CompileError, fail } from '../../../runtime-ts/diagnostic.js';
import type { Storage, TensorType } from '../../../runtime-ts/ir/graph.js';
import type { OperatorCodes } from './operator_codes.js';
import { stateBytes } from './read_tensor.js';
import { builtinOperator } from './schema.js';
import type { Table } from './table_reader.js';

/** The operator whose output is a handle; it has no node of its own. */
export const handleWriter = 'VAR_HANDLE';

export interface Variable {
  readonly name: string;
  /** Equal for all handles of one variable. */
  readonly key: string;
}

/** What the whole model says about its variables. */
export class Variables {
  /** By sub-graph and tensor: what VAR_HANDLE writes. */
  private readonly handles: readonly ReadonlyMap<number, Variable>[];
  /** By variable: the first tensor that is assigned to it. Its type is the variable's (TFLM: assign_variable.cc, Prepare). */
  private readonly assigned = new Map<string, { readonly subgraph: number; readonly tensor: number }>();

  constructor(subgraphs: readonly Table[], codes: OperatorCodes) {
    const operators = subgraphs.map((table) => table.tables('operators'));
    const named = (name: string, list: readonly Table[]): readonly Table[] => list.filter((operator, number) => nameOf(codes, operator, number) === name);
    this.handles = operators.map((list) => new Map(named(handleWriter, list).map((operator) =>
      [operator.numbers('outputs')[0] ?? -1, variableOf(operator)] as const)));
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

function variableOf(operator: Table): Variable {
  const schema = builtinOperator(handleWriter)?.options;
  const options = schema && operator.number('builtin_options_type') === schema.type ? operator.union('builtin_options', schema) : undefined;
  const name = options?.text('shared_name') ?? '';
  return { name, key: JSON.stringify([options?.text('container') ?? '', name]) };
}
