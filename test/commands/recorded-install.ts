import { registerHooks } from 'node:module';
import { parseArgs } from 'node:util';
import { install } from '../../src/commands/install.ts';
import { processTools } from '../../src/commands/process-tools.ts';
import { realMachine } from '../../src/machine.ts';

const SILENT = 'export const inkRenderer = () => ({ listen() {}, async close() {} });';

// `install` for a recorded machine, which cos-install refuses: here the recorded disk is one that no machine
// has, so that an installation fails before its first write.
// Node does not run .tsx: what an unattended installation shows on a terminal has tests of its own.
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/ink/render.tsx')
      ? { format: 'module', source: SILENT, shortCircuit: true }
      : next(url, context),
});
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    machine: { type: 'string' },
    output: { type: 'string' },
    log: { type: 'string' },
    node: { type: 'string' },
  },
});
const { machine = '', output, log, node } = values;
const common = {
  output: output === 'json' ? output : 'text',
  machine,
  ...(log ? { log } : {}),
  ...(node ? { node } : {}),
} as const;
process.exit(await install(positionals[0], common, processTools(realMachine)));
