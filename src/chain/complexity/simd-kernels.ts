/**
 * The SIMD kernels, as source for the WebAssembly writer: shared regions of activities, proximity, column sums, basket sums.
 * Invariant: pointers are in bytes and aligned as the layouts say; kernels neither allocate nor check bounds.
 */
import {
  f32x4, f64x2, i16x8, i32, i8x16, loopWhile, moduleBytes, v128, when, type Code, type Signature, type Variables,
} from "./wasm-module.ts";
import { wasm, type WasmMemory, type WasmModule } from "./webassembly.ts";

/** Columns handled at once when regions are counted: one cache line of bytes. */
export const WIDE = 64;

const four = [0, 1, 2, 3];
const eight = [0, 1, 2, 3, 4, 5, 6, 7];

/**
 * For each of `count` activities, in how many of its regions each of 64 activities is found too. `block` holds M as
 * bytes (64 a region), `list` the byte offsets of each activity's regions, `starts` where each list starts. Writes u16.
 * Bytes are summed, 255 regions at most before they are widened: adding rows of bytes takes a fifth of the
 * instructions of counting bits, and its work shrinks with the ones of M.
 */
const sharedTile = {
  signature: {
    name: "sharedTile", params: ["block", "starts", "list", "count", "out"], i32: ["i", "end", "stop", "at", "last"],
    v128: [...four.map((k) => `b${k}`), ...eight.map((k) => `w${k}`)],
  } satisfies Signature,
  body: ({ get, set, step }: Variables): Code => [
    ...set("last", i32.add(get("starts"), i32.shl(get("count"), i32.of(2)))),
    ...loopWhile(i32.lessThan(get("starts"), get("last")),
      set("i", i32.add(get("list"), i32.shl(i32.load(get("starts")), i32.of(2)))),
      set("end", i32.add(get("list"), i32.shl(i32.load(get("starts"), 4), i32.of(2)))),
      ...eight.map((k) => set(`w${k}`, v128.zero)),
      loopWhile(i32.lessThan(get("i"), get("end")),
        set("stop", i32.add(get("i"), i32.of(255 * 4))),
        when(i32.lessThan(get("end"), get("stop")), set("stop", get("end"))),
        ...four.map((k) => set(`b${k}`, v128.zero)),
        loopWhile(i32.lessThan(get("i"), get("stop")),
          set("at", i32.add(get("block"), i32.load(get("i")))),
          ...four.map((k) => set(`b${k}`, i8x16.add(get(`b${k}`), v128.load(get("at"), 16 * k)))),
          step("i", 4)),
        ...four.flatMap((k) => [
          set(`w${2 * k}`, i16x8.add(get(`w${2 * k}`), i16x8.fromLowBytes(get(`b${k}`)))),
          set(`w${2 * k + 1}`, i16x8.add(get(`w${2 * k + 1}`), i16x8.fromHighBytes(get(`b${k}`)))),
        ])),
      ...eight.map((k) => v128.store(get("out"), get(`w${k}`), 16 * k)),
      step("out", 2 * WIDE),
      step("starts", 4)),
  ],
};

/**
 * φ = C / max(u_p, u_q) of 64 columns for `count` rows: `shared` as written above, `ubiquity` of the rows and `columns`
 * of the 64 as f32 (1 where nobody is specialised, so that nothing is divided by zero). `tile` bytes from one tile of
 * 16 columns to the next.
 */
const minimumTile = {
  signature: {
    name: "minimumTile", params: ["shared", "ubiquity", "columns", "count", "phi", "tile"], i32: ["last", "to"], v128: ["u", "c"],
  } satisfies Signature,
  body: ({ get, set, step }: Variables): Code => {
    const quarter = (k: number): Code[] => [
      set("c", v128.load(get("shared"), 16 * k)),
      v128.store(get("to"), f32x4.div(f32x4.fromLowShorts(get("c")), f32x4.max(get("u"), v128.load(get("columns"), 32 * k))), 32 * (k % 2)),
      v128.store(get("to"), f32x4.div(f32x4.fromHighShorts(get("c")), f32x4.max(get("u"), v128.load(get("columns"), 32 * k + 16))), 32 * (k % 2) + 16),
    ];
    return [
      ...set("last", i32.add(get("ubiquity"), i32.shl(get("count"), i32.of(2)))),
      ...loopWhile(i32.lessThan(get("ubiquity"), get("last")),
        set("u", v128.loadSplat32(get("ubiquity"))),
        set("to", get("phi")),
        ...four.flatMap((t) => [...quarter(2 * t), ...quarter(2 * t + 1), set("to", i32.add(get("to"), get("tile")))]),
        step("phi", 64), step("shared", 2 * WIDE), step("ubiquity", 4)),
    ];
  },
};

/** Σ_q weight_q φ_qp of one tile of 16 columns over `count` rows, in double precision; `weight` and `out` are f64. */
const columnSums = {
  signature: { name: "columnSums", params: ["phi", "weight", "count", "out"], i32: ["last"], v128: ["w", "x", ...eight.map((k) => `s${k}`)] } satisfies Signature,
  body: ({ get, set, step }: Variables): Code => [
    ...set("last", i32.add(get("weight"), i32.shl(get("count"), i32.of(3)))),
    ...loopWhile(i32.lessThan(get("weight"), get("last")),
      set("w", v128.loadSplat64(get("weight"))),
      ...four.flatMap((k) => [
        set("x", v128.load(get("phi"), 16 * k)),
        set(`s${2 * k}`, f64x2.add(get(`s${2 * k}`), f64x2.mul(get("w"), f64x2.fromLowFloats(get("x"))))),
        set(`s${2 * k + 1}`, f64x2.add(get(`s${2 * k + 1}`), f64x2.mul(get("w"), f64x2.fromLowFloats(v128.upperHalf(get("x")))))),
      ]),
      step("phi", 64), step("weight", 8)),
    ...eight.flatMap((k) => v128.store(get("out"), get(`s${k}`), 16 * k)),
  ],
};

/**
 * Writes into each region's 16 columns of `plain` and `scaled` the sums of φ_q and scale_q φ_q over its basket. `list`
 * holds byte offsets q·64 into the tile, `starts` where each region's begin, `stride` bytes from region to region.
 * Four rows are put together before they are added on, so that the sums do not wait for one another.
 */
function basketSums(fused: boolean): { signature: Signature; body: (v: Variables) => Code } {
  const times = (x: Code, y: Code, onto: Code): Code => (fused ? f32x4.relaxedMultiplyAdd(x, y, onto) : f32x4.add(onto, f32x4.mul(x, y)));
  return {
    signature: {
      name: "basketSums", params: ["phi", "starts", "list", "regions", "scale", "plain", "scaled", "stride"],
      i32: ["i", "end", "last", ...four.map((j) => `p${j}`)], v128: ["x", "t", "u", ...four.flatMap((k) => [`s${k}`, `a${k}`, `b${k}`])],
    },
    body: ({ get, set, step }) => {
      /** Points p_j at row j of the next ones and s_j at its scale. */
      const point = (j: number): Code => [
        ...set(`p${j}`, i32.load(get("i"), 4 * j)),
        ...set(`s${j}`, v128.loadSplat32(i32.add(get("scale"), i32.shr(get(`p${j}`), i32.of(4))))),
        ...set(`p${j}`, i32.add(get(`p${j}`), get("phi"))),
      ];
      const fourRows = (k: number): Code => [
        ...set("x", v128.load(get("p0"), 16 * k)),
        ...set("t", f32x4.mul(get("x"), get("s0"))),
        ...set("u", get("x")),
        ...[1, 2, 3].flatMap((j) => [
          ...set("x", v128.load(get(`p${j}`), 16 * k)),
          ...set("t", times(get("x"), get(`s${j}`), get("t"))),
          ...set("u", f32x4.add(get("u"), get("x"))),
        ]),
        ...set(`a${k}`, f32x4.add(get(`a${k}`), get("u"))),
        ...set(`b${k}`, f32x4.add(get(`b${k}`), get("t"))),
      ];
      const oneRow = (k: number): Code => [
        ...set("x", v128.load(get("p0"), 16 * k)),
        ...set(`a${k}`, f32x4.add(get(`a${k}`), get("x"))),
        ...set(`b${k}`, times(get("x"), get("s0"), get(`b${k}`))),
      ];
      return [
        ...set("last", i32.add(get("starts"), i32.shl(get("regions"), i32.of(2)))),
        ...loopWhile(i32.lessThan(get("starts"), get("last")),
          set("i", i32.add(get("list"), i32.shl(i32.load(get("starts")), i32.of(2)))),
          set("end", i32.add(get("list"), i32.shl(i32.load(get("starts"), 4), i32.of(2)))),
          ...four.flatMap((k) => [set(`a${k}`, v128.zero), set(`b${k}`, v128.zero)]),
          loopWhile(i32.lessThan(i32.add(get("i"), i32.of(12)), get("end")), ...four.map(point), ...four.map(fourRows), step("i", 16)),
          loopWhile(i32.lessThan(get("i"), get("end")), point(0), ...four.map(oneRow), step("i", 4)),
          ...four.flatMap((k) => [v128.store(get("plain"), get(`a${k}`), 16 * k), v128.store(get("scaled"), get(`b${k}`), 16 * k)]),
          set("plain", i32.add(get("plain"), get("stride"))),
          set("scaled", i32.add(get("scaled"), get("stride"))),
          step("starts", 4)),
      ];
    },
  };
}

/** The kernels' functions as called from here. */
export interface Kernels {
  sharedTile(block: number, starts: number, list: number, count: number, out: number): void;
  minimumTile(shared: number, ubiquity: number, columns: number, count: number, phi: number, tile: number): void;
  columnSums(phi: number, weight: number, count: number, out: number): void;
  basketSums(phi: number, starts: number, list: number, regions: number, scale: number, plain: number, scaled: number, stride: number): void;
}

const compiled = new Map<boolean, WasmModule | undefined>();

/** The kernels' module, for a memory shared by threads or not; undefined where the machine has no SIMD. Compiled once a process. */
export function simdModule(shared: boolean): WasmModule | undefined {
  if (!compiled.has(shared)) {
    const variants = [true, false].map((fused) => moduleBytes([sharedTile, minimumTile, columnSums, basketSums(fused)], shared));
    const valid = variants.find((bytes) => wasm.validate(bytes));
    compiled.set(shared, valid && new wasm.Module(valid));
  }
  return compiled.get(shared);
}

/** The kernels over a memory. */
export function simdKernels(module: WasmModule, memory: WasmMemory): Kernels {
  return new wasm.Instance(module, { m: { memory } }).exports as unknown as Kernels;
}
