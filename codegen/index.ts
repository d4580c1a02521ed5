/**
 * Burin as a library: everything that the command line does, as typed functions.
 *
 *     const { graph, source } = loadModel('kws.tflite');
 *     writeTogether(inFolder('kws', filesOf(compileModel(graph, { source, target: 'nucleo_f446re' }))));
 *     const [[scores]] = runModel(graph, [[samples]]);
 *     const { equal } = await verifyModel(graph, { target: 'cortex-m4f' });
 *
 * Functions throw a CompileError, with diagnostics, when what they were given is at fault, and a ToolError when a
 * compiler or an emulator is not installed. Any other error is a bug.
 */
export * from '../runtime-ts/index.js';
export { type Compilation } from './compile.js';
export { customOp, type CustomKernel, type CustomOp, type LoadedCustomOp } from './custom_op.js';
export { loadCustomOps } from './device/custom_op_file.js';
export { float, list, table, type Field, type HiddenState, type KernelCall, type TfliteOptions } from './ops/op_slice.js';
export { writeTogether, inFolder } from './device/files.js';
export type { Closeness } from './difference.js';
export { loadGolden, type Golden, type GoldenCase } from './device/golden_file.js';
export { loadModel, type ModelFile } from './device/model_file.js';
export { ToolError } from './device/tools.js';
export { weightPlaces, type DataFile, type WeightPlace } from './emit/weights.js';
export { projects, type Project } from './emit/project.js';
export type { Report, ReportBlock, ReportGraph, ReportStep } from './emit/report.js';
export { benchModel, type BenchOptions, type BenchResult } from './library/bench_model.js';
export { compileModel, filesOf, modelBindings, reportFiles, type CompileModelOptions } from './library/compile_model.js';
export { loadDataSet, type DataSet } from './device/data_set.js';
export { runMany, type Run, type RunManyOptions } from './device/run_many.js';
export { classify, type Classification } from './library/classify.js';
export { checkGolden, type GoldenResult } from './library/golden.js';
export { inspectModel, type Inspection, type OperatorSummary, type TensorSummary } from './library/inspect_model.js';
export { engines, EnginesDiffer, makeEngine, type Engine, type EngineName } from './engine.js';
export { runModel } from './library/run_model.js';
export { findBoard, findTarget, listBoards } from './library/targets.js';
export { tuneModel, type TuneOptions, type TuneResult, type TuneUnit } from './library/tune_model.js';
export type { MeasuredLayer } from './library/choose_variants.js';
export { findTuning } from './device/tuning_file.js';
export { verifyModel, type VerifyOptions, type VerifyResult } from './library/verify_model.js';
export type { Board, BoardSummary, MemoryRegion } from './select/board.js';
export type { Optimize } from './select/select_kernels.js';
export type { MeasuredVariant, TuneTotals, Tuning, Variant } from './select/tuning.js';
export type { Target } from './select/target.js';
export { readModel } from './tflite.js';
