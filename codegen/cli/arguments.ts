/** The command line's options, and the two forms of answers. */
import { parseArgs } from 'node:util';
import { fail } from '../../runtime-ts/diagnostic.js';

export const usage = `burin compile MODEL [--target T] [--out DIR] [--name ID] [--dump-ir STAGE|all] [--json]
burin verify  MODEL [--target T ...] [--golden GOLDEN.json] [--json]
burin bench   MODEL... [--target T ...] [--json]
burin run     MODEL [--input FILE ...] [--output DIR] [--engine reference] [--golden GOLDEN.json] [--tensors] [--json]
burin inspect MODEL [--json]
burin boards  [NAME] [--json]
`;

const options = {
  input: { type: 'string', multiple: true }, output: { type: 'string' }, golden: { type: 'string' }, engine: { type: 'string' },
  target: { type: 'string', multiple: true }, out: { type: 'string' }, name: { type: 'string' }, optimize: { type: 'string' }, 'dump-ir': { type: 'string' },
  tensors: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const;

/** Reads options; a wrong one is N0404. */
export function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return fail('N0404', (error as Error).message, { hint: 'burin --help lists commands and options.' });
  }
}
export type Flags = ReturnType<typeof parse>['values'];

/** One JSON object with --json, else text. */
export function print(flags: Flags, json: object, text: string): void {
  process.stdout.write(flags.json ? `${JSON.stringify(json)}\n` : `${text}\n`);
}
