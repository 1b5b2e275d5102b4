import { realMachine } from '../machine.ts';
import { ended } from './failure.ts';
import { versionText } from './status/version.ts';

process.exitCode = await ended('cosversion', async () => {
  process.stdout.write(await versionText(realMachine));
  return 0;
});
