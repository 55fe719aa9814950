/**
 * A small WebAssembly writer: just enough of the binary format to assemble the SIMD kernels at start-up from readable
 * source, with no toolchain. Code is an array of bytes; operators take and give such arrays, so kernels read as formulas.
 * Invariant: what it writes validates, or `WebAssembly.validate` says so before anything runs.
 */

/** Bytes of code that leave one value (an expression) or none (a statement). */
export type Code = number[];

const I32 = 0x7f;
const V128 = 0x7b;

function unsignedLeb(n: number): number[] {
  const out: number[] = [];
  do {
    const rest = Math.floor(n / 128);
    out.push((n % 128) | (rest > 0 ? 0x80 : 0));
    n = rest;
  } while (n > 0);
  return out;
}

function signedLeb(n: number): number[] {
  const out: number[] = [];
  for (;;) {
    const byte = n & 0x7f;
    n >>= 7;
    const done = (n === 0 && !(byte & 0x40)) || (n === -1 && (byte & 0x40) !== 0);
    out.push(done ? byte : byte | 0x80);
    if (done) return out;
  }
}

const simd = (opcode: number): Code => [0xfd, ...unsignedLeb(opcode)];
const binary = (opcode: Code) => (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary = (opcode: Code) => (a: Code): Code => [...a, ...opcode];

/** 32-bit integers. */
export const i32 = {
  of: (n: number): Code => [0x41, ...signedLeb(n)],
  add: binary([0x6a]), sub: binary([0x6b]), mul: binary([0x6c]), shl: binary([0x74]), shr: binary([0x76]),
  lessThan: binary([0x49]),
  load: (address: Code, offset = 0): Code => [...address, 0x28, 2, ...unsignedLeb(offset)],
};

/** 128-bit vectors by lane type. Names follow the specification. */
export const v128 = {
  zero: [...simd(0x0c), ...new Array<number>(16).fill(0)],
  load: (address: Code, offset = 0): Code => [...address, ...simd(0x00), 0, ...unsignedLeb(offset)],
  loadSplat32: (address: Code, offset = 0): Code => [...address, ...simd(0x09), 2, ...unsignedLeb(offset)],
  loadSplat64: (address: Code, offset = 0): Code => [...address, ...simd(0x0a), 3, ...unsignedLeb(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...simd(0x0b), 0, ...unsignedLeb(offset)],
  /** The upper two 32-bit lanes, moved down. */
  upperHalf: (a: Code): Code => [...a, ...a, ...simd(0x0d), 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15],
};
export const i8x16 = { add: binary(simd(0x6e)) };
export const i16x8 = { add: binary(simd(0x8e)), fromLowBytes: unary(simd(0x89)), fromHighBytes: unary(simd(0x8a)) };
export const f32x4 = {
  add: binary(simd(0xe4)), mul: binary(simd(0xe6)), div: binary(simd(0xe7)), max: binary(simd(0xe9)),
  fromLowShorts: (a: Code): Code => [...a, ...simd(0xa9), ...simd(0xfa)], fromHighShorts: (a: Code): Code => [...a, ...simd(0xaa), ...simd(0xfa)],
  /** a·b + c in one rounding where the machine has it (relaxed SIMD). */
  relaxedMultiplyAdd: (a: Code, b: Code, c: Code): Code => [...a, ...b, ...c, ...simd(0x105)],
};
export const f64x2 = { add: binary(simd(0xf0)), mul: binary(simd(0xf2)), fromLowFloats: unary(simd(0x5f)) };

/** A function's parameters (all i32) and locals by name. */
export interface Signature { name: string; params: string[]; i32?: string[]; v128?: string[] }

/** Access to a function's variables by name. */
export interface Variables {
  get: (name: string) => Code;
  set: (name: string, value: Code) => Code;
  /** `name += by` */
  step: (name: string, by: number) => Code;
}

/** `while (condition) body` */
export function loopWhile(condition: Code, ...body: Code[]): Code {
  return [0x02, 0x40, 0x03, 0x40, ...condition, 0x45, 0x0d, 1, ...body.flat(), 0x0c, 0, 0x0b, 0x0b];
}

/** `if (condition) body` */
export function when(condition: Code, ...body: Code[]): Code {
  return [...condition, 0x04, 0x40, ...body.flat(), 0x0b];
}

/** The binary of a module with these functions, all exported, over an imported memory `m.memory`, shared by threads or not. */
export function moduleBytes(functions: { signature: Signature; body: (v: Variables) => Code }[], shared: boolean): Uint8Array<ArrayBuffer> {
  const vector = (items: Code[]): Code => [...unsignedLeb(items.length), ...items.flat()];
  const section = (id: number, content: Code): Code => [id, ...unsignedLeb(content.length), ...content];
  const name = (text: string): Code => vector([...new TextEncoder().encode(text)].map((b) => [b]));
  const types = functions.map((f) => [0x60, ...vector(f.signature.params.map(() => [I32])), 0]);
  const bodies = functions.map(({ signature, body }) => {
    const names = [...signature.params, ...(signature.i32 ?? []), ...(signature.v128 ?? [])];
    const place = (n: string): number[] => {
      const at = names.indexOf(n);
      if (at < 0) throw new Error(`no variable ${n} in ${signature.name}`);
      return unsignedLeb(at);
    };
    const variables: Variables = {
      get: (n) => [0x20, ...place(n)],
      set: (n, value) => [...value, 0x21, ...place(n)],
      step: (n, by) => [0x20, ...place(n), ...i32.of(by), 0x6a, 0x21, ...place(n)],
    };
    const locals = vector([[...unsignedLeb(signature.i32?.length ?? 0), I32], [...unsignedLeb(signature.v128?.length ?? 0), V128]]);
    const code = [...locals, ...body(variables), 0x0b];
    return [...unsignedLeb(code.length), ...code];
  });
  return Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, vector(types)),
    ...section(2, vector([[...name("m"), ...name("memory"), 0x02, ...(shared ? [0x03, 1, ...unsignedLeb(65_536)] : [0x00, 1])]])),
    ...section(3, vector(functions.map((_, i) => unsignedLeb(i)))),
    ...section(7, vector(functions.map((f, i) => [...name(f.signature.name), 0x00, ...unsignedLeb(i)]))),
    ...section(10, vector(bodies)),
  ]);
}
