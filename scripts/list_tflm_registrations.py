"""Prints, as JSON, the operator registrations in the machine code of the installed tflite-micro package.

usage: list_tflm_registrations.py > test/frontends/recorded/tflm_registrations.json

The functions are called tflite::...::Register_<NAME>() and their mangled names are in the shared library's symbol
table, so this list is TensorFlow Lite Micro's own.
"""

import importlib.metadata
import json
import re

from tflite_micro.python.tflite_micro import _runtime


def main():
    with open(_runtime.__file__, "rb") as library:
        symbols = library.read()
    # A mangled name without arguments ends in "Ev", which follows the identifier.
    names = {name.decode() for name in re.findall(rb"Register_([A-Z0-9_]+)Ev\b", symbols)}
    version = importlib.metadata.version("tflite-micro")
    print(json.dumps({"package": f"tflite-micro {version}", "registrations": sorted(names)}, indent=1))


if __name__ == "__main__":
    main()
