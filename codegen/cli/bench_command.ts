import { CompileError, fail } from '../../runtime-ts/diagnostic.js';
import { loadModel } from '../device/model_file.js';
import { findTuning } from '../device/tuning_file.js';
import { benchModel, type BenchResult } from '../library/bench_model.js';
import { requireTools } from '../device/tools.js';
import { defaultTarget, findTarget } from '../library/targets.js';
import { optimizations } from '../select/select_kernels.js';
import { byteCount, choice } from './arguments.js';
import { customOpsOf, describe, print, table, type Command } from './command.js';
import { adapterOf, countOf } from './language_model_options.js';
import { progressOn, warnOnce } from './terminal.js';

type Row = { readonly model: string } & BenchResult;

export const benchCommand: Command = {
  name: 'bench', takes: 'MODEL...', summary: 'Measures what models take on targets: instructions, flash and RAM.', options: ['target', 'optimize', 'ram', 'flash', 'keep-compressed', 'custom-op', 'context', 'lora', 'lora-scale', 'json'],
  details: 'Instructions are of the second invocation on an emulator; compare them for one core only. Cycles are by the published timing of its instructions, without\nwait states, where there is such (docs/cycles.md). Time is of one inference in Node.\nA model that fails is reported, and the others are measured.',
  async run({ flags, positionals: files }) {
    if (files.length === 0) fail('N0404', 'no model file is named', { hint: 'Name .tflite files.' });
    const optimize = choice('optimize', flags.optimize, optimizations), progress = progressOn(process.stderr), ram = byteCount('ram', flags.ram), flash = byteCount('flash', flags.flash);
    const chosen = (flags.target ?? [defaultTarget]).map(findTarget), targets = chosen.map(({ name }) => name), results: Row[] = [];
    requireTools(chosen.map(({ core }) => core));
    const customOps = await customOpsOf(flags);
    const onWarning = warnOnce(process.stderr);
    let failed = false;
    const attempt = async <T>(what: string, work: () => T | Promise<T>): Promise<T | undefined> => {
      progress(what);
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof CompileError)) throw error;
        failed = true;
        process.stderr.write(`${what}: ${describe(error).join('\n')}\n`);
        return undefined;
      } finally {
        progress('');
      }
    };
    for (const model of files) {
      const loaded = await attempt(model, () => loadModel(model, customOps, { context: countOf('context', flags.context), adapter: adapterOf(flags) }));
      if (loaded === undefined) continue;
      for (const target of targets) {
        const result = await attempt(`${model} on ${target}`, () => benchModel(loaded.graph, { target, optimize, customOps, keepCompressed: flags['keep-compressed'], ram, flash, onWarning, tuning: findTuning(model, target, optimize ?? 'balanced', onWarning) }));
        if (result !== undefined) results.push({ model, ...result });
      }
    }
    print(flags, { results }, benchTable(results));
    return failed ? 2 : results.every(({ equal }) => equal) ? 0 : 1;
  },
};

function benchTable(results: readonly Row[]): string {
  const header = ['model', 'target', 'instructions', 'cycles', 'MACs', 'per MAC', 'weights', 'code', 'arena', 'state', 'stack', 'ms, fast', 'ms, reference', 'equal'];
  const rows = results.map((r) => [
    r.model.replace(/^.*[\\/]/, '').replace(/\.tflite$/, ''), r.target, r.instructions, r.cycles, r.extraMacs > 0 ? `${r.macs}+${r.extraMacs}` : r.macs, r.instructions === null || r.macs === 0 ? null : (r.instructions / r.macs).toFixed(2),
    r.flashWeights, r.flashCode, r.arena, r.state, r.stack, r.engineMs.fast.toFixed(3), r.engineMs.reference.toFixed(2), r.equal ? 'yes' : 'NO',
  ].map((cell) => String(cell ?? '-')));
  return table([header, ...rows], 2);
}
