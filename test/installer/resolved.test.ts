import { describe, expect, test } from 'vitest';
import { answersHash, passwordHash, resolveAnswers } from '../../src/installer/resolved.ts';
import { Secret } from '../../src/secret.ts';
import { secretYaml } from '../../src/secret-yaml.ts';
import {
  answersOf,
  countingBytes,
  opensslMachine,
  PASSWORD,
  PASSWORD_HASH,
  resolvedSample,
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
