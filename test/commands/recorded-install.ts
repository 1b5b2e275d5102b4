import { parseArgs } from 'node:util';
import { install } from '../../src/commands/install.ts';
import { processTools } from '../../src/commands/process-tools.ts';
import { realMachine } from '../../src/machine.ts';

// `install` for a recorded machine, which cos-install refuses: here the recorded disk is one that no machine
// has, so that an installation fails before its first write.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { machine: { type: 'string' }, output: { type: 'string' }, log: { type: 'string' } },
});
const { machine = '', output, log } = values;
const common = { output: output === 'json' ? output : 'text', machine, ...(log ? { log } : {}) } as const;
process.exit(await install(positionals[0], common, processTools(realMachine)));
