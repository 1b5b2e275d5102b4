import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandLine } from '../commands/program.ts';
import { openPty } from './pty.ts';

const ESC = '\u001b';
const CTRL_C = 0x03;
/** Keys, sequences whole and broken, marks of pasted text, answers that nobody asked for. */
const PIECES = [
  ...[
    '\r',
    '\n',
    '\t',
    ' ',
    '\u007f',
    '\u0015',
    '\u0007',
    '\u000c',
    '\u0004',
    'é',
    '装',
    '👩‍👩‍👧',
    'e\u0301',
  ],
  ...[
    '[A',
    '[B',
    '[C',
    '[D',
    'OP',
    '[5~',
    '[6~',
    '[Z',
    '[1;5B',
    '[',
    'O',
    '[1;',
    '[999',
    '[M',
    '[[',
    'P1$r',
  ].map((rest) => ESC + rest),
  ...[
    `${ESC}[200~a\r\nb${ESC}[201~`,
    `${ESC}[200~`,
    `${ESC}[201~`,
    `${ESC}]11;rgb:0/0/0\u0007`,
    ESC,
    `${ESC}${ESC}`,
  ],
].map((text) => Buffer.from(text));
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
  // Any bytes: cut characters, controls of eight bits. Ctrl+C alone would end it before the end.
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 6 }).map((all) => all.filter((byte) => byte !== CTRL_C)),
  },
);
/** Some thousand bytes, in pieces that are cut anywhere: also one byte at a time. */
const noise = fc
  .tuple(
    fc.array(piece, { minLength: 800, maxLength: 800 }),
    fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 40 }),
  )
  .map(([pieces, lengths]) => {
    const bytes = Buffer.concat(pieces);
    const cut: Buffer[] = [];
    for (let start = 0; start < bytes.length; start += cut.at(-1)?.length ?? 1)
      cut.push(bytes.subarray(start, start + (lengths[cut.length % lengths.length] ?? 1)));
    return cut;
  });

test.each([
  { term: 'xterm-256color', columns: 100, rows: 30, env: { LANG: 'C.UTF-8' }, seed: 1 },
  { term: 'linux', seed: 2 },
])(
  '$term: whatever bytes come, the wizard lives, shows itself whole, and gives the terminal back',
  async (options) => {
    const pty = openPty(commandLine(['wizard', '--machine', 'test/machines/virtio-vm.json']), options);
    await pty.waitFor(/Welcome to COS Installation/);
    const [bytes = []] = fc.sample(noise, { numRuns: 1, seed: options.seed });
    expect(Buffer.concat(bytes).length).toBeGreaterThan(2000);
    for (const part of bytes) await pty.sendBytes(part);
    // The end of what the noise left open: pasted text, an answer of the terminal.
    pty.send(`${ESC}[201~`);
    const asked = async (keys: string) => {
      pty.send(keys);
      await pty.waitFor(/Abort the installation\?/);
      return pty.screen();
    };
    const changed = await asked('\u0003');
    pty.send('\r');
    await pty.waitFor(/^(?![\s\S]*Abort the installation)/);
    const page = pty.screen();
    // Drawn whole, it shows the same as after all those changes.
    expect(await asked('\u000c\u0003')).toEqual(changed);
    pty.send('\r');
    await pty.waitFor(/^(?![\s\S]*Abort the installation)/);
    expect(pty.screen()).toEqual(page);
    await asked('\u0003');
    pty.send('\t\r');
    expect(await pty.exit).toEqual({ status: 130, restored: true });
    expect(pty.screen().join('\n')).toContain('Nothing was written to any disk.');
  },
);
