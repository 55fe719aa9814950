/**
 * The part of the WebAssembly interface that is used here, typed (the compiler's libraries for servers leave it out).
 * Invariant: this names what every engine that runs this code has; nothing is added to it.
 */

export interface WasmMemory { readonly buffer: ArrayBufferLike }
export type WasmModule = object & { readonly brand?: "module" };

interface WebAssemblyApi {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  Instance: new (module: WasmModule, imports: { m: { memory: WasmMemory } }) => { readonly exports: Record<string, unknown> };
  Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory;
}

export const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
