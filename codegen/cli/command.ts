/** What a command is, and how it answers. */
import { type CompileError, fail, formatDiagnostic } from '../../runtime-ts/diagnostic.js';
import { errorCodes } from '../error_codes.js';
import type { LoadedCustomOp } from '../custom_op.js';
import { loadCustomOps } from '../device/custom_op_file.js';
import { optionHelp, optionUsage, type Arguments, type Flags, type OptionName } from './arguments.js';

export interface Command {
  readonly name: string;
  /** Positional arguments as usage shows them: `MODEL`. */
  readonly takes: string;
  /** One line for `burin --help`. */
  readonly summary: string;
  readonly options: readonly OptionName[];
  /** More that `--help` says about it. */
  readonly details?: string;
  /** Returns the exit code: 0 done, 1 a comparison failed. */
  run(given: Arguments): number | Promise<number>;
}

export function usageOf(command: Command): string {
  return ['burin', command.name, command.takes, optionUsage(command.options)].filter((part) => part !== '').join(' ');
}

export function helpOf(command: Command): string {
  return [`${usageOf(command)}\n`, command.summary, ...(command.details === undefined ? [] : ['', command.details]), '', ...optionHelp(command.options), ''].join('\n');
}

export const exitCodes = `Exit codes: 0 done; 1 a comparison failed; 2 the input is at fault; 3 a tool is missing; 70 a bug of burin.\n`;

/** The only positional argument of a command. */
export function onlyModel({ positionals: [model, surplus] }: Arguments): string {
  if (model === undefined) return fail('N0404', 'no model file is named', { hint: 'Name a .tflite file.' });
  if (surplus !== undefined) return fail('N0404', `"${surplus}" is one argument too many`, { hint: 'Options that may be repeated are written again before each value.' });
  return model;
}

/** The operators of the user's own. */
export async function customOpsOf({ 'custom-op': files = [] }: Flags): Promise<readonly LoadedCustomOp[]> {
  return (await Promise.all(files.map(loadCustomOps))).flat();
}

/** Diagnostics as a user reads them: every one says what to do, if only in general. */
export function describe({ diagnostics }: CompileError): readonly string[] {
  return diagnostics.map((diagnostic) => formatDiagnostic({ ...diagnostic, hint: diagnostic.hint ?? errorCodes[diagnostic.code]?.hint }));
}

/** One JSON object with --json, else text. */
export function print(flags: Flags, json: object, text: string): void {
  process.stdout.write(flags.json ? `${JSON.stringify(json)}\n` : `${text}\n`);
}

/** Rows as columns of equal width; the first `left` columns are text, the others numbers. */
export function table(rows: readonly (readonly string[])[], left: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => (column < left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}
