"""Runs models in TensorFlow Lite Micro's own interpreter, or in TensorFlow Lite's, and writes down what they answer.

usage: record_oracle.py FOLDER

FOLDER/job.json is a list of {"id", "model", "invocations", "oracle"}: the model's file, for each invocation the files
with the raw bytes of its inputs, and who answers: "tflm" or "tensorflow". FOLDER/answers.json becomes {id: {"outputs": [[base64, ...], ...]}}, one list an
invocation, or {id: {"error": text}} where the model is refused. All invocations of a model use one interpreter, so
state carries over. Each model of TFLM runs in a process of its own: TFLM aborts on some models instead of reporting
an error.
"""

import base64
import json
import os
import pathlib
import sys
import tempfile

ARENA_BYTES = 64 << 20


def run_tflm(folder, job):
    """The outputs of every invocation, as base64."""
    from tflite_micro import runtime

    model = (folder / job["model"]).read_bytes()
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=ARENA_BYTES)
    outputs = []
    for files in job["invocations"]:
        for index, name in enumerate(files):
            interpreter.set_input(as_array(interpreter.get_input_details(index), folder / name), index)
        interpreter.invoke()
        count = output_count(interpreter)
        outputs.append([base64.b64encode(interpreter.get_output(i).tobytes()).decode() for i in range(count)])
    return outputs


def run_tensorflow(folder, job):
    """The same from TensorFlow Lite's reference kernels."""
    import tensorflow

    interpreter = tensorflow.lite.Interpreter(
        model_path=str(folder / job["model"]), num_threads=1,
        experimental_op_resolver_type=tensorflow.lite.experimental.OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    outputs = []
    for files in job["invocations"]:
        for details, name in zip(interpreter.get_input_details(), files):
            interpreter.set_tensor(details["index"], as_array(details, folder / name))
        interpreter.invoke()
        results = [interpreter.get_tensor(details["index"]) for details in interpreter.get_output_details()]
        outputs.append([base64.b64encode(result.tobytes()).decode() for result in results])
    return outputs


def as_array(details, path):
    """Raw bytes as an array of a tensor's own type and shape."""
    import numpy

    return numpy.frombuffer(path.read_bytes(), dtype=details["dtype"]).reshape(details["shape"])


def output_count(interpreter):
    """The interpreter does not tell how many outputs there are; it refuses an index beyond them."""
    count = 0
    while True:
        try:
            interpreter.get_output_details(count)
        except (IndexError, ValueError, RuntimeError):
            return count
        count += 1


def answer(folder, job):
    """Runs a job: TensorFlow's here, where it is loaded once and reports every error; TFLM's in a process that may die."""
    if job["oracle"] == "tensorflow":
        try:
            return {"outputs": run_tensorflow(folder, job)}
        except (RuntimeError, ValueError) as error:
            return {"error": str(error).replace(str(folder), "").strip()}
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as log:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.dup2(log.fileno(), 2)
                result.write(json.dumps({"outputs": run_tflm(folder, job)}).encode())
                result.flush()
                status = 0
            except BaseException as error:
                os.write(2, f"\n{error}".encode())
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        if status == 0:
            result.seek(0)
            return json.loads(result.read())
        log.seek(0)
        lines = [line for line in log.read().decode(errors="replace").splitlines() if line.strip()]
        reason = " | ".join(lines[-3:]) or "no message"
        return {"error": f"signal {os.WTERMSIG(status)}: {reason}" if os.WIFSIGNALED(status) else reason}


def main():
    folder = pathlib.Path(sys.argv[1])
    jobs = json.loads((folder / "job.json").read_text())
    # TensorFlow starts threads, after which a process does not fork well: it comes last.
    jobs.sort(key=lambda job: job["oracle"] == "tensorflow")
    answers = {job["id"]: answer(folder, job) for job in jobs}
    (folder / "answers.json").write_text(json.dumps(answers))


if __name__ == "__main__":
    main()
