/** The tensors of one sub-graph, each made a Value when something uses it. */
import { fail } from '../../../runtime-ts/diagnostic.js';
import type { Value } from '../../../runtime-ts/ir/graph.js';
import type { GraphBuilder } from '../../../runtime-ts/ir/graph_builder.js';
import type { Problems } from './problems.js';
import { readTensor, type BufferLookup } from './read_tensor.js';
import type { Table } from './table_reader.js';

export interface TensorSource {
  readonly tables: readonly Table[];
  readonly buffer: BufferLookup;
  /** The state of a resource variable, if the tensor is its handle. */
  readonly variable: (tensor: number) => Value | undefined;
}

export class TensorValues {
  private readonly values = new Map<number, Value | undefined>();

  constructor(private readonly source: TensorSource, private readonly builder: GraphBuilder, private readonly problems: Problems) {}

  /** undefined: the tensor has a problem, which is noted. `user` says who refers to it. */
  get(index: number, user: string): Value | undefined {
    if (!this.values.has(index)) this.values.set(index, this.problems.attempt(() => this.read(index, user)));
    return this.values.get(index);
  }

  /** A tensor that the caller or an operator fills; one without elements is only good as a constant. */
  written(index: number, user: string): Value | undefined {
    const value = this.get(index, user);
    if (value === undefined || !value.type.shape.includes(0)) return value;
    this.problems.attempt(() => fail('N0106', `has the shape [${value.type.shape.join(', ')}], so it holds nothing`, {
      where: `tensor #${index} "${value.name}"`,
    }));
    this.values.set(index, undefined);
    return undefined;
  }

  private read(index: number, user: string): Value {
    const { tables, buffer, variable } = this.source;
    const table = tables[index] ?? fail('N0105', `refers to tensor ${index}; the graph has ${tables.length}`, { where: user });
    const state = variable(index);
    if (state !== undefined) return this.builder.share(state);
    const { name, type, storage } = readTensor(table, index, buffer);
    return this.builder.value(name, type, storage, index);
  }
}
