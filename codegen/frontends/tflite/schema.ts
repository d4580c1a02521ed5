/**
 * The file format of TensorFlow Lite, version 3: facts of schema.fbs
 * (tensorflow/compiler/mlir/lite/schema/schema.fbs of tflite-micro) as tables. Reader and test-side writer share them.
 */
import type { Element } from '../../../runtime-ts/ir/graph.js';
import { optionsSchema, type OptionsSchema } from './options_schema.js';
import { parseTable, type TableSchema } from './table_schema.js';

export const fileIdentifier = 'TFL3';
export const schemaVersion = 3;

const tables = new Map(Object.entries({
  Model: `version:u32 operator_codes:[OperatorCode] subgraphs:[SubGraph] description:string buffers:[Buffer] metadata_buffer:[i32]
    metadata:[Metadata]`,
  OperatorCode: 'deprecated_builtin_code:i8 custom_code:string version:i32=1 builtin_code:i32',
  SubGraph: 'tensors:[Tensor] inputs:[i32] outputs:[i32] operators:[Operator] name:string',
  Tensor: `shape:[i32] type:i8 buffer:u32 name:string quantization:QuantizationParameters is_variable:bool
    sparsity:SparsityParameters shape_signature:[i32] has_rank:bool variant_tensors:[VariantSubType] external_buffer:u32`,
  QuantizationParameters: 'min:[f32] max:[f32] scale:[f32] zero_point:[i64] details_type:u8 details:union quantized_dimension:i32',
  SparsityParameters: 'traversal_order:[i32] block_map:[i32]',
  VariantSubType: 'shape:[i32] type:i8 has_rank:bool',
  Operator: `opcode_index:u32 inputs:[i32] outputs:[i32] builtin_options_type:u8 builtin_options:union custom_options:[u8]
    custom_options_format:i8 mutating_variable_inputs:[bool] intermediates:[i32] large_custom_options_offset:u64
    large_custom_options_size:u64 builtin_options2_type:u8 builtin_options2:union`,
  Buffer: 'data:[u8] offset:u64 size:u64',
  Metadata: 'name:string buffer:u32',
}).map(([name, fields]) => [name, parseTable(name, fields)]));

/** A table of the file format by its name in schema.fbs. */
export function tableSchema(name: string): TableSchema {
  const schema = tables.get(name);
  if (schema === undefined) throw new Error(`schema.fbs: no table ${name}`);
  return schema;
}

/** Tensor types in the order of their numbers. */
export const tensorTypes = [
  'float32', 'float16', 'int32', 'uint8', 'int64', 'string', 'bool', 'int16', 'complex64', 'int8', 'float64', 'complex128',
  'uint64', 'resource', 'variant', 'uint32', 'uint16', 'int4', 'bfloat16', 'int2', 'uint4', 'float8_e4m3fn', 'float8_e5m2',
] as const;
export type TensorTypeName = (typeof tensorTypes)[number];

/** How the intermediate representation stores a tensor type; absent: not supported. */
export const elementOf: Readonly<Partial<Record<TensorTypeName, Element>>> = {
  float32: 'f32', int8: 'i8', uint8: 'u8', int16: 'i16', int32: 'i32', uint32: 'u32', int64: 'i64', uint64: 'u64', bool: 'bool',
  int4: 'i8',
};

export interface BuiltinOperator {
  readonly name: string;
  readonly number: number;
  readonly options?: OptionsSchema | undefined;
}

/** Operators in the order of their numbers, each with its options table (without the suffix `Options`) if it has one. */
const operators = `
  ADD:Add AVERAGE_POOL_2D:Pool2D CONCATENATION:Concatenation CONV_2D:Conv2D DEPTHWISE_CONV_2D:DepthwiseConv2D
  DEPTH_TO_SPACE:DepthToSpace DEQUANTIZE:Dequantize EMBEDDING_LOOKUP FLOOR FULLY_CONNECTED:FullyConnected HASHTABLE_LOOKUP
  L2_NORMALIZATION:L2Norm L2_POOL_2D:Pool2D LOCAL_RESPONSE_NORMALIZATION:LocalResponseNormalization LOGISTIC
  LSH_PROJECTION:LSHProjection LSTM:LSTM MAX_POOL_2D:Pool2D MUL:Mul RELU RELU_N1_TO_1 RELU6 RESHAPE:Reshape
  RESIZE_BILINEAR:ResizeBilinear RNN:RNN SOFTMAX:Softmax SPACE_TO_DEPTH:SpaceToDepth SVDF:SVDF TANH
  CONCAT_EMBEDDINGS:ConcatEmbeddings SKIP_GRAM:SkipGram CALL:Call CUSTOM EMBEDDING_LOOKUP_SPARSE:EmbeddingLookupSparse PAD:Pad
  UNIDIRECTIONAL_SEQUENCE_RNN:SequenceRNN GATHER:Gather BATCH_TO_SPACE_ND:BatchToSpaceND SPACE_TO_BATCH_ND:SpaceToBatchND
  TRANSPOSE:Transpose MEAN:Reducer SUB:Sub DIV:Div SQUEEZE:Squeeze UNIDIRECTIONAL_SEQUENCE_LSTM:UnidirectionalSequenceLSTM
  STRIDED_SLICE:StridedSlice BIDIRECTIONAL_SEQUENCE_RNN:BidirectionalSequenceRNN EXP:Exp TOPK_V2:TopKV2 SPLIT:Split
  LOG_SOFTMAX:LogSoftmax DELEGATE BIDIRECTIONAL_SEQUENCE_LSTM:BidirectionalSequenceLSTM CAST:Cast PRELU MAXIMUM:MaximumMinimum
  ARG_MAX:ArgMax MINIMUM:MaximumMinimum LESS:Less NEG:Neg PADV2:PadV2 GREATER:Greater GREATER_EQUAL:GreaterEqual
  LESS_EQUAL:LessEqual SELECT:Select SLICE:Slice SIN TRANSPOSE_CONV:TransposeConv SPARSE_TO_DENSE:SparseToDense TILE:Tile
  EXPAND_DIMS:ExpandDims EQUAL:Equal NOT_EQUAL:NotEqual LOG SUM:Reducer SQRT RSQRT SHAPE:Shape POW:Pow ARG_MIN:ArgMin
  FAKE_QUANT:FakeQuant REDUCE_PROD:Reducer REDUCE_MAX:Reducer PACK:Pack LOGICAL_OR:LogicalOr ONE_HOT:OneHot
  LOGICAL_AND:LogicalAnd LOGICAL_NOT:LogicalNot UNPACK:Unpack REDUCE_MIN:Reducer FLOOR_DIV:FloorDiv REDUCE_ANY:Reducer
  SQUARE:Square ZEROS_LIKE:ZerosLike FILL:Fill FLOOR_MOD:FloorMod RANGE:Range RESIZE_NEAREST_NEIGHBOR:ResizeNearestNeighbor
  LEAKY_RELU:LeakyRelu SQUARED_DIFFERENCE:SquaredDifference MIRROR_PAD:MirrorPad ABS:Abs SPLIT_V:SplitV UNIQUE:Unique CEIL
  REVERSE_V2:ReverseV2 ADD_N:AddN GATHER_ND:GatherNd COS:Cos WHERE:Where RANK:Rank ELU REVERSE_SEQUENCE:ReverseSequence
  MATRIX_DIAG:MatrixDiag QUANTIZE:Quantize MATRIX_SET_DIAG:MatrixSetDiag ROUND HARD_SWISH:HardSwish IF:If WHILE:While
  NON_MAX_SUPPRESSION_V4:NonMaxSuppressionV4 NON_MAX_SUPPRESSION_V5:NonMaxSuppressionV5 SCATTER_ND:ScatterNd
  SELECT_V2:SelectV2 DENSIFY:Densify SEGMENT_SUM:SegmentSum BATCH_MATMUL:BatchMatMul PLACEHOLDER_FOR_GREATER_OP_CODES
  CUMSUM:Cumsum CALL_ONCE:CallOnce BROADCAST_TO:BroadcastTo RFFT2D:Rfft2d CONV_3D:Conv3D IMAG REAL COMPLEX_ABS
  HASHTABLE:Hashtable HASHTABLE_FIND:HashtableFind HASHTABLE_IMPORT:HashtableImport HASHTABLE_SIZE:HashtableSize
  REDUCE_ALL:Reducer CONV_3D_TRANSPOSE:Conv3D VAR_HANDLE:VarHandle READ_VARIABLE:ReadVariable ASSIGN_VARIABLE:AssignVariable
  BROADCAST_ARGS RANDOM_STANDARD_NORMAL:Random BUCKETIZE:Bucketize RANDOM_UNIFORM:Random MULTINOMIAL:Random GELU:Gelu
  DYNAMIC_UPDATE_SLICE:DynamicUpdateSlice RELU_0_TO_1 UNSORTED_SEGMENT_PROD:UnsortedSegmentProd
  UNSORTED_SEGMENT_MAX:UnsortedSegmentMax UNSORTED_SEGMENT_SUM:UnsortedSegmentSum ATAN2:ATan2
  UNSORTED_SEGMENT_MIN:UnsortedSegmentMin SIGN:Sign BITCAST:Bitcast BITWISE_XOR:BitwiseXor RIGHT_SHIFT:RightShift
  STABLEHLO_LOGISTIC STABLEHLO_ADD STABLEHLO_DIVIDE STABLEHLO_MULTIPLY STABLEHLO_MAXIMUM STABLEHLO_RESHAPE STABLEHLO_CLAMP
  STABLEHLO_CONCATENATE:StablehloConcatenate STABLEHLO_BROADCAST_IN_DIM:StablehloBroadcastInDim
  STABLEHLO_CONVOLUTION:StablehloConvolution STABLEHLO_SLICE:StablehloSlice STABLEHLO_CUSTOM_CALL:StablehloCustomCall
  STABLEHLO_REDUCE:StablehloReduce STABLEHLO_ABS STABLEHLO_AND STABLEHLO_COSINE STABLEHLO_EXPONENTIAL STABLEHLO_FLOOR
  STABLEHLO_LOG STABLEHLO_MINIMUM STABLEHLO_NEGATE STABLEHLO_OR STABLEHLO_POWER STABLEHLO_REMAINDER STABLEHLO_RSQRT
  STABLEHLO_SELECT STABLEHLO_SUBTRACT STABLEHLO_TANH STABLEHLO_SCATTER:StablehloScatter STABLEHLO_COMPARE:StablehloCompare
  STABLEHLO_CONVERT STABLEHLO_DYNAMIC_SLICE:StablehloDynamicSlice STABLEHLO_DYNAMIC_UPDATE_SLICE STABLEHLO_PAD:StablehloPad
  STABLEHLO_IOTA:StablehloIota STABLEHLO_DOT_GENERAL:StablehloDotGeneral STABLEHLO_REDUCE_WINDOW:StablehloReduceWindow
  STABLEHLO_SORT:StablehloSort STABLEHLO_WHILE:StablehloWhile STABLEHLO_GATHER:StablehloGather
  STABLEHLO_TRANSPOSE:StablehloTranspose DILATE:Dilate STABLEHLO_RNG_BIT_GENERATOR:StablehloRngBitGenerator
  REDUCE_WINDOW:ReduceWindow STABLEHLO_COMPOSITE:StableHLOComposite STABLEHLO_SHIFT_LEFT:StablehloShiftLeft STABLEHLO_CBRT
  STABLEHLO_CASE:StablehloCase`;

export const builtinOperators: readonly BuiltinOperator[] = operators.trim().split(/\s+/).map((word, number) => {
  const [name = '', options] = word.split(':');
  return { name, number, options: options === undefined ? undefined : optionsSchema(options) };
});

const operatorsByName = new Map(builtinOperators.map((operator) => [operator.name, operator]));

export function builtinOperator(name: string): BuiltinOperator | undefined {
  return operatorsByName.get(name);
}
