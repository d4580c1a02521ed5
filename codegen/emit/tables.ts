import { bytesOf, elementBytes, type Element, type TypedArray } from '../../runtime-ts/ir/graph.js';
import type { TableField } from '../ops/op_slice.js';
import type { CNames } from './c_names.js';

/** A constant array of a model's C. */
export interface Table {
  readonly name: string;
  readonly element: Element;
  readonly length: number;
  readonly layout: string;
  readonly align: number;
  /** Read or computed anew, where the table is lazy. */
  data(): TypedArray;
}

const oneByteCharacters = new TextDecoder('latin1');

/** Constants of one model; equal ones are emitted once. */
export class Tables {
  private readonly byContent = new Map<string, Table>();

  constructor(private readonly names: CNames) {}

  /** The C name of an array with this content. */
  add(wanted: string, field: Omit<TableField, 'kind' | 'name'>): string {
    const { element, length, layout = `[${length}]`, align = elementBytes(element) } = field;
    // One character a byte: a key, not text.
    const content = `${element} ${align} ${field.key === undefined ? oneByteCharacters.decode(bytesOf(field.data)) : `of ${field.key}`}`;
    const known = this.byContent.get(content);
    if (known !== undefined) return known.name;
    const name = this.names.unique(wanted);
    this.byContent.set(content, { name, element, length, layout, align, data: () => field.data });
    return name;
  }

  get all(): readonly Table[] { return [...this.byContent.values()]; }
  get bytes(): number { return this.all.reduce((sum, table) => sum + tableBytes(table), 0); }
}

export function tableBytes({ element, length }: Pick<Table, 'element' | 'length'>): number {
  return length * elementBytes(element);
}
