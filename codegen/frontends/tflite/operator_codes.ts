/** Which operator an entry of the file is, and which slice translates it. */
import { fail } from '../../../runtime-ts/diagnostic.js';
import type { Op, Value } from '../../../runtime-ts/ir/graph.js';
import type { OpSlice, TfliteDecoder } from '../../ops/op_slice.js';
import { builtinOperators, type BuiltinOperator } from './schema.js';
import type { Table } from './table_reader.js';
import { tflmBuiltinOperators, tflmCustomOperators } from './tflm_operators.js';

export interface OperatorCode {
  /** Name of schema.fbs, or the custom operator's name. */
  readonly name: string;
  readonly custom: boolean;
  readonly version: number;
  readonly builtin: BuiltinOperator;
  /** Absent: nobody translates it. */
  readonly slice: { readonly op: Op; readonly decoder: TfliteDecoder<unknown> } | undefined;
}

export class OperatorCodes {
  constructor(private readonly tables: readonly Table[], private readonly slices: readonly OpSlice[]) {}

  /** The code of operator `number` of a sub-graph. */
  of(operator: Table, number: number): OperatorCode {
    const where = `operator #${number}`, index = operator.number('opcode_index');
    const table = this.tables[index] ?? fail('N0105', `refers to operator code ${index}; the model has ${this.tables.length}`, { where });
    // The old field is one byte wide; newer files keep both, and codes above 127 are in the new one only (schema.fbs, OperatorCode).
    const code = Math.max(table.number('deprecated_builtin_code'), table.number('builtin_code'));
    const builtin = builtinOperators[code] ?? fail('N0201', `has the operator number ${code}, which the file format does not define`, { where });
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
}

/** Whether TFLM can run an operator. */
export function isTflmOperator(code: OperatorCode): boolean {
  return code.custom ? tflmCustomOperators.has(code.name) : tflmBuiltinOperators.has(code.name);
}

/** Reports an operator without a slice, and whether TFLM would have run it. */
export function refuseOperator(code: OperatorCode, input: Value | null | undefined, where: string): never {
  const known = isTflmOperator(code);
  const type = input === null || input === undefined ? '' : ` on ${input.type.element}`;
  fail('N0201', `is not supported (${code.custom ? 'custom operator, ' : ''}version ${code.version}${type})`, {
    where,
    why: known ? `TensorFlow Lite Micro runs ${code.name}; this compiler does not yet` : `TensorFlow Lite Micro does not run ${code.name} either`,
    hint: known ? 'please report it as a missing operator' : code.custom ? 'give its meaning and its C with --custom-op FILE (docs/custom_operators.md)' : 'replace the operator in the model before conversion',
  });
}
