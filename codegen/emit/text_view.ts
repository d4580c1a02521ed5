/** The interface around a language model's step: what the templates text.h and text.c are filled in with. */
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { stepOf } from '../../runtime-ts/language_model/generate.js';
import { likeliest } from '../../runtime-ts/language_model/sampler.js';
import { beginOfText, type Vocabulary } from '../../runtime-ts/language_model/tokenizer.js';
import { cElements } from './c_initializer.js';
import { version } from './c_model.js';
import { fnv1a64 } from './fnv.js';

/** Passes of the self-test. */
const passes = 8;
/** So many multiplications are computed for its answer, and no more. */
const mostMacs = 1e9;
/** Ids are 16 bits in the sorted list. */
export const mostPieces = 65536;

/** What a language model has besides its graph. */
export interface LanguageText {
  readonly vocabulary: Vocabulary;
  /** Positions that it was compiled for. */
  readonly context: number;
}

interface Names { readonly name: string; readonly source: string; readonly tokenInput: string; readonly positionInput: string; readonly logits: string }

const array = (element: Parameters<typeof cElements>[0], data: Parameters<typeof cElements>[1]): object => ({ length: data.length, text: cElements(element, data) });

/** `graph` takes a token and a position and gives logits. */
export function textView(graph: Graph, { vocabulary: { pieces, scores }, context }: LanguageText, names: Names): object {
  const starts = Uint32Array.from({ length: pieces.length + 1 }), order = pieces.map((_, id) => id).sort((a, b) => inOrder(pieces[a]!, pieces[b]!) || a - b);
  pieces.forEach((piece, id) => { starts[id + 1] = starts[id]! + piece.length; });
  const bytes = new Uint8Array(starts.at(-1) ?? 0);
  pieces.forEach((piece, id) => bytes.set(piece, starts[id]!));
  return {
    ...names, context, version, upper: names.name.toUpperCase(), guard: `${names.name.toUpperCase()}_TEXT_H`, vocabulary: pieces.length, passes, answer: knownAnswer(graph, Math.min(passes, context)),
    bytes: array('u8', bytes), starts: array('u32', starts), scores: array('f32', scores), sorted: array('u16', Uint16Array.from(order)),
  };
}

/** Bytes in the order of C's memcmp, the shorter of equals first. */
function inOrder(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length && at < b.length; at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return a.length - b.length;
}

/** FNV-1a, 64 bits, over the logits of some passes, each fed the likeliest token of the one before; empty where that would take too long. */
function knownAnswer(graph: Graph, count: number): string {
  const macs = graph.nodes.reduce((sum, node) => sum + (node.op.macs?.(new NodeOperands(graph, node)) ?? 0), 0);
  if (macs * count > mostMacs || count < passes) return '';
  const step = stepOf(new Interpreter(graph));
  let hash: bigint | undefined, token = beginOfText;
  for (let position = 0; position < count; position++) {
    const logits = step(token, position);
    hash = fnv1a64(bytesOf(logits), hash);
    token = likeliest(logits);
  }
  return `0x${(hash ?? 0n).toString(16)}`;
}
