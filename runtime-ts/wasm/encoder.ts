/**
 * WebAssembly modules in their binary format (WebAssembly Core Specification 2.0, section 5), as much of it as the kernels need: functions without results over one
 * imported memory. Expressions and statements are functions that write their instructions, so that kernels read as the code they become.
 */

/** Bytes that grow. */
class Writer {
  private data = new Uint8Array(1024);
  length = 0;

  byte(value: number): void {
    if (this.length === this.data.length) this.grow(1);
    this.data[this.length++] = value;
  }

  /** LEB128 of an unsigned number below 2^32. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    for (; rest >= 0x80; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  /** LEB128 of an int32. */
  signed(value: number): void {
    let rest = value;
    for (; rest < -64 || rest > 63; rest >>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest & 0x7f);
  }

  bytes(values: ArrayLike<number>): void {
    if (this.length + values.length > this.data.length) this.grow(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  text(value: string): void {
    this.unsigned(value.length);
    for (const letter of value) this.byte(letter.charCodeAt(0));
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.data.slice(0, this.length);
  }

  private grow(by: number): void {
    const wider = new Uint8Array(Math.max(2 * this.data.length, this.length + by));
    wider.set(this.data);
    this.data = wider;
  }
}

/** Writes instructions that leave one value on the stack. */
export type Expression = (out: Writer) => void;
/** Writes instructions that leave the stack as it was. */
export type Statement = (out: Writer) => void;

export type ValueType = 'i32' | 'f32' | 'v128';
const typeCodes: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A variable of a function. */
export interface Local {
  readonly get: Expression;
  set(value: Expression): Statement;
}

/** Statements one after the other. */
export function sequence(...parts: readonly Statement[]): Statement {
  return (out) => { for (const part of parts) part(out); };
}

const instruction = (...opcode: readonly number[]) => (...operands: readonly Expression[]): Expression => (out) => {
  for (const operand of operands) operand(out);
  for (const byte of opcode) out.byte(byte);
};

/** The prefix of vector instructions, and the instruction as LEB128. */
const vectorOpcode = (code: number): readonly number[] => (code < 0x80 ? [0xfd, code] : [0xfd, (code & 0x7f) | 0x80, code >> 7]);
const vector = (code: number) => instruction(...vectorOpcode(code));

const withOffset = (opcode: readonly number[]) => (address: Expression, offset = 0): Expression => (out) => {
  address(out);
  for (const byte of opcode) out.byte(byte);
  out.unsigned(0);
  out.unsigned(offset);
};
const storeWith = (opcode: readonly number[]) => (address: Expression, value: Expression, offset = 0): Statement => (out) => {
  address(out);
  value(out);
  for (const byte of opcode) out.byte(byte);
  out.unsigned(0);
  out.unsigned(offset);
};
const laneStore = (code: number) => (address: Expression, value: Expression, lane: number, offset = 0): Statement => (out) => {
  storeWith(vectorOpcode(code))(address, value, offset)(out);
  out.byte(lane);
};
const shifted = (code: number) => (value: Expression, bits: number): Expression => vector(code)(value, i32.const(bits));

export const i32 = {
  const: (value: number): Expression => (out) => { out.byte(0x41); out.signed(value | 0); },
  load: withOffset([0x28]), load8U: withOffset([0x2d]), ltS: instruction(0x48), gtS: instruction(0x4a), store8: storeWith([0x3a]), store16: storeWith([0x3b]), add: instruction(0x6a), sub: instruction(0x6b), shl: instruction(0x74), eq: instruction(0x46), mul: instruction(0x6c),
  /** `first` where the condition is not zero, else `second`. */
  select: (first: Expression, second: Expression, condition: Expression): Expression => instruction(0x1b)(first, second, condition),
};

const laneOf = (code: number) => (value: Expression, lane: number): Expression => (out) => {
  vector(code)(value)(out);
  out.byte(lane);
};

export const f32 = {
  const: (value: number): Expression => (out) => { out.byte(0x43); out.bytes(new Uint8Array(Float32Array.of(value).buffer)); },
  store: storeWith([0x38]), sqrt: instruction(0x91), add: instruction(0x92), div: instruction(0x95), mul: instruction(0x94),
};

export const v128 = {
  load: withOffset(vectorOpcode(0x00)), store: storeWith(vectorOpcode(0x0b)),
  /** Eight int8 as int16. */
  load8x8S: withOffset(vectorOpcode(0x01)),
  /** Four uint16 as uint32. */
  load16x4U: withOffset(vectorOpcode(0x04)), load32Splat: withOffset(vectorOpcode(0x09)), load64Zero: withOffset(vectorOpcode(0x5d)),
  store8Lane: laneStore(0x58), store16Lane: laneStore(0x59), store32Lane: laneStore(0x5a), store64Lane: laneStore(0x5b),
  const: (bytes: ArrayLike<number>): Expression => (out) => {
    for (const byte of vectorOpcode(0x0c)) out.byte(byte);
    out.bytes(bytes);
  },
  /** Bytes of two vectors, by their places in both. */
  shuffle: (first: Expression, second: Expression, places: readonly number[]): Expression => (out) => {
    first(out);
    second(out);
    for (const byte of vectorOpcode(0x0d)) out.byte(byte);
    out.bytes(places);
  },
  /** The first's bits that the second has not. */
  andNot: vector(0x4f), and: vector(0x4e), or: vector(0x50), bitselect: vector(0x52),
};

export const i8x16 = { narrowI16x8S: vector(0x65) };
export const i16x8 = {
  narrowI32x4S: vector(0x85), shrS: shifted(0x8c), add: vector(0x8e), addSatS: vector(0x8f), sub: vector(0x91), minS: vector(0x96), maxS: vector(0x98),
};
export const i32x4 = {
  truncF32x4S: vector(0xf8), gtS: vector(0x3b), extendLowI16x8S: vector(0xa7), extendHighI16x8S: vector(0xa8), extendLowU16x8: vector(0xa9), shrS: shifted(0xac),
  add: vector(0xae), sub: vector(0xb1), mul: vector(0xb5), dotI16x8S: vector(0xba), splat: vector(0x11), lane: laneOf(0x1b), ltS: vector(0x39), shl: shifted(0xab),
};
export const i64x2 = { add: vector(0xce), extmulLowI32x4S: vector(0xdc), extmulHighI32x4S: vector(0xdd) };
export const f32x4 = {
  add: vector(0xe4), sub: vector(0xe5), mul: vector(0xe6), div: vector(0xe7), convertI32x4S: vector(0xfa), splat: vector(0x13), lane: laneOf(0x1f), abs: vector(0xe0), neg: vector(0xe1),
  lt: vector(0x43), ge: vector(0x46),
  /** The second where it is less than the first, else the first; so with NaN. */
  pmin: vector(0xea),
  /** The second where it is more than the first, else the first. */
  pmax: vector(0xeb),
};

/** Copies `bytes` within the memory. */
export function copyMemory(to: Expression, from: Expression, bytes: Expression): Statement {
  return instruction(0xfc, 0x0a, 0, 0)(to, from, bytes);
}

/** The body of one function: its locals, and statements in order. */
export class FunctionBody {
  private readonly types: ValueType[] = [];
  private readonly statements: Statement[] = [];

  local(type: ValueType): Local {
    const index = this.types.push(type) - 1;
    const withIndex = (opcode: number) => (out: Writer): void => { out.byte(opcode); out.unsigned(index); };
    return { get: withIndex(0x20), set: (value) => (out) => { value(out); withIndex(0x21)(out); } };
  }

  locals(type: ValueType, count: number): readonly Local[] {
    return Array.from({ length: count }, () => this.local(type));
  }

  add(...statements: readonly Statement[]): void {
    this.statements.push(...statements);
  }

  /** Runs the statements `count` times; `count` is at least 1. */
  repeat(count: number, ...body: readonly Statement[]): Statement {
    return this.repeatCounted(count, () => body);
  }

  /** The same with statements that may depend on the number of turns left, the current one included; undefined: there is one only. */
  repeatCounted(count: number, body: (left: Expression | undefined) => readonly Statement[]): Statement {
    if (count === 1) return sequence(...body(undefined));
    const left = this.local('i32');
    return sequence(left.set(i32.const(count)), this.loopWhile(left.get, ...body(left.get), left.set(i32.sub(left.get, i32.const(1)))));
  }

  /** Runs the statements, and again while the condition behind them holds. */
  loopWhile(condition: Expression, ...body: readonly Statement[]): Statement {
    return (out) => {
      out.byte(0x03);
      out.byte(0x40);
      sequence(...body, condition)(out);
      out.byte(0x0d);
      out.byte(0);
      out.byte(0x0b);
    };
  }

  encode(): Uint8Array {
    const out = new Writer();
    out.unsigned(this.types.length);
    for (const type of this.types) {
      out.unsigned(1);
      out.byte(typeCodes[type]);
    }
    sequence(...this.statements)(out);
    out.byte(0x0b);
    return out.take();
  }
}

/** Adds a constant to a local. */
export function advance(pointer: Local, bytes: number): Statement {
  return bytes === 0 ? sequence() : pointer.set(i32.add(pointer.get, i32.const(bytes)));
}

/** Functions without parameters and results over one memory, imported as `m` of module `m`. */
export class ModuleWriter {
  private readonly bodies: Uint8Array[] = [];
  private readonly exported: { readonly name: string; readonly index: number }[] = [];

  /** Adds a function; returns the statement that calls it. */
  function(body: FunctionBody): Statement {
    const index = this.bodies.push(body.encode()) - 1;
    return (out) => { out.byte(0x10); out.unsigned(index); };
  }

  /** Adds a function under a name that the host sees. */
  export(name: string, body: FunctionBody): void {
    this.function(body);
    this.exported.push({ name, index: this.bodies.length - 1 });
  }

  encode(memoryPages: number): Uint8Array<ArrayBuffer> {
    const out = new Writer(), { bodies, exported } = this;
    const section = (id: number, write: (content: Writer) => void): void => {
      const content = new Writer();
      write(content);
      out.byte(id);
      out.unsigned(content.length);
      out.bytes(content.take());
    };
    out.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    section(1, (types) => types.bytes([1, 0x60, 0, 0]));
    section(2, (imports) => {
      imports.unsigned(1);
      imports.text('m');
      imports.text('m');
      imports.bytes([0x02, 0x00]);
      imports.unsigned(memoryPages);
    });
    section(3, (functions) => { functions.unsigned(bodies.length); for (let at = 0; at < bodies.length; at++) functions.unsigned(0); });
    section(7, (exports) => {
      exports.unsigned(exported.length);
      for (const { name, index } of exported) {
        exports.text(name);
        exports.byte(0x00);
        exports.unsigned(index);
      }
    });
    section(10, (code) => {
      code.unsigned(bodies.length);
      for (const body of bodies) {
        code.unsigned(body.length);
        code.bytes(body);
      }
    });
    return out.take();
  }
}
