/** Every operator that Burin knows, in alphabetical order: one import and one line each. */
import type { OpSlice } from './op_slice.js';
import absSlice from './abs.js';
import add from './add.js';
import addN from './add_n.js';
import argMax from './arg_max.js';
import argMin from './arg_min.js';
import assignVariable from './assign_variable.js';
import averagePool2d from './average_pool_2d.js';
import batchMatmul from './batch_matmul.js';
import batchToSpaceNd from './batch_to_space_nd.js';
import bidirectionalSequenceLstm from './bidirectional_sequence_lstm.js';
import broadcastArgs from './broadcast_args.js';
import broadcastTo from './broadcast_to.js';
import callOnce from './call_once.js';
import cast from './cast.js';
import ceil from './ceil.js';
import circularBuffer from './circular_buffer.js';
import concatenation from './concatenation.js';
import conv2d from './conv_2d.js';
import conv2dAdd from './conv_2d_add.js';
import cos from './cos.js';
import cumsum from './cumsum.js';
import depthToSpace from './depth_to_space.js';
import depthwiseConv2d from './depthwise_conv_2d.js';
import dequantize from './dequantize.js';
import div from './div.js';
import dynamicUpdateSlice from './dynamic_update_slice.js';
import elu from './elu.js';
import embeddingLookup from './embedding_lookup.js';
import equal from './equal.js';
import exp from './exp.js';
import expandDims from './expand_dims.js';
import fill from './fill.js';
import floor from './floor.js';
import floorDiv from './floor_div.js';
import floorMod from './floor_mod.js';
import fullyConnected from './fully_connected.js';
import gather from './gather.js';
import gatherNd from './gather_nd.js';
import gelu from './gelu.js';
import greater from './greater.js';
import greaterEqual from './greater_equal.js';
import hardSwish from './hard_swish.js';
import ifSlice from './if.js';
import l2Normalization from './l2_normalization.js';
import l2Pool2d from './l2_pool_2d.js';
import leakyRelu from './leaky_relu.js';
import less from './less.js';
import lessEqual from './less_equal.js';
import lmAttention from './lm_attention.js';
import lmDynamicQuantize from './lm_dynamic_quantize.js';
import lmEmbedding from './lm_embedding.js';
import lmLinear from './lm_linear.js';
import lmRmsNorm from './lm_rms_norm.js';
import lmRotary from './lm_rotary.js';
import lmSwiglu from './lm_swiglu.js';
import log from './log.js';
import logSoftmax from './log_softmax.js';
import logicalAnd from './logical_and.js';
import logicalNot from './logical_not.js';
import logicalOr from './logical_or.js';
import logistic from './logistic.js';
import maxPool2d from './max_pool_2d.js';
import maximum from './maximum.js';
import mean from './mean.js';
import minimum from './minimum.js';
import mirrorPad from './mirror_pad.js';
import mul from './mul.js';
import neg from './neg.js';
import notEqual from './not_equal.js';
import oneHot from './one_hot.js';
import pack from './pack.js';
import pad from './pad.js';
import padV2 from './padv2.js';
import pow from './pow.js';
import prelu from './prelu.js';
import quantize from './quantize.js';
import readVariable from './read_variable.js';
import reduceAll from './reduce_all.js';
import reduceAny from './reduce_any.js';
import reduceMax from './reduce_max.js';
import reduceMin from './reduce_min.js';
import reduceProd from './reduce_prod.js';
import relu from './relu.js';
import relu6 from './relu6.js';
import reshape from './reshape.js';
import resizeBilinear from './resize_bilinear.js';
import resizeNearestNeighbor from './resize_nearest_neighbor.js';
import reverseV2 from './reverse_v2.js';
import round from './round.js';
import rsqrt from './rsqrt.js';
import select from './select.js';
import selectV2 from './select_v2.js';
import shape from './shape.js';
import sign from './sign.js';
import signalDelay from './signal_delay.js';
import signalEnergy from './signal_energy.js';
import signalFftAutoScale from './signal_fft_auto_scale.js';
import signalFilterBank from './signal_filter_bank.js';
import signalFilterBankLog from './signal_filter_bank_log.js';
import signalFilterBankSpectralSubtraction from './signal_filter_bank_spectral_subtraction.js';
import signalFilterBankSquareRoot from './signal_filter_bank_square_root.js';
import signalFramer from './signal_framer.js';
import signalIrfft from './signal_irfft.js';
import signalOverlapAdd from './signal_overlap_add.js';
import signalPcan from './signal_pcan.js';
import signalRfft from './signal_rfft.js';
import signalStacker from './signal_stacker.js';
import signalWindow from './signal_window.js';
import sin from './sin.js';
import slice from './slice.js';
import softmax from './softmax.js';
import spaceToBatchNd from './space_to_batch_nd.js';
import spaceToDepth from './space_to_depth.js';
import split from './split.js';
import splitV from './split_v.js';
import sqrt from './sqrt.js';
import square from './square.js';
import squaredDifference from './squared_difference.js';
import squeeze from './squeeze.js';
import stridedSlice from './strided_slice.js';
import sub from './sub.js';
import sum from './sum.js';
import svdf from './svdf.js';
import tableLookup from './table_lookup.js';
import tanh from './tanh.js';
import detectionPostprocess from './tflite_detection_postprocess.js';
import tflmDecode from './tflm_decode.js';
import tile from './tile.js';
import topkV2 from './topk_v2.js';
import transpose from './transpose.js';
import transposeConv from './transpose_conv.js';
import unidirectionalSequenceLstm from './unidirectional_sequence_lstm.js';
import unidirectionalSequenceRnn from './unidirectional_sequence_rnn.js';
import unpack from './unpack.js';
import whereSlice from './where.js';
import whileSlice from './while.js';
import zerosLike from './zeros_like.js';

export const slices: readonly OpSlice[] = [
  absSlice,
  add,
  addN,
  argMax,
  argMin,
  assignVariable,
  averagePool2d,
  batchMatmul,
  batchToSpaceNd,
  bidirectionalSequenceLstm,
  broadcastArgs,
  broadcastTo,
  callOnce,
  cast,
  ceil,
  circularBuffer,
  concatenation,
  conv2d,
  conv2dAdd,
  cos,
  cumsum,
  depthToSpace,
  depthwiseConv2d,
  dequantize,
  div,
  dynamicUpdateSlice,
  elu,
  embeddingLookup,
  equal,
  exp,
  expandDims,
  fill,
  floor,
  floorDiv,
  floorMod,
  fullyConnected,
  gather,
  gatherNd,
  gelu,
  greater,
  greaterEqual,
  hardSwish,
  ifSlice,
  l2Normalization,
  l2Pool2d,
  leakyRelu,
  less,
  lessEqual,
  lmAttention,
  lmDynamicQuantize,
  lmEmbedding,
  lmLinear,
  lmRmsNorm,
  lmRotary,
  lmSwiglu,
  log,
  logSoftmax,
  logicalAnd,
  logicalNot,
  logicalOr,
  logistic,
  maxPool2d,
  maximum,
  mean,
  minimum,
  mirrorPad,
  mul,
  neg,
  notEqual,
  oneHot,
  pack,
  pad,
  padV2,
  pow,
  prelu,
  quantize,
  readVariable,
  reduceAll,
  reduceAny,
  reduceMax,
  reduceMin,
  reduceProd,
  relu,
  relu6,
  reshape,
  resizeBilinear,
  resizeNearestNeighbor,
  reverseV2,
  round,
  rsqrt,
  select,
  selectV2,
  shape,
  sign,
  signalDelay,
  signalEnergy,
  signalFftAutoScale,
  signalFilterBank,
  signalFilterBankLog,
  signalFilterBankSpectralSubtraction,
  signalFilterBankSquareRoot,
  signalFramer,
  signalIrfft,
  signalOverlapAdd,
  signalPcan,
  signalRfft,
  signalStacker,
  signalWindow,
  sin,
  slice,
  softmax,
  spaceToBatchNd,
  spaceToDepth,
  split,
  splitV,
  sqrt,
  square,
  squaredDifference,
  squeeze,
  stridedSlice,
  sub,
  sum,
  svdf,
  tableLookup,
  tanh,
  detectionPostprocess,
  tflmDecode,
  tile,
  topkV2,
  transpose,
  transposeConv,
  unidirectionalSequenceLstm,
  unidirectionalSequenceRnn,
  unpack,
  whereSlice,
  whileSlice,
  zerosLike,
];
