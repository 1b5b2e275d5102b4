import { describe, expect, test } from 'vitest';
import { isPublicKey } from '../../src/installer/ssh-key.ts';
import { isTimezone, nearestTimezone } from '../../src/installer/timezone.ts';
import { isHostName } from '../../src/network/fields.ts';

/** A key line whose blob begins with `inside` as its type, followed by 32 bytes. */
function keyLine(type: string, inside = type): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(inside.length);
  return `${type} ${Buffer.concat([length, Buffer.from(inside), Buffer.alloc(32, 7)]).toString('base64')}`;
}

describe('isPublicKey', () => {
  test.each(['ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp384', 'sk-ssh-ed25519@openssh.com'])('%s', (type) => {
    expect(isPublicKey(keyLine(type))).toBe(true);
    expect(isPublicKey(`${keyLine(type)} ops@example.com`)).toBe(true);
    expect(isPublicKey(`from="10.0.0.0/8",no-pty ${keyLine(type)} x`)).toBe(true);
  });

  test('refuses what sshd would not take', () => {
    const lines = [
      '',
      'ssh-ed25519',
      'ssh-ed25519 AAAA',
      'ssh-ed25519 not base64',
      keyLine('ssh-dss'),
      keyLine('ssh-ed25519', 'ssh-rsa'),
      `${keyLine('ssh-ed25519')}\n${keyLine('ssh-rsa')}`,
      '-----BEGIN OPENSSH PRIVATE KEY-----',
    ];
    expect(lines.filter(isPublicKey)).toEqual([]);
  });
});

describe('time zones', () => {
  test.each([
    'UTC',
    'Asia/Shanghai',
    'Asia/Kolkata',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+5',
    'Europe/Kyiv',
  ])('%s', (zone) => expect(isTimezone(zone)).toBe(true));

  test.each([
    'asia/shanghai',
    'ASIA/SHANGHAI',
    'Asia/Shangha',
    '+08:00',
    'CST',
    '',
    '../etc/passwd',
    'Asia/',
  ])('not %j', (zone) => expect(isTimezone(zone)).toBe(false));

  test('the nearest one is proposed', () => {
    expect(nearestTimezone('asia/tokyo')).toBe('Asia/Tokyo');
    expect(nearestTimezone('Europe/Berln')).toBe('Europe/Berlin');
    expect(nearestTimezone('somewhere else entirely')).toBe('Asia/Shanghai');
  });
});

test('host names', () => {
  const names = ['a', 'controller1', 'c-1.example.com', '1and1.example', 'A1', `${'a'.repeat(63)}.de`];
  const others = [
    '',
    '-a',
    'a-',
    'a_b',
    'a..b',
    '.a',
    'a.',
    '10.0.0.1',
    '42',
    'a b',
    'ä',
    `${'a'.repeat(64)}.de`,
  ];
  expect(names.filter((name) => !isHostName(name))).toEqual([]);
  expect(others.filter(isHostName)).toEqual([]);
});
