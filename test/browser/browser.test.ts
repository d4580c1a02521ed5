/** The same engines in a browser: headless Chromium gives Node's bits. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, type Findings } from './page.js';

const test = suite('browser');
const root = fileURLToPath(new URL('../../../', import.meta.url));
const browser = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync('which', [name]).status === 0);
if (browser === undefined) console.log('skip: the engines in a browser, chromium is not installed');

const page = `<!doctype html><script type="importmap">{"imports":{"flatbuffers":"/node_modules/flatbuffers/mjs/flatbuffers.js"}}</script>
<script type="module">import { report } from '/dist/test/browser/page.js'; await report();</script>`;
const kinds: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** Serves the project, and waits for what the page posts. */
async function inBrowser(program: string): Promise<Findings & { readonly error?: string }> {
  const profile = mkdtempSync(join(tmpdir(), 'burin_browser_'));
  let settle: (text: string) => void = () => undefined;
  const posted = new Promise<string>((resolve) => { settle = resolve; });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (request.method === 'POST') {
      let text = '';
      request.on('data', (part: Buffer) => { text += part.toString('utf8'); }).on('end', () => { response.end(); settle(text); });
      return;
    }
    try {
      const content = path === '/' ? page : readFileSync(join(root, path));
      response.setHeader('Content-Type', path === '/' ? 'text/html' : kinds[extname(path)] ?? 'application/octet-stream').end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const child = spawn(program, ['--headless=new', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`], { stdio: 'ignore', detached: true });
  const late = setTimeout(() => { settle(JSON.stringify({ error: 'the page has not answered within a minute' })); }, 60_000);
  try {
    return JSON.parse(await posted) as Findings & { readonly error?: string };
  } finally {
    clearTimeout(late);
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    // With its children, which would write to the profile else.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  }
}

if (browser !== undefined)
  test('Chromium gives Node\'s bits, in both engines', async () => {
    const there = await inBrowser(browser), here = await findings((path) => Promise.resolve(readFileSync(join(root, path))));
    assert.is(there.error, undefined);
    assert.is(there.vectors, true);
    assert.equal(there.differences, []);
    assert.equal(there.digits, here.digits);
    console.log(`digits, one inference: ${there.microseconds.fast.toFixed(1)} us fast and ${there.microseconds.reference.toFixed(0)} us in the reference in the browser; ${here.microseconds.fast.toFixed(1)} and ${here.microseconds.reference.toFixed(0)} us in Node`);
  });

test.run();
