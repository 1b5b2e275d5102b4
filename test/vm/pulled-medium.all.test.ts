import { expect, test } from 'vitest';
import { openLab, UNFINISHED } from './lab.ts';
import { LIMITS } from './scenario.ts';

/** How the installation ends, if it can still say so: programs lie on the medium, the installer among them. */
const ENDED = /"exit_code": ?\d+|Bus error|@ended/;

/** The guest's lock on the tray does not hold a hand that uses the emergency hole. */
const EJECT = [
  ['blockdev-open-tray', { id: 'cd', force: true }],
  ['blockdev-remove-medium', { id: 'cd' }],
] as const;
const UNPLUG = [['device_del', { id: 'stick' }]] as const;

test.each([
  { as: 'cd', number: 66, how: 'ejected', pull: EJECT },
  { as: 'usb', number: 67, how: 'pulled out', pull: UNPLUG },
] as const)('a $as $how while it is read: no firmware starts half a system', async ({ as, number, pull }) => {
  const lab = await openLab({ name: `pulled-${as}`, number }, (options) => ({
    ...options,
    medium: { as, preferred: true },
  }));
  try {
    await lab.answers({ serial: 'TARGET-1' });
    lab.begin(['inside:write-usr', 'echo 3 > /proc/sys/vm/drop_caches; echo @writing']);
    await lab.vm.console.waitFor(/@writing/, LIMITS.install);
    for (const [command, args] of pull) await lab.vm.qmp(command, args);
    await lab.vm.console.waitFor(ENDED, LIMITS.install);
    expect(lab.outcomesNow()).toEqual(UNFINISHED);
  } finally {
    await lab.close();
  }
});
