/** Writes test/bench/ratchet.json anew. Say in the commit why a figure became worse. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { benchmarkModels, cellName, compareWithRatchet, crossCompilerVersion, ratchetCells, ratchetFile, type Figures, type Ratchet } from '../test/support/benchmarks.js';
import { peerModels } from '../test/support/benchmark_table.js';

const cells = await ratchetCells(benchmarkModels(peerModels)), gcc = crossCompilerVersion();
const before: Ratchet = existsSync(ratchetFile) ? JSON.parse(readFileSync(ratchetFile, 'utf8')) as Ratchet : { gcc, cells: {} };
const { worse, better } = compareWithRatchet(cells, before);
// Cells of models that are absent here keep their figures, if the same compiler measured them.
const merged: Record<string, Figures> = before.gcc === gcc ? { ...before.cells } : {};
for (const cell of cells) merged[cellName(cell)] = cell.figures;
const lines = Object.keys(merged).sort().map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(merged[name])}`);
writeFileSync(ratchetFile, `{\n  "gcc": ${JSON.stringify(gcc)},\n  "cells": {\n${lines.join(',\n')}\n  }\n}\n`);
console.log([...worse.map((line) => `worse: ${line}`), ...better.map((line) => `better: ${line}`), `${cells.length} cells, gcc ${gcc}`].join('\n'));
