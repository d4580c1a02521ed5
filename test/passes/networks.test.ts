/** All passes together, and the fusing of sums, on networks of any shape: every output stays the same in every bit, in Node and in C. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { slices } from '../../codegen/ops/index.js';
import { fuseSums } from '../../codegen/passes/fuse_sums.js';
import { optimizePasses } from '../../codegen/passes/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { FastEngine } from '../../runtime-ts/wasm/fast_engine.js';
import { crossCheckGraphs } from '../random/cross_check.js';
import { movedNetwork, network, networkModel } from '../support/layer_networks.js';

const test = suite('passes on networks');

for (const [name, networks, least] of [['layers', network, 300], ['layers and moves', movedNetwork, 400]] as const)
  test(`any network keeps its answers: ${name}`, () => {
    let rewritten = 0;
    fc.assert(fc.property(networks, (plan) => {
      const before = readModel(networkModel(plan), 'network', slices), optimized = optimizePasses.reduce((graph, pass) => pass.run(graph), before), after = fuseSums(optimized, () => true);
      if (after !== before) rewritten++;
      const one = new Interpreter(before), others = [new Interpreter(after), new FastEngine(optimized)];
      for (const inputs of randomInputs(before, 2)) for (const other of others) assert.equal(other.run(inputs), one.run(inputs));
    }), { seed: 1, numRuns: 1200 });
    assert.ok(rewritten > least, `${rewritten} were rewritten`);
  });

const moved = fc.sample(movedNetwork, { seed: 4, numRuns: 16 }).map((plan, at) => readModel(networkModel(plan), `moved_${at}`, slices));
const targets = ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m3', 'cortex-m4f', 'cortex-m55'] : [])];
if (targets.length === 1) console.log('skip: moved networks on emulated cores, the cross compiler or the emulator is missing');
for (const target of targets) test(`padded and turned layers on ${target}`, async () => { assert.equal(await crossCheckGraphs(moved, target, {}), []); });

test.run();
