import { loadGolden } from '../device/golden_file.js';
import { loadModel } from '../device/model_file.js';
import { requireTools } from '../device/tools.js';
import { findTuning } from '../device/tuning_file.js';
import { weightPlaces } from '../emit/weights.js';
import { defaultTarget, findTarget } from '../library/targets.js';
import { verifyModel, type VerifyResult } from '../library/verify_model.js';
import { optimizations } from '../select/select_kernels.js';
import { byteCount, choice } from './arguments.js';
import { customOpsOf, onlyModel, print, type Command } from './command.js';
import { adapterOf, countOf } from './language_model_options.js';
import { painter, progressOn, warnOnce } from './terminal.js';

export const verifyCommand: Command = {
  name: 'verify', takes: 'MODEL', summary: 'Compiles, builds and runs a model on targets, and compares every bit with the reference engine.',
  options: ['target', 'golden', 'optimize', 'ram', 'flash', 'keep-compressed', 'custom-op', 'context', 'lora', 'lora-scale', 'weights', 'json'],
  details: 'Runs the cases of the golden file, and compares with its outputs too; without one, 8 random inputs.',
  async run(given) {
    const { flags } = given, optimize = choice('optimize', flags.optimize, optimizations), weights = choice('weights', flags.weights, weightPlaces);
    const customOps = await customOpsOf(flags), { graph, file } = loadModel(onlyModel(given), customOps, { context: countOf('context', flags.context), adapter: adapterOf(flags) }), golden = flags.golden === undefined ? undefined : loadGolden(graph, flags.golden);
    const chosen = (flags.target ?? [defaultTarget]).map(findTarget), targets = chosen.map(({ name }) => name);
    requireTools(chosen.map(({ core }) => core));
    const progress = progressOn(process.stderr), paint = painter(process.stdout), results: VerifyResult[] = [], warn = warnOnce(process.stderr);
    for (const target of targets) {
      progress(`${target} (${results.length + 1} of ${targets.length})`);
      const result = await verifyModel(graph, { target, golden, optimize, customOps, keepCompressed: flags['keep-compressed'], ram: byteCount('ram', flags.ram), flash: byteCount('flash', flags.flash), weights, tuning: findTuning(file, target, optimize ?? 'balanced', warn) });
      progress('');
      for (const message of result.passedOver ?? []) process.stderr.write(`${target} runs on another board: ${message}\n`);
      results.push(result);
      if (!flags.json) process.stdout.write(`${target}: ${result.equal ? paint('green', `${result.cases} cases equal`) : paint('red', result.mismatch ?? 'not equal')}${result.ranOn === undefined ? '' : ` (${result.ranOn})`}\n`);
    }
    if (flags.json)
      print(flags, { model: file, targets: results.map(({ target, equal, cases, mismatch }) => ({ target, equal, cases, ...(mismatch === undefined ? {} : { mismatch }) })) }, '');
    return results.every(({ equal }) => equal) ? 0 : 1;
  },
};
