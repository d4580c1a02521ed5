/** Low-rank adapters (LoRA, arXiv 2106.09685) as the PEFT library keeps them: adapter_config.json and adapter_model.safetensors. Merged when a matrix is read. */
import { CompileError, fail, type Diagnostic } from '../../../runtime-ts/diagnostic.js';
import type { Checkpoint, LayerMatrix, MatrixRole } from '../../language_model/checkpoint.js';
import { floatMatrix } from '../../language_model/float_tensors.js';
import { readSafetensorsHeader } from '../../language_model/safetensors.js';
import { layerMatrices, matrixShape } from '../../language_model/tensors.js';
import { readFloats, refuseNonFinite } from './encodings.js';
import { floatEncodings, layerModules, type OpenBeside } from './hugging_face.js';
import { readJson } from './json.js';
import { toAdjacentPairs } from './rotary_rows.js';

/** W + scale * alpha / r * B A, summed in float64 and rounded once, for every matrix that the adapter has; N0616 where it does not fit the model. */
export function mergeAdapter(model: Checkpoint, open: OpenBeside, scale: number): Checkpoint {
  const configFile = open('adapter_config.json') ?? fail('N0616', 'there is no adapter_config.json in it', { where: '--lora' });
  const weights = open('adapter_model.safetensors') ?? fail('N0616', 'there is no adapter_model.safetensors in it', { where: '--lora' });
  const given = readJson(configFile, 'N0616'), problems: Diagnostic[] = [], where = `file ${configFile.name}`, refuse = (what: string): void => { problems.push({ code: 'N0616', what, where }); };
  const rank = given['r'], alpha = given['lora_alpha'];
  if (given['peft_type'] !== 'LORA') refuse(`peft_type is ${JSON.stringify(given['peft_type'])}; LORA is known`);
  if (!Number.isInteger(rank) || (rank as number) < 1) refuse(`r is ${JSON.stringify(rank)}, not a positive integer`);
  if (typeof alpha !== 'number' || !Number.isFinite(alpha)) refuse(`lora_alpha is ${JSON.stringify(alpha)}, not a number`);
  for (const field of ['use_dora', 'fan_in_fan_out', 'lora_bias', 'modules_to_save', 'rank_pattern', 'alpha_pattern', 'megatron_config']) {
    const value = given[field], empty = value === undefined || value === null || value === false || (typeof value === 'object' && Object.keys(value).length === 0);
    if (!empty) refuse(`${field} is ${JSON.stringify(value)}, which is not supported`);
  }
  if ((given['bias'] ?? 'none') !== 'none') refuse(`bias is ${JSON.stringify(given['bias'])}; only "none" is supported`);
  const r = rank as number, factor = (scale * (alpha as number)) / (given['use_rslora'] === true ? Math.sqrt(r) : r), { tensors } = readSafetensorsHeader(weights), known = new Set<string>();
  const nameOf = (kind: LayerMatrix, layer: number, part: 'A' | 'B'): string => `base_model.model.model.layers.${layer}.${layerModules[kind]}.lora_${part}.weight`;
  for (let layer = 0; layer < model.config.layers; layer++)
    for (const kind of layerMatrices) {
      const [rows, columns] = matrixShape({ kind, layer }, model.config), [a, b] = [nameOf(kind, layer, 'A'), nameOf(kind, layer, 'B')];
      if (!tensors.has(a) && !tensors.has(b)) continue;
      for (const [name, shape] of [[a, [r, columns]], [b, [rows, r]]] as const) {
        const entry = tensors.get(name), place = `file ${weights.name}, tensor ${name}`;
        known.add(name);
        if (entry === undefined) problems.push({ code: 'N0616', what: 'it is missing; the other half of the product is there', where: place });
        else if (entry.shape.join() !== shape.join()) problems.push({ code: 'N0616', what: `its shape is [${entry.shape.join(', ')}]; the model needs [${shape.join(', ')}]`, where: place });
        else if (floatEncodings[entry.dtype] === undefined) problems.push({ code: 'N0615', what: `its numbers are ${entry.dtype}; F32, F16 and BF16 are read`, where: place });
      }
    }
  for (const name of tensors.keys()) if (!known.has(name)) problems.push({ code: 'N0616', what: 'the model has no matrix for it that adapters are merged into', where: `file ${weights.name}, tensor ${name}` });
  if (known.size === 0 && problems.length === 0) refuse(`${weights.name} has no matrices`);
  if (problems.length > 0) throw new CompileError(problems);

  const floats = (name: string, columns: number): Float32Array => {
    const { dtype, offset, shape } = tensors.get(name)!;
    return readFloats(weights, offset, shape.reduce((x, y) => x * y, 1), floatEncodings[dtype]!, name, columns);
  };
  return {
    ...model, vector: (role) => model.vector(role),
    matrix(role: MatrixRole) {
      if (!('layer' in role) || !known.has(nameOf(role.kind, role.layer, 'A'))) return model.matrix(role);
      const base = floatMatrix(model.matrix(role), role), { rows, columns } = base, a = floats(nameOf(role.kind, role.layer, 'A'), columns), plain = floats(nameOf(role.kind, role.layer, 'B'), r);
      const b = role.kind === 'query' || role.kind === 'key' ? toAdjacentPairs(plain, r, model.config.headWidth) : plain, values = new Float32Array(rows * columns), sums = new Float64Array(columns);
      for (let row = 0; row < rows; row++) {
        sums.fill(0);
        for (let k = 0; k < r; k++) {
          const weight = b[row * r + k]!;
          for (let i = 0; i < columns; i++) sums[i] = sums[i]! + weight * a[k * columns + i]!;
        }
        for (let i = 0; i < columns; i++) values[row * columns + i] = base.values[row * columns + i]! + factor * sums[i]!;
      }
      refuseNonFinite(values, `${layerModules[role.kind]} of layer ${role.layer}, merged`, columns, weights.name);
      return { kind: 'float32', rows, columns, values };
    },
  };
}
