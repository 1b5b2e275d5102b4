import { realMachine } from '../machine.ts';
import { pause } from '../pause.ts';
import { ended, USAGE } from './failure.ts';
import { prepareNode } from './prepare/prepare.ts';

process.exit(
  await ended('csphere-prepare', async () => {
    if (process.argv.length > 2) {
      process.stderr.write('Usage: csphere-prepare\nWrites the files that the units of this node read.\n');
      return USAGE;
    }
    const written = await prepareNode(realMachine, pause);
    for (const path of written) process.stdout.write(`wrote ${path}\n`);
    return 0;
  }),
);
