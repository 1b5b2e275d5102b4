import { realMachine } from '../machine.ts';
import { pause } from '../pause.ts';
import { ended, USAGE } from './failure.ts';
import { waitFor } from './platform/gluster/wait.ts';
import { readPlatform } from './platform/read-cluster.ts';

/** A little longer than the node that creates the volume tries. */
const DEADLINE_SECONDS = 16 * 60;

process.exitCode = await ended('cos-gluster-wait', async () => {
  const [volume] = process.argv.slice(2);
  if (volume === undefined) {
    process.stderr.write('usage: cos-gluster-wait VOLUME\n');
    return USAGE;
  }
  const { cluster, self } = await readPlatform(realMachine);
  const elapsed = () => performance.now() / 1000;
  await waitFor(volume, {
    cluster,
    self: self.name,
    machine: realMachine,
    pause,
    elapsed,
    deadlineSeconds: DEADLINE_SECONDS,
  });
  return 0;
});
