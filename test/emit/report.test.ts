/** --report: the numbers hold, the page needs nothing but itself, and both are the same every time. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileModel, inspectModel, loadModel, readModel, reportFiles, type Report } from 'burin';
import { burin, sumSpec } from '../cli/burin.js';
import { makeModel } from '../support/make_model.js';

const test = suite('emit: report');
const digits = fileURLToPath(new URL('../../../models/digits_int8/digits_int8.tflite', import.meta.url));
const { graph, source } = loadModel(digits), compilation = compileModel(graph, { source, target: 'nucleo_f446re' }), { report } = compilation;
const [main] = report.graphs;
if (main === undefined) throw new Error('a report without a graph');

test('totals are those of the compilation and of inspect', () => {
  const { macs } = inspectModel(graph);
  assert.equal({ flash: report.flash, ram: report.ram, bound: report.arenaLowerBound, macs: report.macs },
    { flash: { weights: compilation.weightBytes }, ram: { arena: compilation.arenaBytes, state: 0 }, bound: compilation.arenaLowerBound, macs });
  assert.is(main.steps.reduce((sum, step) => sum + step.weightBytes, 0), compilation.weightBytes);
  assert.is(main.steps.reduce((sum, step) => sum + step.macs, 0), macs);
});

test('every step has its operator, kernel and reason', () => {
  assert.equal(main.steps.map(({ step }) => step), compilation.kernels.map((_, index) => index + 1));
  for (const [index, { operator, name, kernels, reason }] of main.steps.entries()) {
    assert.is(`${operator.toLowerCase()} ${name}`, compilation.kernels[index]?.operator);
    assert.ok(kernels.every((kernel) => compilation.files.has(`${kernel}.h`)) && reason !== '');
  }
});

test('blocks that live at one step lie apart, below the plan\'s end, and add up to what lives', () => {
  const { blocks, live, bytes, lowerBound } = main.memory;
  assert.ok(blocks.length > 3);
  for (const [at, one] of blocks.entries()) {
    assert.ok(one.offset + one.bytes <= bytes && one.firstStep <= one.lastStep && one.lastStep < live.length);
    for (const other of blocks.slice(0, at))
      if (one.firstStep <= other.lastStep && other.firstStep <= one.lastStep) assert.ok(one.offset + one.bytes <= other.offset || other.offset + other.bytes <= one.offset, `${one.name}, ${other.name}`);
  }
  const aligned = (amount: number): number => Math.ceil(amount / 16) * 16;
  assert.equal(live, live.map((_, step) => blocks.reduce((sum, { firstStep, lastStep, bytes: size }) => sum + (firstStep <= step && step <= lastStep ? aligned(size) : 0), 0)));
  assert.is(Math.max(...live), lowerBound);
});

/** Elements in the order of the page; throws where one is not closed. */
function elements(html: string): readonly string[] {
  const open: string[] = [], seen: string[] = [];
  for (const [, end, name = '', empty] of html.replace(/<style>[^]*?<\/style>/g, '').matchAll(/<(\/?)([a-z0-9]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end === '/') assert.is(open.pop(), name);
    else {
      seen.push(name);
      if (empty !== '/' && !['meta', 'br'].includes(name)) open.push(name);
    }
  }
  assert.equal(open, []);
  return seen;
}

test('the page draws every block, lists every step, and is complete in itself', () => {
  const html = reportFiles(compilation).get('report.html') ?? '', found = elements(html), count = (name: string): number => found.filter((one) => one === name).length;
  assert.is(count('rect'), main.memory.blocks.length);
  assert.is(count('tr'), main.steps.length + 1 + report.regions.length + 1);
  assert.is(count('script') + count('link') + count('img') + count('iframe'), 0);
  assert.not.match(html.replace('http://www.w3.org/2000/svg', ''), /https?:|url\(|@import/);
  for (const { kernels } of main.steps) for (const kernel of kernels) assert.ok(html.includes(kernel));
  assert.ok(html.includes('lower bound') && !html.includes('NaN') && !html.includes('undefined'));
});

test('names of a model file are text', () => {
  const odd = readModel(makeModel({ ...sumSpec, tensors: sumSpec.tensors.map((tensor, at) => ({ ...tensor, name: `<script>${at}&"` })) }), '<b>');
  const html = reportFiles(compileModel(odd, { source: '"><img src=x>' })).get('report.html') ?? '';
  assert.not.match(html, /<script|<b>sum|<img/);
  assert.ok(html.includes('&lt;script&gt;2&amp;&quot;'));
  elements(html);
});

test('the command line writes both files, the same every time', () => {
  const written = [0, 1].map(() => {
    const folder = mkdtempSync(join(tmpdir(), 'burin_test_')), dir = join(folder, 'report');
    const { status, stdout, stderr } = burin(['compile', digits, '--target', 'nucleo_f446re', '--out', join(folder, 'c'), '--report', dir, '--json']);
    assert.is(status, 0, stderr);
    assert.ok((JSON.parse(stdout) as { files: string[] }).files.includes(join(dir, 'report.html')));
    const texts = ['report.html', 'report.json'].map((name) => readFileSync(join(dir, name), 'utf8'));
    assert.ok(texts.every((text) => !text.includes(folder)));
    return texts;
  });
  assert.equal(written[0], written[1]);
  assert.equal(JSON.parse(written[0]?.[1] ?? '') as Report, JSON.parse(JSON.stringify(report)) as Report);
});

test.run();
