/** One part of systeminformation: the whole of it costs each start of the program 3 MB and 15 ms. */
declare module 'systeminformation/lib/cpu.js' {
  import type { Systeminformation } from 'systeminformation';

  const cpuLibrary: { readonly cpu: () => Promise<Systeminformation.CpuData> };
  // biome-ignore lint/style/noDefaultExport: what a CommonJS module exports
  export default cpuLibrary;
}
