import { PASSWORD } from './node.ts';
import { KEY, type Operator } from './operator.ts';
import { LIMITS, type Stage } from './scenario.ts';

const YES = KEY.down + KEY.enter;
/** The last four characters of the target's serial number. */
const NAMED = 'et-1';

/** The first two pages. */
export async function choosesRole(operator: Operator, role: string, next: RegExp): Promise<void> {
  await operator.sees(/Welcome to COS Installation/, LIMITS.live);
  await operator.types(KEY.enter, /Select Role/);
  await operator.chooses(role, next);
}

/** The pages about the system, from the host name to the network cards. */
export async function answersSystem(operator: Operator, { scenario, key }: Stage): Promise<void> {
  await operator.fills([scenario.hostname, PASSWORD, PASSWORD], /Time Zone/);
  const [timezone, ntp, kept] = ['Asia/Shanghai', '192.168.122.1', 'test.kept=yes'];
  await operator.fills([timezone, ntp, kept, key.publicKey], /SSH Key.*\n.*SSH Key/);
  await operator.types(KEY.enter, /Select Network Interface/);
  await operator.sees(/\[Linked\]/);
}

/** Chooses the first disk, and looks at the summary before the last question. */
export async function choosesDisk(operator: Operator): Promise<void> {
  await operator.sees(/Select Disk/);
  await operator.sees(/ > +\( \).*\n.*TARGET-1/);
  await operator.types(KEY.space, / > +\(\*\).*\n.*TARGET-1/);
  await operator.types(KEY.enter, /Data Disk.*\n[\s\S]*\(\*\) none/);
  await operator.types(KEY.enter, /Network Test/);
  // Controllers, name servers and time servers do not answer on QEMU's own network.
  await operator.sees(/Failed: \d+\.[\s\S]* > +Go on anyway/, LIMITS.networkTest);
  await operator.types(KEY.enter, /All data on \/dev\/\w+ \(10\.7 GB/);
  await operator.types(KEY.tab + KEY.enter, /Last Confirm/);
}

/** The disk named, once wrongly; then the last question answered with yes. */
export async function confirms(operator: Operator): Promise<void> {
  await operator.types(`ER-1${KEY.enter}`, /this is not \/dev\/\w+: the last 4 characters/);
  await operator.sees(/\n {4}No, go back to the summary *\n(?! +Yes,)/);
  await operator.types(`${KEY.eraseLine}${NAMED}${KEY.enter}`, / > +No, go back to the summary\s*\n +Yes,/);
  await operator.types(YES, /Installing/);
}

/** Waits for the end of the installation, and saves its answers on the volume for them. */
export async function finishesAndSaves(operator: Operator): Promise<void> {
  await operator.sees(/COS is installed on \/dev\/\w+/, LIMITS.install);
  await operator.chooses('Save the answers', /Saved as \S+\.yaml on/);
}
