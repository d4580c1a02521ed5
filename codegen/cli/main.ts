#!/usr/bin/env node
/** The command line: finds the command, runs it, and turns errors into exit codes. */
import { CompileError, fail } from '../../runtime-ts/diagnostic.js';
import { packageVersion } from '../device/package_files.js';
import { ToolError } from '../device/tools.js';
import { parse } from './arguments.js';
import { benchCommand } from './bench_command.js';
import { boardsCommand } from './boards_command.js';
import { describe, exitCodes, helpOf, usageOf, type Command } from './command.js';
import { compileCommand } from './compile_command.js';
import { demoCommand } from './demo_command.js';
import { evalCommand } from './eval_command.js';
import { factorizeCommand } from './factorize_command.js';
import { generateCommand } from './generate_command.js';
import { inspectCommand } from './inspect_command.js';
import { pruneCommand } from './prune_command.js';
import { quantizeCommand } from './quantize_command.js';
import { runCommand } from './run_command.js';
import { painter } from './terminal.js';
import { tuneCommand } from './tune_command.js';
import { verifyCommand } from './verify_command.js';

const commands: readonly Command[] = [compileCommand, runCommand, verifyCommand, inspectCommand, benchCommand, tuneCommand, boardsCommand, demoCommand, generateCommand, quantizeCommand, pruneCommand, factorizeCommand, evalCommand];

async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const help = `${commands.map((command) => `${usageOf(command)}\n    ${command.summary}`).join('\n')}\n\n"burin COMMAND --help" says more. ${exitCodes}`;
    (name === undefined ? process.stderr : process.stdout).write(help);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const command = commands.find((one) => one.name === name)
    ?? fail('N0404', `there is no command "${name}"`, { hint: `Commands: ${commands.map((one) => one.name).join(', ')}. "burin --help" says what they do.` });
  const given = parse(command.name, rest, command.options);
  if (!given.flags.help) return command.run(given);
  process.stdout.write(`${helpOf(command)}\n${exitCodes}`);
  return 0;
}

/** Says what happened on standard error; returns the exit code. */
function report(error: unknown): number {
  const paint = painter(process.stderr), write = (text: string): void => { process.stderr.write(`${text}\n`); };
  if (error instanceof CompileError) {
    for (const text of describe(error)) write(text.replace(/^N\d{4}/, (code) => paint('red', code)));
    return 2;
  }
  if (error instanceof ToolError) {
    write(error.message);
    return 3;
  }
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  write(`${paint('red', 'This is a bug in burin.')} Please report it, with the model, the command line and this text:\n${text}`);
  return 70;
}

// Whoever reads our output may stop before its end, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') throw error; });

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}
