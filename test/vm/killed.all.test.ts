import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERIFY_MAPPING } from '../../src/installer/steps/places.ts';
import { COMPLETE, type Lab, openLab, type Ran, UNFINISHED } from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ name: 'killed', number: 63 });
  await lab.answers({ serial: 'TARGET-1' });
});
afterAll(() => lab?.close());

/** The steps of an installation, in order, and a moment in each: where something is mounted, if it mounts anything. */
const STEPS = [
  ['check-medium', 'inside:check-medium'],
  ['prove-target', 'working:prove-target'],
  ['keep-undo', 'working:keep-undo'],
  ['mark', 'working:mark'],
  ['wipe', 'command:wipe:wipefs --all --quiet --types nodos /dev/vda'],
  ['end-undo', 'working:end-undo'],
  ['partition', 'working:partition'],
  ['write-esp', 'command:write-esp:/esp/coreos/vmlinuz-a'],
  ['write-oem', 'nth:write-oem:2'],
  ['write-root', 'command:write-root:/extensions/cos-tools.raw'],
  ['write-usr', 'inside:write-usr'],
  ['verify-files', 'nth:verify-files:7'],
  ['keep-log', 'nth:keep-log:3'],
  ['mark-complete', 'nth:mark-complete:2'],
  ['boot-bios', 'nth:boot-bios:1'],
  ['boot-uefi', 'command:boot-uefi:/EFI/BOOT/BOOTX64.EFI'],
  ['finish', 'inside:finish'],
] as const;
/** The write that decides for one firmware or both is in the step: it was made when the kill came, or not. */
const DECIDES: readonly string[] = ['mark', 'boot-uefi', 'finish'];

/** Killed when they begin, too: what the step before has written is there, and nothing else. */
const SEAMS = ['wipe', 'partition', 'boot-uefi', 'finish'];

/** What a firmware may find after a kill in a step; the disk held a complete node before the first kill. */
function allowed(step: string): readonly string[] {
  const [complete = ''] = COMPLETE;
  const [unfinished = ''] = UNFINISHED;
  if (DECIDES.includes(step)) return [complete, unfinished];
  const place = (id: string) => STEPS.findIndex(([one]) => one === id);
  return place(step) < place('mark') ? [complete] : [unfinished];
}

async function expectAllowed(step: string): Promise<void> {
  for (const outcome of await lab.outcomes()) expect(allowed(step)).toContain(outcome);
}

/** What the installation before had left did not keep this one from reaching the moment. */
async function killedAt(when: string, what = 'kill'): Promise<Ran> {
  const ran = await lab.install([when, what]);
  expect(ran, when).toMatchObject({ undone_acts: [], code: -9 });
  return ran;
}

async function expectWhole(): Promise<Ran> {
  const ran = await lab.install();
  expect(ran).toMatchObject({ code: 0, last: 'ended', complaints: '' });
  expect(await lab.outcomes()).toEqual(COMPLETE);
  return ran;
}

test('the steps are those that are killed here', async () => {
  expect((await expectWhole()).started).toEqual(STEPS.map(([id]) => id));
});

test.each(STEPS)('killed in %s: no firmware starts half a system', async (step, inside) => {
  await killedAt(inside);
  await expectAllowed(step);
});

test.each(SEAMS)('killed when %s begins: no firmware starts half a system', async (step) => {
  await killedAt(`step-started:${step}`);
  await expectAllowed(step);
});

test('killed after the last step: complete', async () => {
  await killedAt('step-finished:finish');
  expect(await lab.outcomes()).toEqual(COMPLETE);
});

test.each([
  [
    'a file system is mounted',
    'command:write-esp:/esp/coreos/vmlinuz-a',
    'kill',
    'mount /run/cos-install/esp',
  ],
  [
    'the image is read back',
    'nth:write-usr:1',
    // The installer goes on meanwhile.
    `(until [ -e /dev/mapper/${VERIFY_MAPPING} ]; do :; done; kill -KILL $INSTALLER) &`,
    `mapping ${VERIFY_MAPPING}`,
  ],
])(
  'killed while %s: the next installation clears that, says so, and is complete',
  async (_, when, what, left) => {
    await killedAt(when, what);
    expect(await lab.outcomes()).toEqual(UNFINISHED);
    const ran = await expectWhole();
    const cleared = ran.lines.find((line) => line.startsWith('Cleared what a killed installation had left'));
    expect(cleared).toContain(left);
    expect(
      await lab.shell.sh('findmnt -lno TARGET | grep ^/run/cos-install/[eor]; dmsetup ls; true'),
    ).not.toMatch(/cos/);
  },
);
