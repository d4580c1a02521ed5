/**
 * What instructions cost on cores whose timing Arm has published, for memory without wait states. The names are those of firmware/emulator/bn_cycles.c, which
 * classifies instructions and adds up; docs/cycles.md says what is left out. Where a manual gives a range, the comment says what is taken of it.
 */

export interface CycleModel {
  /** Where the numbers are from. */
  readonly manual: string;
  readonly costs: Costs;
}

export interface Costs {
  /** Every instruction that is in no other class. */
  readonly simple: number;
  readonly multiply: number;
  readonly multiply_accumulate: number;
  readonly long_multiply: number;
  readonly long_multiply_accumulate: number;
  readonly divide: number;
  readonly load: number;
  readonly store: number;
  /** To the sum of two registers. */
  readonly store_indexed: number;
  /** What a load or an indexed store gains right after a load that does not give its address. */
  readonly pipelined_load: number;
  /** 1: also a load that updates its base gains it. */
  readonly update_pipelines: number;
  /** Added where the instruction before computed the address. */
  readonly address_stall: number;
  /** Added for each access beyond the first that an unaligned one takes. */
  readonly unaligned: number;
  /** Of several registers, besides one for each. */
  readonly multiple: number;
  /** Added to BL. */
  readonly link: number;
  /** Added when a branch is taken whose target the instruction holds, ... */
  readonly direct_refill: number;
  /** ... and again where the target is a 32-bit instruction that is not word-aligned. */
  readonly wide_refill: number;
  /** Added when the target is in a register. */
  readonly register_refill: number;
  /** Added when the target is loaded. */
  readonly loaded_refill: number;
  /** TBB and TBH before the refill. */
  readonly table_branch: number;
  /** MRS and MSR. */
  readonly status: number;
  /** DMB and DSB. */
  readonly barrier: number;
  readonly instruction_barrier: number;
  readonly float_multiply_accumulate: number;
  /** VDIV and VSQRT. */
  readonly float_divide: number;
  /** Added where an instruction reads the arithmetic result of the one before. */
  readonly float_result: number;
}

/** DDI 0439, tables 3-1 and 7-1, and section 3.3.2. */
const m4: Costs = {
  simple: 1, multiply: 1, multiply_accumulate: 1, long_multiply: 1, long_multiply_accumulate: 1,
  // 2 to 12, by the operands' leading bits: the most.
  divide: 12,
  load: 2, store: 1, store_indexed: 2, pipelined_load: 1, update_pipelines: 1, address_stall: 1, unaligned: 1, multiple: 1, link: 0,
  // A refill takes "1 to 3 depending on the alignment and width of the target, and whether the processor manages to speculate the address early": the least where the instruction
  // holds the target, one more for a 32-bit instruction across two words (so measured on silicon: docs/cycles.md), the most where a register or memory holds it.
  direct_refill: 1, wide_refill: 1, register_refill: 3, loaded_refill: 3,
  // "At least two cycles for the load, one cycle for the add, and three cycles for the pipeline reload."
  table_branch: 3,
  // 1 or 2: the most.
  status: 2,
  barrier: 1, instruction_barrier: 4,
  float_multiply_accumulate: 3, float_divide: 14, float_result: 1,
};

/** DDI 0337 (r2p1), table 3-1 and section 3.3.2: long products end early for small operands, 3 to 5 and 4 to 7 cycles: the most. */
const m3: Costs = { ...m4, multiply_accumulate: 2, long_multiply: 5, long_multiply_accumulate: 7, update_pipelines: 0 };

/** DDI 0484, table 3-1, with the fast multiplier (1 cycle, not 32) and memory that is not on the single-cycle port. */
const m0plus: Costs = {
  ...m4, store: 2, pipelined_load: 0, address_stall: 0, unaligned: 0,
  // B and BX take 2, BL 3, POP with the program counter 3 + N.
  link: 1, direct_refill: 1, wide_refill: 0, register_refill: 1, loaded_refill: 2, status: 3, barrier: 3, instruction_barrier: 3,
};

/** DDI 0432, table 3-1, with the fast multiplier: B and BX take 3, BL 4, POP with the program counter 4 + N. */
const m0: Costs = { ...m0plus, direct_refill: 2, register_refill: 2, loaded_refill: 3, status: 4, barrier: 4, instruction_barrier: 4 };

const models: Readonly<Record<string, CycleModel>> = {
  'cortex-m0': { manual: 'Cortex-M0 Technical Reference Manual, ARM DDI 0432', costs: m0 },
  'cortex-m0plus': { manual: 'Cortex-M0+ Technical Reference Manual, ARM DDI 0484', costs: m0plus },
  'cortex-m3': { manual: 'Cortex-M3 Technical Reference Manual, ARM DDI 0337', costs: m3 },
  'cortex-m4': { manual: 'Cortex-M4 Technical Reference Manual, ARM DDI 0439', costs: m4 },
  'cortex-m4f': { manual: 'Cortex-M4 Technical Reference Manual, ARM DDI 0439', costs: m4 },
};

/** The model of a core, by its name as a target; undefined where no timing is published, as of all that issue two instructions at once. */
export function cycleModelOf(core: string): CycleModel | undefined {
  return models[core];
}
