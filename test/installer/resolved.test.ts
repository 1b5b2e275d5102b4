import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { answerFileSchema } from '../../src/installer/answers.ts';
import { randomText, randomUuid } from '../../src/installer/random.ts';
import { answersHash, passwordHash, resolveAnswers } from '../../src/installer/resolved.ts';
import { readResolved, writeResolved } from '../../src/installer/resolved-file.ts';
import { writtenAnswers } from '../../src/installer/write-answers.ts';
import { Secret } from '../../src/secret.ts';
import { secretYaml } from '../../src/secret-yaml.ts';
import {
  answersOf,
  countingBytes,
  opensslMachine,
  PASSWORD,
  PASSWORD_HASH,
  resolvedSample,
  SAMPLES,
} from '../cloud-config/samples.ts';

/** Everything a value holds, secrets included. */
const revealed = (value: unknown) => secretYaml(value).reveal();

describe('resolveAnswers', () => {
  test('hands the password to openssl by standard input only, and keeps the hash alone', async () => {
    const { machine, calls } = opensslMachine();
    const resolved = await resolveAnswers(answersOf('controller-static'), {
      machine,
      random: countingBytes(),
    });
    expect(calls).toEqual([
      { argv: ['openssl', 'passwd', '-6', '-salt', 'ABCDEFGHIJKLMNOP', '-stdin'], stdin: `${PASSWORD}\n` },
    ]);
    expect(resolved.drawn.password_hash.reveal()).toBe(PASSWORD_HASH);
    expect(revealed(resolved)).not.toContain(PASSWORD);
  });

  test('the hash of a password alone is made the same way, with a salt of its own each time', async () => {
    const { machine, calls } = opensslMachine();
    const random = countingBytes();
    const hash = await passwordHash(new Secret(PASSWORD), { machine, random });
    expect(hash.reveal()).toBe(PASSWORD_HASH);
    await passwordHash(new Secret(PASSWORD), { machine, random });
    const salts = calls.map(({ argv }) => argv[4]);
    expect(salts).toEqual(['ABCDEFGHIJKLMNOP', 'QRSTUVWXYZabcdef']);
    expect(calls.map(({ stdin }) => stdin)).toEqual([`${PASSWORD}\n`, `${PASSWORD}\n`]);
  });

  test('a hash from the answers is used as it is', async () => {
    const answers = answersOf('agent-bridge');
    const hash = new Secret(`$y$j9T$salt$${'y'.repeat(43)}`);
    const { machine, calls } = opensslMachine();
    const hashed = {
      ...answers,
      system: { ...answers.system, password: { kind: 'hash', value: hash } },
    } as const;
    const { drawn } = await resolveAnswers(hashed, { machine });
    expect(drawn.password_hash.reveal()).toBe(hash.reveal());
    expect(calls).toEqual([]);
  });

  test('a password that openssl would cut off is not hashed', async () => {
    const answers = answersOf('agent-bridge');
    const value = new Secret('é'.repeat(129));
    const long = { ...answers, system: { ...answers.system, password: { kind: 'plain', value } } } as const;
    await expect(resolveAnswers(long, opensslMachine())).rejects.toThrow('256 bytes');
  });

  test('the key of the answers is kept; without one 32 letters and digits are drawn', async () => {
    const { machine } = opensslMachine();
    const given = await resolveAnswers(answersOf('controller-static'), { machine });
    expect(given.drawn.auth_key.reveal()).toBe('0123456789abcdefghijABCDEFGHIJ01');
    const drawn = await resolveAnswers(answersOf('agent-bridge'), { machine });
    expect(drawn.drawn.auth_key.reveal()).toMatch(/^[A-Za-z0-9]{32}$/);
  });

  test('two draws share nothing, equal bytes draw equal values', async () => {
    const { machine } = opensslMachine();
    const answers = answersOf('agent-bridge');
    const [a, b] = [await resolveAnswers(answers, { machine }), await resolveAnswers(answers, { machine })];
    const guids = [a, b].flatMap(({ drawn: d }) => [
      d.disk_guid,
      d.root_uuid,
      d.oem_uuid,
      ...Object.values(d.partition_guids),
    ]);
    expect(new Set(guids).size).toBe(18);
    expect(a.drawn.efi_volume_id).not.toBe(b.drawn.efi_volume_id);
    expect(revealed(await resolvedSample('agent-bridge'))).toBe(
      revealed(await resolvedSample('agent-bridge')),
    );
  });
});

describe('random', () => {
  const bytes = fc
    .infiniteStream(fc.nat(255))
    .map((stream) => (n: number) => Uint8Array.from(stream.take(n)));
  test('a UUID is version 4, variant 1, whatever the bytes', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        expect(randomUuid(random)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  test('text favours no letter: each of the 62 comes from four of the bytes, the other eight are skipped', () => {
    let next = 248;
    const all = randomText((n) => Uint8Array.from({ length: n }, () => next++ % 256), 248);
    const counts = Map.groupBy(all, (letter) => letter);
    expect(counts.size).toBe(62);
    expect(new Set([...counts.values()].map((list) => list.length))).toEqual(new Set([4]));
  });
});

describe('saved answers', () => {
  test.each(SAMPLES)('%s: the resolved file reads back the same', async (sample) => {
    const resolved = await resolvedSample(sample);
    const file = writeResolved(resolved);
    const again = readResolved(file.reveal());
    expect(writeResolved(again).reveal()).toBe(file.reveal());
    expect(revealed(again)).toBe(revealed(resolved));
    expect(answersHash(again.answers)).toBe(answersHash(resolved.answers));
  });

  test('a file with another value in it is refused', async () => {
    const text = writeResolved(await resolvedSample('agent-bridge')).reveal();
    expect(() => readResolved(text.replace(/disk_guid: \S+/, 'disk_guid: /dev/sda'))).toThrow('disk_guid');
    expect(() => readResolved(`${text}extra: 1\n`)).toThrow('extra');
  });

  test('its masked text holds no secret', async () => {
    const file = writeResolved(await resolvedSample('agent-bridge'));
    const shown = String(file);
    for (const secret of [PASSWORD_HASH, '8070']) {
      expect(file.reveal()).toContain(secret);
      expect(shown).not.toContain(secret);
    }
    expect(shown).not.toMatch(/auth_key: [A-Za-z0-9]/);
  });

  test.each([
    [{ size: '>=100G' }],
    [{ size: '<=2T' }],
    [{ size: '100G-2T' }],
    [{ size: '480G' }],
    [{ serial: 'S4EV*', size: '12345' }],
  ])('a selector %j is written as the schema reads it', (target) => {
    const answers = answerFileSchema.parse({
      version: 1,
      role: 'agent',
      agent: { controllers: 'a.example.com:80', install_code: '1234' },
      system: { hostname: 'a', password: 'secret' },
      network: { interface: { name: 'eno1' }, address: ['10.0.0.1/8', '2001:db8::1/64'] },
      disk: { target, data: { select: target } },
      install: { preflight_wait: '99999min', kernel_args: ['quiet'] },
    });
    const written = secretYaml(writtenAnswers(answers)).reveal();
    expect(revealed(answerFileSchema.parse(parse(written)))).toBe(revealed(answers));
  });

  test('settings of the installation that are as by default are not written', () => {
    expect(writtenAnswers(answersOf('agent-bridge')).install).toEqual({ wipe: 'target' });
  });
});

describe('answersHash', () => {
  const answers = answersOf('controller-static');
  const hash = answersHash(answers);

  test('is the same for plain and hashed password, other secrets, and other settings of the installation', async () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(answersHash((await resolvedSample('controller-static')).answers)).toBe(hash);
    expect(
      answersHash({ ...answers, install: { ...answers.install, reinstall: true, on_success: 'stay' } }),
    ).toBe(hash);
    if (answers.role !== 'controller') throw new Error('sample is no controller');
    const otherKey = { ...answers.controller, auth_key: new Secret('x'.repeat(32)) };
    expect(answersHash({ ...answers, controller: otherKey })).toBe(hash);
  });

  test('does not depend on the order of keys', () => {
    expect(
      answersHash({
        ...answers,
        network: Object.fromEntries(Object.entries(answers.network).reverse()) as never,
      }),
    ).toBe(hash);
  });

  test('changes with the name, an address, the disk, the kernel arguments', () => {
    const others = [
      { ...answers, system: { ...answers.system, hostname: 'controller2' } },
      { ...answers, network: { ...answers.network, gateway: ['192.168.122.2'] } },
      { ...answers, disk: { target: { serial: 'OTHER' } } },
      { ...answers, install: { ...answers.install, kernel_args: ['quiet'] } },
    ];
    expect(new Set([hash, ...others.map(answersHash)]).size).toBe(5);
  });
});
