/** A model whose tensors are held in memory: a test's, and those of which several versions are tried. */
import type { Checkpoint, KeyValueFormat, LanguageModelConfig, Matrix, MatrixRole, VectorRole } from './checkpoint.js';
import { tensorName, tensorPlaces } from './tensors.js';

/** Takes the tensors of a model one after another, in the order of `tensorPlaces`. */
export interface TensorSink {
  putMatrix(role: MatrixRole, matrix: Matrix): void;
  putVector(role: VectorRole, values: Float32Array): void;
}

export class MemoryCheckpoint implements Checkpoint, TensorSink {
  readonly #matrices = new Map<string, Matrix>();
  readonly #vectors = new Map<string, Float32Array>();

  constructor(readonly name: string, readonly config: LanguageModelConfig, readonly keyValue: KeyValueFormat = 'f32') {}

  putMatrix(role: MatrixRole, matrix: Matrix): void {
    this.#matrices.set(tensorName(role), matrix);
  }

  putVector(role: VectorRole, values: Float32Array): void {
    this.#vectors.set(tensorName(role), values);
  }

  matrix(role: MatrixRole): Matrix {
    return this.#matrices.get(tensorName(role)) ?? missing(role);
  }

  vector(role: VectorRole): Float32Array {
    return this.#vectors.get(tensorName(role)) ?? missing(role);
  }
}

/** All tensors of a model into a sink, each changed by `matrix` if that is given. */
export function copyTensors(checkpoint: Checkpoint, sink: TensorSink, matrix: (role: MatrixRole) => Matrix = (role) => checkpoint.matrix(role)): void {
  for (const place of tensorPlaces(checkpoint.config)) {
    if (place.kind === 'vector') sink.putVector(place.role, checkpoint.vector(place.role));
    else sink.putMatrix(place.role, matrix(place.role));
  }
}

function missing(role: MatrixRole | VectorRole): never {
  throw new Error(`no tensor ${tensorName(role)}`);
}
