/** The options of one operator of the file, as decoders see them. */
import { fail } from '../../../runtime-ts/diagnostic.js';
import type { Graph } from '../../../runtime-ts/ir/graph.js';
import type { Activation } from '../../../runtime-ts/numerics/activation.js';
import type { TfliteOptions } from '../../ops/op_slice.js';
import { readFlexNumbers } from './flexbuffer.js';
import type { OptionsSchema } from './options_schema.js';
import type { Table } from './table_reader.js';
import { fieldOf } from './table_schema.js';

/** ActivationFunctionType of schema.fbs. */
const activations: readonly Activation[] = ['none', 'relu', 'relu_n1_to_1', 'relu6', 'tanh', 'sign_bit'];

export interface OptionsSource {
  readonly operator: Table;
  /** Absent: the operator has no options in the file format. */
  readonly schema: OptionsSchema | undefined;
  readonly version: number;
  /** `operator #3 CONV_2D "name"`. */
  readonly where: string;
  readonly graph: (index: number) => Graph;
}

export class OperatorOptions implements TfliteOptions {
  constructor(private readonly source: OptionsSource) {}

  get version(): number { return this.source.version; }

  get custom(): Uint8Array {
    const { operator } = this.source;
    // Files above 2 GB keep the options behind the FlatBuffer; offsets 0 and 1 mean that they do not (schema.fbs, Operator).
    const offset = operator.number('large_custom_options_offset');
    return offset > 1 ? operator.outside(offset, operator.number('large_custom_options_size')) : operator.bytes('custom_options');
  }

  customNumber(field: string, otherwise?: number): number {
    const numbers = readFlexNumbers(this.custom) ?? (otherwise === undefined || this.custom.length > 0 ? this.refuse('has custom options that are no FlexBuffer map') : undefined);
    return numbers?.get(field) ?? otherwise ?? this.refuse(`lacks the number "${field}" in its custom options`);
  }

  number(field: string): number {
    const table = this.table();
    return table === undefined ? fieldOf(this.schema(), field).initial : table.number(field);
  }

  flag(field: string): boolean {
    return this.number(field) !== 0;
  }

  numbers(field: string): readonly number[] {
    return this.table()?.numbers(field) ?? [];
  }

  text(field: string): string {
    return this.table()?.text(field) ?? '';
  }

  activation(): Activation {
    const number = this.number('fused_activation_function');
    return activations[number] ?? this.refuse(`has the unknown activation number ${number}`);
  }

  padding(): 'same' | 'valid' {
    const number = this.number('padding');
    if (number !== 0 && number !== 1) this.refuse(`has the unknown padding number ${number}`);
    return number === 0 ? 'same' : 'valid';
  }

  graph(index: number): Graph {
    return this.source.graph(index);
  }

  refuse(what: string): never {
    fail('N0204', what, { where: this.source.where });
  }

  private schema(): OptionsSchema {
    if (this.source.schema === undefined) throw new Error(`${this.source.where} has no options in schema.fbs`);
    return this.source.schema;
  }

  /** The table with the options, or undefined when the file leaves them out: all fields then have their defaults. */
  private table(): Table | undefined {
    const schema = this.schema(), { operator } = this.source;
    const type = operator.number(`${schema.union}_type`);
    if (type === 0) return undefined;
    if (type !== schema.type) this.refuse(`has options of another operator (number ${type}; ${schema.name} is ${schema.type})`);
    return operator.union(schema.union, schema);
  }
}
