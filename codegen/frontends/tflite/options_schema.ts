/** The options tables of the operators: unions BuiltinOptions and BuiltinOptions2 of schema.fbs. */
import { parseTable, type TableSchema } from './table_schema.js';

/** A table of operator options: where it stands in its union, and its fields. */
export interface OptionsSchema extends TableSchema {
  readonly union: 'builtin_options' | 'builtin_options2';
  /** The number that the union's type field holds for this table; 0 means no options. */
  readonly type: number;
}

/*
 * In union order, without the suffix `Options`. A field is `name:type`, with `=default` where it is not zero; `-` is a slot
 * that is no longer used. Enums are written as their number's type.
 */
const builtinOptions = `
  Conv2D padding:i8 stride_w:i32 stride_h:i32 fused_activation_function:i8 dilation_w_factor:i32=1
    dilation_h_factor:i32=1 quantized_bias_type:i8 |
  DepthwiseConv2D padding:i8 stride_w:i32 stride_h:i32 depth_multiplier:i32 fused_activation_function:i8
    dilation_w_factor:i32=1 dilation_h_factor:i32=1 |
  ConcatEmbeddings num_channels:i32 num_columns_per_channel:[i32] embedding_dim_per_channel:[i32] |
  LSHProjection type:i8 |
  Pool2D padding:i8 stride_w:i32 stride_h:i32 filter_width:i32 filter_height:i32 fused_activation_function:i8 |
  SVDF rank:i32 fused_activation_function:i8 asymmetric_quantize_inputs:bool |
  RNN fused_activation_function:i8 asymmetric_quantize_inputs:bool |
  FullyConnected fused_activation_function:i8 weights_format:i8 keep_num_dims:bool asymmetric_quantize_inputs:bool
    quantized_bias_type:i8 quant_spec:[u8] |
  Softmax beta:f32 |
  Concatenation axis:i32 fused_activation_function:i8 |
  Add fused_activation_function:i8 pot_scale_int16:bool=1 |
  L2Norm fused_activation_function:i8 |
  LocalResponseNormalization radius:i32 bias:f32 alpha:f32 beta:f32 |
  LSTM fused_activation_function:i8 cell_clip:f32 proj_clip:f32 kernel_type:i8 asymmetric_quantize_inputs:bool |
  ResizeBilinear - - align_corners:bool half_pixel_centers:bool |
  Call subgraph:u32 |
  Reshape new_shape:[i32] |
  SkipGram ngram_size:i32 max_skip_size:i32 include_all_ngrams:bool |
  SpaceToDepth block_size:i32 |
  EmbeddingLookupSparse combiner:i8 |
  Mul fused_activation_function:i8 |
  Pad |
  Gather axis:i32 batch_dims:i32 |
  BatchToSpaceND | SpaceToBatchND | Transpose |
  Reducer keep_dims:bool |
  Sub fused_activation_function:i8 pot_scale_int16:bool=1 |
  Div fused_activation_function:i8 |
  Squeeze squeeze_dims:[i32] |
  SequenceRNN time_major:bool fused_activation_function:i8 asymmetric_quantize_inputs:bool |
  StridedSlice begin_mask:i32 end_mask:i32 ellipsis_mask:i32 new_axis_mask:i32 shrink_axis_mask:i32 offset:bool |
  Exp | TopKV2 |
  Split num_splits:i32 |
  LogSoftmax |
  Cast in_data_type:i8 out_data_type:i8 |
  Dequantize | MaximumMinimum |
  ArgMax output_type:i8 |
  Less | Neg | PadV2 | Greater | GreaterEqual | LessEqual | Select | Slice |
  TransposeConv padding:i8 stride_w:i32 stride_h:i32 fused_activation_function:i8 quantized_bias_type:i8 |
  SparseToDense validate_indices:bool |
  Tile | ExpandDims | Equal | NotEqual |
  Shape out_type:i8 |
  Pow |
  ArgMin output_type:i8 |
  FakeQuant min:f32 max:f32 num_bits:i32 narrow_range:bool |
  Pack values_count:i32 axis:i32 |
  LogicalOr |
  OneHot axis:i32 |
  LogicalAnd | LogicalNot |
  Unpack num:i32 axis:i32 |
  FloorDiv | Square | ZerosLike | Fill |
  BidirectionalSequenceLSTM fused_activation_function:i8 cell_clip:f32 proj_clip:f32 merge_outputs:bool
    time_major:bool=1 asymmetric_quantize_inputs:bool |
  BidirectionalSequenceRNN time_major:bool fused_activation_function:i8 merge_outputs:bool
    asymmetric_quantize_inputs:bool |
  UnidirectionalSequenceLSTM fused_activation_function:i8 cell_clip:f32 proj_clip:f32 time_major:bool
    asymmetric_quantize_inputs:bool diagonal_recurrent_tensors:bool |
  FloorMod | Range |
  ResizeNearestNeighbor align_corners:bool half_pixel_centers:bool |
  LeakyRelu alpha:f32 |
  SquaredDifference |
  MirrorPad mode:i8 |
  Abs |
  SplitV num_splits:i32 |
  Unique idx_out_type:i8=2 |
  ReverseV2 | AddN | GatherNd | Cos | Where | Rank |
  ReverseSequence seq_dim:i32 batch_dim:i32 |
  MatrixDiag | Quantize | MatrixSetDiag | HardSwish |
  If then_subgraph_index:i32 else_subgraph_index:i32 |
  While cond_subgraph_index:i32 body_subgraph_index:i32 |
  DepthToSpace block_size:i32 |
  NonMaxSuppressionV4 | NonMaxSuppressionV5 | ScatterNd | SelectV2 | Densify | SegmentSum |
  BatchMatMul adj_x:bool adj_y:bool asymmetric_quantize_inputs:bool |
  Cumsum exclusive:bool reverse:bool |
  CallOnce init_subgraph_index:i32 |
  BroadcastTo | Rfft2d |
  Conv3D padding:i8 stride_d:i32 stride_w:i32 stride_h:i32 fused_activation_function:i8 dilation_d_factor:i32=1
    dilation_w_factor:i32=1 dilation_h_factor:i32=1 |
  Hashtable table_id:i32 key_dtype:i8 value_dtype:i8 |
  HashtableFind | HashtableImport | HashtableSize |
  VarHandle container:string shared_name:string |
  ReadVariable | AssignVariable |
  Random seed:i64 seed2:i64 |
  Bucketize boundaries:[f32] |
  Gelu approximate:bool |
  DynamicUpdateSlice | UnsortedSegmentProd | UnsortedSegmentMax | UnsortedSegmentMin | UnsortedSegmentSum | ATan2 |
  Sign | Bitcast | BitwiseXor | RightShift`;

const builtinOptions2 = `
  StablehloConcatenate dimension:i64 |
  StablehloBroadcastInDim broadcast_dimensions:[i64] |
  StablehloSlice start_indices:[i64] limit_indices:[i64] strides:[i64] |
  StablehloConvolution window_strides:[i64] padding:[i64] lhs_dilation:[i64] rhs_dilation:[i64]
    window_reversal:[bool] input_batch_dimension:i64 input_feature_dimension:i64 input_spatial_dimensions:[i64]
    kernel_input_feature_dimension:i64 kernel_output_feature_dimension:i64 kernel_spatial_dimensions:[i64]
    output_batch_dimension:i64 output_feature_dimension:i64 output_spatial_dimensions:[i64] feature_group_count:i64
    batch_group_count:i64 precision_config:[u32] |
  StablehloCustomCall call_target_name:string has_side_effect:bool backend_config:string api_version:i32
    called_computations:[i32] custom_attributes:[u8] |
  StablehloReduce dimensions:[i64] body_subgraph_index:i32 |
  StablehloScatter indices_are_sorted:bool update_window_dims:[i64] inserted_window_dims:[i64]
    scatter_dims_to_operand_dims:[i64] index_vector_dim:i64 unique_indices:bool
    update_computation_subgraph_index:i32 |
  StablehloCompare comparison_direction:u32 compare_type:u32 |
  StablehloDynamicSlice slice_sizes:[i64] |
  StablehloPad edge_padding_low:[i64] edge_padding_high:[i64] interior_padding:[i64] |
  StablehloIota iota_dimension:i64 |
  StablehloDotGeneral lhs_batching_dimensions:[i64] rhs_batching_dimensions:[i64] lhs_contracting_dimensions:[i64]
    rhs_contracting_dimensions:[i64] precision_config:[u32] |
  StablehloReduceWindow window_dimensions:[i64] window_strides:[i64] base_dilations:[i64] window_dilations:[i64]
    padding:[i64] body_subgraph_index:i32 |
  StablehloSort dimension:i64 is_stable:bool comparator_subgraph_index:i32 |
  StablehloWhile cond_subgraph_index:i32 body_subgraph_index:i32 |
  StablehloGather offset_dims:[i64] collapsed_slice_dims:[i64] start_index_map:[i64] index_vector_dim:i64
    slice_sizes:[i64] indices_are_sorted:bool |
  StablehloTranspose permutation:[i64] |
  Dilate |
  StablehloRngBitGenerator algorithm:i8 |
  ReduceWindow reduce_function:i32 |
  StableHLOComposite name:string decomposition_subgraph_index:i32 composite_attributes:[u8]
    composite_attributes_format:i8 version:i32 |
  StablehloShiftLeft |
  StablehloCase branch_subgraph_indices:[i32]`;

function parseUnion(union: OptionsSchema['union'], text: string): readonly OptionsSchema[] {
  return text.split('|').map((entry, index) => {
    const [name = '', ...fields] = entry.trim().split(/\s+/);
    return { ...parseTable(`${name}Options`, fields.join(' ')), union, type: index + 1 };
  });
}

const byName = new Map(
  [...parseUnion('builtin_options', builtinOptions), ...parseUnion('builtin_options2', builtinOptions2)].map((table) => [table.name, table]),
);

/** The table called `${name}Options`. */
export function optionsSchema(name: string): OptionsSchema {
  const schema = byName.get(`${name}Options`);
  if (schema === undefined) throw new Error(`schema.fbs has no table ${name}Options`);
  return schema;
}
