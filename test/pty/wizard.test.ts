import { expect, test } from 'vitest';
import { openPty } from './pty.ts';

const MACHINE = 'test/machines/virtio-vm.json';
const UP = '\x1b[A';

test.each(['vt220', 'linux', 'xterm-256color'])(
  'a person at a %s answers up to the confirmation, leaves by Ctrl+C, and nothing was written',
  async (term) => {
    const pty = openPty([process.execPath, 'src/main.ts', 'wizard', '--machine', MACHINE], { term });
    let seen = '';
    const answer = async (keys: string, next: RegExp) => {
      pty.send(keys);
      await pty.waitFor(next);
      seen += pty.screen().join('\n');
    };
    await pty.waitFor(/Welcome to COS Installation/);
    await answer('\r', /Select Role/);
    await answer('\r', /HTTP Port/);
    await answer('\r\r\r', /Using Controller HA/);
    await answer('\r', /System Settings/);
    await answer('\rsecret12345\rsecret12345\r', /Time Zone/);
    await answer('\r\r\r\r', /enp1s0 \[Linked\]/);
    await answer('\r', /DHCP Request/);
    await answer('\r', /SetUp enp1s0/);
    await answer('\r192.168.122.170/24\r10.0.0.1\r', /10\.0\.0\.1 is outside/);
    await answer(`${UP}\x15192.168.122.1\r\r\r\r`, /Select Disk/);
    await answer(' \r', /Data Disk/);
    await answer('\r', /All data on \/dev\/vda/);
    await answer('\t\r', /Last Confirm/);
    expect(pty.screen().join('\n')).toContain('Are you sure to install COS on device /dev/vda');
    await answer('ther\r', /this is not \/dev\/vda: the last 4 characters of its serial number/);
    await answer('\x15RGET\r', / > +No, go back to the summary/);
    // A recorded machine is never installed.
    expect(pty.screen().join('\n')).not.toContain('Yes,');
    await answer('\x03', /Abort the installation\?/);
    expect(pty.cursorShown()).toBe(false);
    pty.send('\t\r');
    expect(await pty.exit).toEqual({ status: 130, restored: true });
    expect(pty.cursorShown()).toBe(true);
    expect(pty.screen().join('\n')).toContain('Aborted. Nothing was written to any disk.');
    expect(seen).not.toContain('secret12345');
  },
);

test.each([
  ['vt220', 79, 24, 'the wizard needs a screen of 80x24 or more, this one is 79x24; enlarge it'],
  ['vt52', 80, 24, 'cannot move the cursor of this terminal (TERM=vt52); set TERM'],
])('%s of %i x %i: says what is wrong with it, and ends', async (term, columns, rows, said) => {
  const command = [process.execPath, 'src/main.ts', 'wizard', '--machine', MACHINE];
  const pty = openPty(command, { term, columns, rows });
  expect(await pty.exit).toEqual({ status: 2, restored: true });
  expect(pty.screen().join('')).toContain(said);
});

/** Fails when it reads a `!`, as a bug would. */
const BUG = 'process.stdin.on("data",(d)=>{if(d.includes("!"))throw new Error("as asked")})';

test.each(['vt220', 'xterm'])(
  '%s: a bug gives the terminal back, is said, and has its exit code',
  async (term) => {
    const command = [process.execPath, 'src/main.ts', 'wizard', '--machine', MACHINE];
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(BUG)}` };
    const pty = openPty(command, { term, env });
    await pty.waitFor(/Welcome to COS Installation/);
    pty.send('!');
    expect(await pty.exit).toEqual({ status: 70, restored: true });
    expect({ shown: pty.cursorShown(), alternate: pty.alternate() }).toEqual({
      shown: true,
      alternate: false,
    });
    expect(pty.screen().join('\n')).toContain('Unexpected: Error: as asked');
    expect(pty.screen().join('\n')).toContain('More about it: cos-install explain E490');
  },
);
