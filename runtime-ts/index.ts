/** The runtime: graphs, their meaning, and the reference engine. No Node imports; runs in a browser. */
export { CompileError, formatDiagnostic, type Diagnostic } from './diagnostic.js';
export * from './ir/graph.js';
export { GraphBuilder, IdSource } from './ir/graph_builder.js';
export { graphText } from './ir/graph_text.js';
export { Interpreter } from './interpreter.js';
export type { Observer } from './memory.js';
export { clamp, rangeOf, requantize, toMultiplier, type Multiplier } from './numerics/fixed_point.js';
export { BoundModel, type ArraysOf, type TensorSignature } from './bound_model.js';
export { compileFast, FastEngine, hasVectors, type FastProgram } from './wasm/fast_engine.js';
