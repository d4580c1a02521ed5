"""Writes golden.json beside a .tflite: inputs, and what TensorFlow Lite Micro's reference kernels answer.

  record_golden.py models/sine_int8/sine_int8.tflite ...
"""
import hashlib
import json
import os
import sys
from importlib.metadata import version

import numpy as np
from tflite_micro.python.tflite_micro import runtime
from tflite_micro.python.tflite_micro.runtime import schema_fb as schema


def inputs(details, rng):
    shape, dtype = details['shape'], details['dtype']
    if dtype == np.float32:
        return [rng.uniform(-4, 4, shape).astype(dtype) for _ in range(3)] + [np.zeros(shape, dtype), np.full(shape, 4, dtype)]
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    walk = np.clip(np.cumsum(rng.integers(-20, 21, int(np.prod(shape)))), low, high).reshape(shape).astype(dtype)
    return [rng.integers(low, high + 1, shape).astype(dtype) for _ in range(3)] + [walk, np.full(shape, low, dtype), np.full(shape, high, dtype)]


def describe(details):
    q = details['quantization_parameters']
    single = len(q['scales']) == 1
    return {'dtype': np.dtype(details['dtype']).name, 'shape': [int(n) for n in details['shape']],
            'scale': float(f"{q['scales'][0]:.9g}") if single else 0, 'zeroPoint': int(q['zero_points'][0]) if single else 0}


def record(path):
    content, folder = open(path, 'rb').read(), os.path.dirname(path)
    graph = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content, 0)).subgraphs[0]
    results = sorted({int(t) for op in graph.operators for t in op.outputs})
    interpreter = runtime.Interpreter.from_bytes(content, arena_size=1 << 20, intrepreter_config=runtime.InterpreterConfig.kPreserveAllTensors)
    details = interpreter.get_input_details(0)
    exact = details['dtype'] != np.float32
    cases = []
    for at, data in enumerate(inputs(details, np.random.default_rng(20))):
        interpreter.reset()
        interpreter.set_input(data, 0)
        interpreter.invoke()
        files = [f'input_{at}_0.bin', f'output_{at}_0.bin']
        data.tofile(os.path.join(folder, files[0]))
        interpreter.get_output(0).tofile(os.path.join(folder, files[1]))
        case = {'inputs': files[:1], 'outputs': files[1:]}
        if exact:
            case['tensorSha256'] = {str(t): hashlib.sha256(np.ascontiguousarray(interpreter.GetTensor(t, 0)['tensor_data']).tobytes()).hexdigest()[:16] for t in results}
        cases.append(case)
    golden = {'model': os.path.basename(path), 'sha256': hashlib.sha256(content).hexdigest(), 'source': 'scripts/train', 'license': 'Apache-2.0',
              'oracle': f"TensorFlow Lite Micro reference kernels, tflite-micro {version('tflite-micro')}", 'stateful': False,
              'compare': {'mode': 'exact'} if exact else {'mode': 'close', 'atol': 1e-5, 'rtol': 1e-5},
              'inputs': [describe(details)], 'outputs': [describe(interpreter.get_output_details(0))], 'cases': cases,
              'subgraphs': 1, 'operators': len(graph.operators)}
    with open(os.path.join(folder, 'golden.json'), 'w') as file:
        json.dump(golden, file, indent=1)
        file.write('\n')


for name in sys.argv[1:]:
    record(name)
