"""Runs models in TensorFlow Lite Micro's own interpreter and writes down what they answer.

usage: record_oracle.py FOLDER

FOLDER/job.json is a list of {"id", "model", "invocations"}: the model's file and, for each invocation, the files
with the raw bytes of its inputs. FOLDER/answers.json becomes {id: {"outputs": [[base64, ...], ...]}}, one list an
invocation, or {id: {"error": text}} where TFLM refuses the model. All invocations of a model use one interpreter, so
state carries over. Each model runs in a process of its own: TFLM aborts on some models instead of reporting an error.
"""

import base64
import json
import os
import pathlib
import sys
import tempfile

from tflite_micro import runtime

ARENA_BYTES = 64 << 20


def run_model(folder, job):
    """The outputs of every invocation, as base64."""
    model = (folder / job["model"]).read_bytes()
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=ARENA_BYTES)
    outputs = []
    for files in job["invocations"]:
        for index, name in enumerate(files):
            interpreter.set_input(read_input(interpreter, index, folder / name), index)
        interpreter.invoke()
        count = output_count(interpreter)
        outputs.append([base64.b64encode(interpreter.get_output(i).tobytes()).decode() for i in range(count)])
    return outputs


def read_input(interpreter, index, path):
    """Raw bytes as an array of the input's own type and shape."""
    import numpy

    details = interpreter.get_input_details(index)
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
    """Runs a job in a child process, which may die."""
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as log:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.dup2(log.fileno(), 2)
                result.write(json.dumps({"outputs": run_model(folder, job)}).encode())
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
    answers = {job["id"]: answer(folder, job) for job in jobs}
    (folder / "answers.json").write_text(json.dumps(answers))


if __name__ == "__main__":
    main()
