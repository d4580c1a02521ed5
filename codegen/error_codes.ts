/** Every diagnostic code: what it means and what helps. The source of docs/errors.md. */

export interface ErrorCode {
  readonly title: string;
  readonly explanation: string;
  readonly hint: string;
}

export const errorCodes: Readonly<Record<string, ErrorCode>> = {
  N0101: {
    title: 'Not a TensorFlow Lite model',
    explanation: 'The file does not carry the identifier TFL3 in bytes 4 to 7, so it is no .tflite file, or it is cut short.',
    hint: 'Pass a file that tf.lite.TFLiteConverter wrote. A Keras or ONNX model has to be converted first.',
  },
  N0102: {
    title: 'Unknown schema version',
    explanation: 'The model says that it follows another version of the file format than 3, the only one in use.',
    hint: 'Convert the model again with a current converter.',
  },
  N0103: {
    title: 'Damaged file',
    explanation: 'An offset, a length or a count in the file points outside of it or makes no sense.',
    hint: 'The file is cut short or corrupted: copy or convert it again.',
  },
  N0104: {
    title: 'Nothing to run',
    explanation: 'The model has no sub-graph or no output, or its inputs are not plain tensors, each listed once.',
    hint: 'Check the signature with which the model was converted.',
  },
  N0105: {
    title: 'Reference to something that does not exist',
    explanation: 'A tensor, buffer, operator code or sub-graph is referred to by a number that the file does not have.',
    hint: 'The file is corrupted or a tool that changed it is at fault: convert the model again.',
  },
  N0106: {
    title: 'Unusable shape',
    explanation: 'Every tensor needs a shape that is known in advance, holds something, and stays below 2 GiB (64 MiB for states).',
    hint: 'Convert the model with fixed input shapes, for example a batch size of 1.',
  },
  N0107: {
    title: 'Unsupported tensor type',
    explanation: 'Tensors may be int8, int16, int32, int64, uint8, uint32, uint64, bool or float32; int4 for weights.',
    hint: 'Quantize the model to int8, or convert it to float32.',
  },
  N0108: {
    title: 'Data does not fit its tensor',
    explanation: 'A constant has more or fewer bytes than its shape and type need, or bool values other than 0 and 1.',
    hint: 'The file is corrupted or a tool that changed it is at fault: convert the model again.',
  },
  N0109: {
    title: 'Invalid quantization',
    explanation: 'Scales are positive numbers, one per tensor or one per entry of the quantized dimension; zero points fit the tensor\'s type.',
    hint: 'Quantize the model again; a calibration data set without variation gives such scales.',
  },
  N0110: {
    title: 'Unsupported tensor storage',
    explanation: 'Sparse tensors, block-wise quantization and data in other files are not read.',
    hint: 'Convert the model into one file with dense weights, quantized per tensor or per channel.',
  },
  N0111: {
    title: 'Variable without a value',
    explanation: 'No operator ASSIGN_VARIABLE in the model gives the resource variable a value, so its type is unknown.',
    hint: 'Check that the initialisation sub-graph was converted along with the model.',
  },
  N0201: {
    title: 'Unsupported operator',
    explanation: 'No slice translates this operator.',
    hint: 'Replace the operator in the model before conversion; docs/operators.md lists what is supported.',
  },
  N0202: {
    title: 'Inconsistent graph',
    explanation: 'An operator reads what nothing computed yet, a tensor has two writers, or data and type disagree.',
    hint: 'If the model comes straight from a converter, this is a bug of the compiler: please report it.',
  },
  N0203: {
    title: 'Operands that the operator does not take',
    explanation: 'Shapes, types or quantization of an operator\'s inputs and outputs are outside of what it supports.',
    hint: 'The message says what is needed; TensorFlow Lite Micro has the same limits unless it says otherwise.',
  },
  N0204: {
    title: 'Unsupported operator option',
    explanation: 'An operator is used with an option that no kernel implements.',
    hint: 'Convert the model without this option.',
  },
  N0205: {
    title: 'Recursive sub-graph',
    explanation: 'A sub-graph runs itself, directly or through others; memory is planned in advance, so that is impossible.',
    hint: 'Express the repetition as a WHILE loop.',
  },
  N0206: {
    title: 'No C kernel',
    explanation: 'The reference engine knows the operator, but no C kernel executes it with these types on this target.',
    hint: 'Run the model in Node, or convert the model to types that have a kernel.',
  },
  N0301: {
    title: 'Model larger than the board\'s memory',
    explanation: 'Constants, arena or state need more bytes than a region of the board has, less what it reserves for the application.',
    hint: 'Choose a board with more memory or a smaller model; a bare core such as cortex-m4f has no limit.',
  },
  N0401: {
    title: 'Unreadable file',
    explanation: 'A file that the command line names cannot be read.',
    hint: 'Check the path and its permissions.',
  },
  N0402: {
    title: 'Malformed golden file',
    explanation: 'The file after --golden does not have the form of golden vectors.',
    hint: 'Pass a golden.json file.',
  },
  N0403: {
    title: 'Inputs that do not fit the model',
    explanation: 'A run got another number of inputs, or other types or sizes, than the model has.',
    hint: 'burin inspect prints the inputs.',
  },
  N0404: {
    title: 'Wrong command line',
    explanation: 'A command, option or argument is unknown or missing.',
    hint: 'burin --help lists commands and options.',
  },
  N0405: {
    title: 'Unwritable output',
    explanation: 'The folder for results cannot be made or written.',
    hint: 'Name a folder that you may write to.',
  },
  N0406: {
    title: 'Unusable custom operator',
    explanation: 'A file given with --custom-op does not load, or what it exports is no operator, or its C files are missing or clash with the compiler\'s own.',
    hint: 'docs/custom_operators.md describes such a file.',
  },
  N0407: {
    title: 'No project for this target',
    explanation: 'The build system that --project names has no board with this core.',
    hint: 'Name a board as the target, or choose another kind of project.',
  },
  N0408: {
    title: 'Bindings of another model',
    explanation: 'A generated TypeScript file was given a model with other inputs or outputs than the one it was made from.',
    hint: 'Run burin compile --bindings on this model again.',
  },
  N0409: {
    title: 'Unusable data set',
    explanation: 'What --dataset names is no data set for this model: a folder with one folder of samples for each class, or an .npz file with samples and labels.',
    hint: 'docs/datasets.md says what a data set looks like.',
  },
  N0410: {
    title: 'Damaged tuning record',
    explanation: 'The file that burin tune keeps beside a model is no JSON, or lacks what a record has.',
    hint: 'Delete it and tune again, or put back the one that burin tune wrote.',
  },
  N0501: {
    title: 'Unknown target',
    explanation: 'There is neither a board nor a core of this name.',
    hint: 'burin boards lists the boards; docs/boards.md says how to add one.',
  },
  N0502: {
    title: 'Malformed board file',
    explanation: 'A file in boards/ is no JSON, or lacks what boards/board.schema.json asks for.',
    hint: 'Compare the file with another board\'s; an editor checks it against the schema.',
  },
  N0503: {
    title: 'Contradictory board file',
    explanation: 'A board says things that cannot all be true, such as two memory regions that overlap.',
    hint: 'Check the figures against the chip\'s reference manual.',
  },
  N0504: {
    title: 'Cannot be tuned',
    explanation: 'burin tune counts what layers take on an emulated core, or on a board that a command of the user\'s runs; this combination of target and options gives it nothing to count.',
    hint: 'Tune for an emulated core by instructions: burin tune MODEL --target cortex-m4f.',
  },
  N0505: {
    title: 'Runner failed',
    explanation: 'The command of --runner did not print what an image prints that measures layers, from its first line to "end".',
    hint: 'Run the command by hand with an image; docs/tuning.md has examples.',
  },
  N0510: {
    title: 'Image larger than the board\'s memory',
    explanation: 'The linker could not place the program: a memory region is too small.',
    hint: 'Choose a board with more memory or a smaller model, or compile with --optimize size.',
  },
  N0610: {
    title: 'Unknown kind of model file',
    explanation: 'A language model is a llama2.c checkpoint, safetensors with config.json beside it, a GGUF file, or what burin quantize wrote.',
    hint: 'Name the model\'s file, its folder, or the index of its shards.',
  },
  N0611: {
    title: 'Damaged llama2.c checkpoint',
    explanation: 'Header and length of the file contradict each other, or its header makes no model.',
    hint: 'Export or copy the checkpoint again.',
  },
  N0612: {
    title: 'Groups across rows',
    explanation: 'An int8 checkpoint of llama2.c has groups that do not divide its rows; what runq.c computes from it is not what was trained.',
    hint: 'Export float32 and run burin quantize on it.',
  },
  N0613: {
    title: 'Damaged or incomplete Hugging Face model',
    explanation: 'config.json, the index or the shards lack something, or contradict each other.',
    hint: 'Download the model\'s whole folder again.',
  },
  N0614: {
    title: 'Unsupported language model',
    explanation: 'The model\'s architecture, or a setting that changes its arithmetic, is not known.',
    hint: 'docs/language_models.md lists what is read.',
  },
  N0615: {
    title: 'Unsupported numbers',
    explanation: 'A tensor is stored in a type that is not read.',
    hint: 'Convert it to F32, F16 or BF16, or, in GGUF, to Q8_0, Q4_0, Q4_K or Q6_K.',
  },
  N0616: {
    title: 'Unusable adapter',
    explanation: 'The folder of --lora holds no low-rank adapter that fits this model.',
    hint: 'Name the folder with adapter_config.json and adapter_model.safetensors, made for this very model.',
  },
  N0617: {
    title: 'Damaged GGUF file',
    explanation: 'The header of a GGUF file is cut short, contradicts itself, or places tensors outside of the file.',
    hint: 'Copy or convert the file again.',
  },
  N0618: {
    title: 'Damaged tokenizer in a GGUF file',
    explanation: 'Pieces and scores of the tokenizer contradict each other or the model.',
    hint: 'Convert the model again, or name its tokenizer with --tokenizer FILE.',
  },
  N0650: {
    title: 'Damaged safetensors file',
    explanation: 'The header of a safetensors file is cut short, is no JSON, or gives tensors that do not lie in the file or have another size than their shape.',
    hint: 'Copy or export the file again.',
  },
  N0651: {
    title: 'Damaged model file',
    explanation: 'A file that burin quantize, prune or factorize wrote lacks tensors or facts, or they contradict each other.',
    hint: 'Make the file again; a later version of burin may read what this one does not.',
  },
  N0652: {
    title: 'Weights that are not finite',
    explanation: 'A tensor of a language model holds NaN or infinity, or numbers too large for the scales of its scheme; no quantization represents them.',
    hint: 'The training diverged or the file is damaged: take an earlier checkpoint or copy the file again.',
  },
  N0653: {
    title: 'Unusable tokens',
    explanation: 'Calibration and evaluation need sequences of two tokens or more, within the model\'s vocabulary and no longer than its context.',
    hint: 'Pass a JSON array of arrays of ids, or an object with such an array under "stories", made with this model\'s tokenizer.',
  },
  N0654: {
    title: 'Nothing fits the budget',
    explanation: 'Even the smallest schemes of weights, or the smallest format of keys and values, need more than --fit allows.',
    hint: 'Allow more, give fewer positions with --context, or take a smaller model.',
  },
  N0655: {
    title: 'Factorized matrix',
    explanation: 'Quantizing, pruning and factorizing work on the weights of a matrix itself; burin factorize has made two of it, whose product it is.',
    hint: 'Begin with the model that was factorized: prune it before, or quantize it instead.',
  },
  N0660: {
    title: 'Unusable context',
    explanation: 'A compiled language model has at least one position, and no more than it was made for.',
    hint: 'Write --context N with fewer positions.',
  },
  N0661: {
    title: 'Text longer than the context',
    explanation: 'A language model runs one forward pass for each token, and has so many positions and no more.',
    hint: 'Shorten the prompt, or take more steps, up to the model\'s context.',
  },
  N0662: {
    title: 'Unusable tokenizer',
    explanation: 'The tokenizer is missing or damaged, or it has another number of pieces than the model has tokens.',
    hint: 'Name the file that was made together with the model.',
  },
};
