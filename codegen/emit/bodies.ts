/** Copies of kernels' bodies in a model's file: functions of one layer, or of several with a struct of what differs between them. */
import type { Field, KernelParams } from '../ops/op_slice.js';
import { leavesOf } from '../select/bodies.js';
import { cType } from './c_initializer.js';
import type { CNames } from './c_names.js';

interface Line { readonly key: string; readonly text: string }

/** A params struct's fields as initializers; `text` gives those of its leaves. */
export function fieldLines(params: KernelParams, text: (leaf: string, field: Field) => string, path = ''): readonly Line[] {
  return Object.entries(params).map(([key, field]) => ({ key, text: fieldText(field, `${path}${key}`, text) }));
}

function fieldText(field: Field, path: string, text: (leaf: string, field: Field) => string): string {
  if (field === null || typeof field !== 'object') return text(path, field);
  if (field.kind === 'list') return `{${field.items.map((item, at) => fieldText(item, `${path}_${at}`, text)).join(', ')}}`;
  if (field.kind === 'struct') return `{${fieldLines(field.fields, text, `${path}_`).map((line) => `.${line.key} = ${line.text}`).join(', ')}}`;
  return text(path, field);
}

/** One call of a kernel whose body the model's file has. */
export interface BodyCall {
  readonly comment: string;
  /** A unique part of C names. */
  readonly layer: string;
  readonly symbol: string;
  readonly params: KernelParams;
  /** Of the function, after the params. */
  readonly parameters: readonly string[];
  readonly text: (field: Field) => string;
  /** Tables have no constant address: structs with such are written where they are used. */
  readonly inPlace: boolean;
}

const isTable = (field: Field): boolean => field !== null && typeof field === 'object' && field.kind === 'table';

export function hasTables(params: KernelParams): boolean {
  return leavesOf(params).some(({ field }) => isTable(field));
}

/** A constant struct as an expression that is its address. */
export function structInPlace(struct: string, fields: readonly Line[]): string {
  return `&(const ${struct}){\n${fields.map(({ key, text }) => `        .${key} = ${text},\n`).join('')}    }`;
}

interface Call extends BodyCall { readonly texts: ReadonlyMap<string, string> }
interface Body { readonly calls: Call[]; readonly name: string }

/** A function, and constants of the layers that call it. */
export interface BodyView {
  readonly comment: string;
  readonly paramsStruct: string;
  readonly params: string;
  readonly fields: readonly Line[];
  readonly function: string;
  readonly parameters: string;
  readonly forward: string;
  /** Type of what differs; empty where nothing does. */
  readonly layerStruct: string;
  readonly members: readonly string[];
  /** Whether the params are a variable of the function. */
  readonly local: boolean;
  readonly layers: readonly { readonly comment: string; readonly name: string; readonly fields: readonly Line[] }[];
}

export class Bodies {
  private readonly byKey = new Map<string, Body>();

  constructor(private readonly names: CNames) {}

  /** Calls of one key share a body. Returns how to call it, which is known when all are: the function and the arguments before the operands. */
  add(key: string, call: BodyCall): () => { readonly function: string; readonly first: readonly string[] } {
    const body = this.byKey.get(key) ?? { name: '', calls: [] };
    // Tables are named here, in the order of layers.
    const own = { ...call, texts: new Map(leavesOf(call.params).map(({ name, field }) => [name, call.text(field)])) };
    body.calls.push(own);
    // What is named after one layer until another comes.
    const name = body.calls.length === 1 ? call.layer : body.calls.length === 2 ? this.names.unique(call.symbol.replace(/^bn_/, '')) : body.name;
    this.byKey.set(key, { ...body, name });
    return () => {
      const known = this.byKey.get(key) ?? body;
      return { function: `run_${known.name}`, first: differing(known).length === 0 ? [] : [isInPlace(known) ? structInPlace(`${known.name}_layer`, layerFields(known, own)) : `&${own.layer}_layer`] };
    };
  }

  /** In the order of their first calls. */
  views(): readonly BodyView[] {
    return [...this.byKey.values()].map(viewOf);
  }
}

/** Leaves of which not all calls have the same. */
function differing({ calls: [first, ...rest] }: Body): readonly string[] {
  return [...first?.texts ?? []].filter(([name, text]) => rest.some(({ texts }) => texts.get(name) !== text)).map(([name]) => name);
}

function layerFields(body: Body, { texts }: Call): readonly Line[] {
  return differing(body).map((leaf) => ({ key: leaf, text: texts.get(leaf) ?? '' }));
}

/** Whether the layers' own structs have addresses that are no constants. */
function isInPlace(body: Body): boolean {
  return body.calls.some(({ inPlace, params }) => inPlace && leavesOf(params).some(({ name, field }) => isTable(field) && differing(body).includes(name)));
}

function viewOf(body: Body): BodyView {
  const { name, calls } = body, [first] = calls;
  if (first === undefined) throw new Error('a body without calls');
  const differ = differing(body), joint = differ.length > 0, params = joint ? 'params' : `${name}_params`, layerStruct = joint ? `${name}_layer` : '';
  const forwarded = first.parameters.map((text) => text.replace(/^.*[ *]/, ''));
  const types = differ.map((leaf) => ({ leaf, ...memberType(calls.map((call) => leavesOf(call.params).find((found) => found.name === leaf)?.field ?? null)) }));
  return {
    comment: joint ? `${first.symbol} with what ${calls.length} layers have in common.` : calls.map(({ comment }) => comment).join('; '),
    paramsStruct: `${first.symbol}_params`, params, layerStruct, function: `run_${name}`,
    fields: fieldLines(first.params, (leaf) => (differ.includes(leaf) ? `layer->${leaf}` : first.texts.get(leaf) ?? '')),
    parameters: [...(joint ? [`const ${layerStruct} *layer`] : []), ...first.parameters].join(', '),
    forward: `${first.symbol}_inline(${[`&${params}`, ...forwarded].join(', ')});`,
    // The widest first, so that nothing lies between them.
    members: [...types].sort((a, b) => b.bytes - a.bytes).map(({ leaf, type }) => `${type}${leaf};`),
    layers: joint && !isInPlace(body) ? calls.map((call) => ({ comment: call.comment, name: `${call.layer}_layer`, fields: layerFields(body, call) })) : [],
    local: joint || (first.inPlace && hasTables(first.params)),
  };
}

/** The smallest type that holds every layer's field. Params have none narrower than this: they are pointers, flags or of 32 bits and more. */
function memberType(fields: readonly Field[]): { readonly type: string; readonly bytes: number } {
  const [first] = fields;
  if (first !== null && typeof first === 'object' && (first.kind === 'table' || first.kind === 'unpacked')) return { type: `const ${cType(first.element)} *`, bytes: 8 };
  const numbers = fields.map((field) => (typeof field === 'number' || typeof field === 'bigint' || typeof field === 'boolean' ? BigInt(field) : undefined));
  const fits = ({ low, high }: { readonly low: bigint; readonly high: bigint }): boolean => numbers.every((value) => value !== undefined && value >= low && value <= high);
  const found = integers.find(fits);
  if (found === undefined) throw new Error('fields of one body have no common type');
  return { type: `${found.type} `, bytes: found.bytes };
}

const integers = [
  { type: 'uint8_t', bytes: 1, low: 0n, high: 0xffn }, { type: 'int8_t', bytes: 1, low: -0x80n, high: 0x7fn },
  { type: 'uint16_t', bytes: 2, low: 0n, high: 0xffffn }, { type: 'int16_t', bytes: 2, low: -0x8000n, high: 0x7fffn },
  { type: 'int32_t', bytes: 4, low: -0x80000000n, high: 0x7fffffffn }, { type: 'int64_t', bytes: 8, low: -(2n ** 63n), high: 2n ** 63n - 1n },
];
