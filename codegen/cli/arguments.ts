/** The command line's options: one table, from which come parsing and help. */
import { parseArgs } from 'node:util';
import { fail } from '../../runtime-ts/diagnostic.js';

interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly short?: string;
  /** What stands for the value in help. */
  readonly value?: string;
  readonly help: string;
}

const options = {
  target: { type: 'string', multiple: true, value: 'T', help: 'a board, a bare core (cortex-m0, m0plus, m3, m4, m4f, m7, m33, m55; riscv32imc), host, linux-x64 or linux-aarch64; default cortex-m4f' },
  out: { type: 'string', value: 'PATH', help: 'where the result goes: compile\'s folder, by default the model\'s name, or the file of a language model' },
  name: { type: 'string', value: 'ID', help: 'prefix of files and C names; default from the file\'s name' },
  optimize: { type: 'string', value: 'speed|size|balanced', help: 'what to spend flash on; default balanced' },
  project: { type: 'string', value: 'none|makefile|cmake|platformio|arduino|zephyr', help: 'add what this build system needs; default none' },
  weights: { type: 'string', value: 'array|blob|file', help: 'where weights are: C arrays, a blob for the assembler, or a file that a program on Linux maps; default arrays up to 1 MiB' },
  report: { type: 'string', value: 'DIR', help: 'write a report there: report.html and report.json with memory plan, kernels and costs, or the frontier of quantize --fit' },
  bindings: { type: 'boolean', help: 'also write <name>.ts, the model typed for Node and browsers' },
  'arena-section': { type: 'string', value: 'NAME', help: 'the arena\'s section in the linker script, such as .ram_DTCM' },
  'arena-symbol': { type: 'string', value: 'NAME', help: 'the arena is this array of the application, which models may share' },
  'dump-ir': { type: 'string', value: 'STAGE|all[:DIR]', help: 'print the graph after a stage or after all, or write it to a folder' },
  input: { type: 'string', multiple: true, value: 'FILE', help: 'a raw little-endian input, in the model\'s order or as name=FILE; more than the model has are further invocations' },
  output: { type: 'string', value: 'DIR', help: 'write output_<invocation>_<index>.bin there' },
  engine: { type: 'string', value: 'fast|reference|both', help: 'what runs the model: WebAssembly, equal in every bit (the default), the reference, or both until they differ' },
  golden: { type: 'string', value: 'GOLDEN.json', help: 'run the cases of a golden file and compare' },
  tensors: { type: 'boolean', help: 'with --golden: compare every operator\'s output' },
  ram: { type: 'string', value: 'BYTES', help: 'RAM for arena, state and stack, such as 48K; else the board\'s. First layers run in stripes where it demands that' },
  flash: { type: 'string', value: 'BYTES', help: 'flash for constants, such as 200K; else the board\'s. Weights of few values stay coded where it demands that' },
  resumable: { type: 'boolean', help: 'a run in parts too, NAME_run_part(), so that an RTOS can do other work between layers' },
  'keep-compressed': { type: 'boolean', help: 'keep weights of few values coded in flash, and unpack each layer\'s before it runs' },
  'custom-op': { type: 'string', multiple: true, value: 'FILE', help: 'a module with operators of your own (docs/custom_operators.md)' },
  tokenizer: { type: 'string', value: 'FILE', help: 'the tokenizer of a language model, where its file does not bring it' },
  lm: { type: 'boolean', help: 'the demo of a language model' },
  lora: { type: 'string', value: 'DIR', help: 'merge the low-rank adapter in this folder into the language model' },
  'lora-scale': { type: 'string', value: 'S', help: 'how much of the adapter; default 1' },
  scheme: { type: 'string', value: 'w8|w8g32|w8g64|w4g32|w4g64|w3g32', help: 'bits of a weight, and how many share a scale; default a row' },
  mixed: { type: 'string', value: 'KIND=SCHEME,...', help: 'other schemes for some matrices: query, key, value, output, gate, up, down' },
  embedding: { type: 'string', value: 'SCHEME', help: 'the scheme of embedding and classifier; default w8, or the scheme where that has 8 bits' },
  method: { type: 'string', value: 'rtn|gptq|awq', help: 'how weights are rounded; default gptq with --calibration, else rtn (to the nearest)' },
  'act-order': { type: 'boolean', help: 'GPTQ takes the columns with the largest inputs first' },
  calibration: { type: 'string', value: 'FILE', help: 'text or tokens that GPTQ, AWQ and factorize suit the weights to' },
  kv: { type: 'string', value: 'f32|k8v8|k8v4', help: 'how keys and values are kept; default f32' },
  fit: { type: 'string', value: 'flash=BYTES,ram=BYTES', help: 'find the schemes that lose least within a budget, such as flash=160K,ram=96K' },
  context: { type: 'string', value: 'N', help: 'positions that the model is to have; default what it was made for' },
  dataset: { type: 'string', value: 'PATH', help: 'labelled samples: a folder with one folder for each class, or an .npz file with x and y' },
  jobs: { type: 'string', value: 'N', help: 'threads; default one for each processor' },
  remove: { type: 'string', value: 'heads=N|channels=N|layers=N|magnitude=SHARE|2:4', help: 'what goes: of every layer\'s heads or channels, of the layers, the smallest weights, or two of four' },
  rank: { type: 'string', value: 'N', help: 'the rank of what takes a matrix\'s place' },
  energy: { type: 'string', value: 'SHARE', help: 'the rank that keeps this share of the squares of the singular values' },
  matrices: { type: 'string', value: 'KIND,...', help: 'only these: query, key, value, output, gate, up, down; default all' },
  tokens: { type: 'string', value: 'FILE', help: 'sequences of tokens to evaluate on, as JSON' },
  text: { type: 'string', value: 'FILE', help: 'a text to evaluate on' },
  reference: { type: 'string', value: 'MODEL', help: 'the float model to compare with' },
  prompt: { type: 'string', value: 'TEXT', help: 'how the text begins' },
  steps: { type: 'string', value: 'N', help: 'forward passes, the prompt\'s included; default the context' },
  temperature: { type: 'string', value: 'T', help: 'how far from the likeliest token chance may go; default 0, not at all' },
  'top-k': { type: 'string', value: 'K', help: 'choose among the K likeliest tokens' },
  'top-p': { type: 'string', value: 'P', help: 'choose among the likeliest tokens whose probabilities sum to P' },
  seed: { type: 'string', value: 'S', help: 'start of the random numbers; default 1' },
  'dump-logits': { type: 'string', value: 'FILE', help: 'write the logits of every step there, float32' },
  by: { type: 'string', value: 'instructions|cycles', help: 'what the emulator counts; cycles by the published timing of the core (docs/cycles.md). Default instructions' },
  runner: { type: 'string', value: 'COMMAND', help: 'runs an image, whose path follows as its last argument, on the board, and prints what the image prints; default the emulator' },
  restart: { type: 'boolean', help: 'measure everything anew' },
  json: { type: 'boolean', help: 'print one JSON object' },
  help: { type: 'boolean', short: 'h', help: 'print this' },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof options;
export type Flags = { readonly [name in OptionName]?: (typeof options)[name] extends { multiple: true } ? string[] : (typeof options)[name] extends { type: 'boolean' } ? boolean : string };

export interface Arguments {
  readonly flags: Flags;
  readonly positionals: readonly string[];
  /** The values of --input and what follows them, in the order of the command line. */
  readonly inputs: readonly string[];
}

/** Reads a command's arguments; a wrong one is N0404. `--help` is known to every command. */
export function parse(command: string, argv: readonly string[], known: readonly OptionName[]): Arguments {
  const table = Object.fromEntries([...known, 'help' as const].map((name) => [name, options[name] as Option]));
  try {
    const { values, positionals, tokens } = parseArgs({ args: [...argv], options: table, allowPositionals: true, tokens: true });
    let model = false;
    const inputs = tokens.flatMap((token) => {
      if (token.kind === 'option') return token.name === 'input' && token.value !== undefined ? [token.value] : [];
      if (token.kind !== 'positional' || !model) { model ||= token.kind === 'positional'; return []; }
      return [token.value];
    });
    return { flags: values as Flags, positionals, inputs };
  } catch (error) {
    return fail('N0404', (error as Error).message.replace(/\. To specify.*$/s, ''), { hint: `"burin ${command} --help" lists the options.` });
  }
}

/** A value out of a list; N0404 with the list otherwise. */
export function choice<T extends string>(name: OptionName, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  return allowed.find((one) => one === value) ?? fail('N0404', `"${value}" is none of ${allowed.join(', ')}`, { where: `--${name}`, hint: `Write --${name} ${allowed.join('|')}.` });
}

/** A number of bytes: `49152`, `48K`, `48KiB`, `1M`; a K is 1024. */
export function byteCount(name: OptionName, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, digits = '', unit = ''] = /^([0-9]+)(?:([KM])(?:i?B)?|B)?$/i.exec(value) ?? [];
  const bytes = Number(digits) * ({ K: 1024, M: 1024 ** 2 }[unit.toUpperCase()] ?? 1);
  if (digits === '' || bytes === 0 || !Number.isSafeInteger(bytes)) fail('N0404', `"${value}" is no number of bytes`, { where: `--${name}`, hint: `Write --${name} 49152 or --${name} 48K.` });
  return bytes;
}

/** One line for each option. */
export function optionHelp(known: readonly OptionName[]): readonly string[] {
  const rows = [...known, 'help' as const].map((name) => {
    const option: Option = options[name];
    return [`${option.short === undefined ? '' : `-${option.short}, `}--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.help] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`);
}

/** How each option is written in a usage line. */
export function optionUsage(known: readonly OptionName[]): string {
  return known.map((name) => {
    const option: Option = options[name];
    return `[--${name}${option.value === undefined ? '' : ` ${option.value}`}${option.multiple ? ' ...' : ''}]`;
  }).join(' ');
}
