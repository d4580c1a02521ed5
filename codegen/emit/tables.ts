import { bytesOf, elementBytes, type Element, type TypedArray } from '../../runtime-ts/ir/graph.js';
import type { CNames } from './c_names.js';

export interface Table {
  readonly name: string;
  readonly element: Element;
  readonly data: TypedArray;
  readonly layout: string;
  readonly align: number;
}

const oneByteCharacters = new TextDecoder('latin1');

/** Constants of one model; equal ones are emitted once. */
export class Tables {
  private readonly byContent = new Map<string, Table>();

  constructor(private readonly names: CNames) {}

  /** The C name of an array with this content. */
  add(wanted: string, element: Element, data: TypedArray, layout: string, align = elementBytes(element)): string {
    // One character a byte: a key, not text.
    const content = `${element} ${align} ${oneByteCharacters.decode(bytesOf(data))}`;
    const known = this.byContent.get(content);
    if (known !== undefined) return known.name;
    const name = this.names.unique(wanted);
    this.byContent.set(content, { name, element, data, layout, align });
    return name;
  }

  get all(): readonly Table[] { return [...this.byContent.values()]; }
  get bytes(): number { return this.all.reduce((sum, { data }) => sum + data.byteLength, 0); }
}
