/** Random graphs: the fast engine against the reference. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkEngines } from '../random/engines_check.js';

const test = suite('fast engine: random graphs');

test('500 graphs', () => assert.equal(checkEngines(Array.from({ length: 500 }, (_, at) => ({ seed: 1 + at, size: 1 + (at % 10) }))), []));

test.run();
