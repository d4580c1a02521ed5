/** What every host of this runtime has of WebAssembly: as much as the engine needs. */

export interface HostModule { readonly brand?: 'WebAssembly.Module' }
export interface HostMemory { readonly buffer: ArrayBuffer }
interface Host {
  readonly Memory: new (size: { readonly initial: number }) => HostMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => HostModule;
  readonly Instance: new (module: HostModule, imports: { readonly m: { readonly m: HostMemory } }) => { readonly exports: Readonly<Record<string, () => void>> };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
declare const WebAssembly: Host | undefined;

export function host(): Host | undefined {
  return typeof WebAssembly === 'undefined' ? undefined : WebAssembly;
}
