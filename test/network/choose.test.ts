import { describe, expect, test } from 'vitest';
import type { CardSelector } from '../../src/network/answers.ts';
import { chooseCards, chooseLink } from '../../src/network/choose.ts';
import type { Link } from '../../src/network/link.ts';
import { problemLine } from '../../src/problem.ts';

const card = (over: Partial<Link>): Link => ({
  name: 'eno1',
  mac: '52:54:00:00:00:01',
  kind: 'physical',
  link: 'up',
  addresses: [],
  ...over,
});
const eno1 = card({ path: 'pci-0000:01:00.0' });
const eno2 = card({
  name: 'eno2',
  mac: '52:54:00:00:00:99',
  permanent_mac: '52:54:00:00:00:02',
  path: 'pci-0000:01:00.1',
  driver: 'igb',
  kind: 'slave',
  master: 'bond0',
});
const bond0 = card({ name: 'bond0', mac: '52:54:00:00:00:99', kind: 'bond' });
const links = [bond0, eno1, eno2];

function outcome(selector: Parameters<typeof chooseLink>[0], all: readonly Link[] = links): string {
  const choice = chooseLink(selector, all);
  return 'link' in choice ? choice.link.name : choice.problems.map((p) => problemLine(p)).join('\n');
}

test.each([
  [{ mac: '52:54:00:00:00:01' }, 'eno1'],
  [{ mac: '52:54:00:00:00:02' }, 'eno2'],
  [{ name: 'eno2' }, 'eno2'],
  [{ path: 'pci-0000:01:00.1' }, 'eno2'],
])('%o is %s', (selector, name) => {
  expect(outcome(selector)).toBe(name);
});

test('the address in use is not the burnt-in one: it names the bond, which is no card', () => {
  expect(outcome({ mac: '52:54:00:00:00:99' })).toBe(
    'network.interface.mac: bond0 is not a network card (kind: bond); name the physical card [E352]',
  );
});

test('a card that is not there: the cards that are', () => {
  expect(outcome({ name: 'eth7' })).toBe(
    'network.interface.name: this machine has no network card eth7; it has eno1 52:54:00:00:00:01, eno2 52:54:00:00:00:02 [E350]',
  );
});

test('a machine with many cards names four of them, one without says so', () => {
  const many = Array.from({ length: 9 }, (_, i) => card({ name: `eth${i}`, mac: `52:54:00:00:01:0${i}` }));
  expect(outcome({ name: 'eno1' }, many)).toContain('eth3 52:54:00:00:01:03, +5 [E350]');
  expect(outcome({ name: 'eno1' }, [])).toContain('it has - [E350]');
});

test('two ports behind one PCI function share their path: it does not decide', () => {
  const twins = [eno1, card({ name: 'eno1d1', mac: '52:54:00:00:00:0a', path: 'pci-0000:01:00.0' })];
  expect(outcome({ path: 'pci-0000:01:00.0' }, twins)).toBe(
    'network.interface.path: pci-0000:01:00.0 fits several network cards: eno1 52:54:00:00:00:01, eno1d1 52:54:00:00:00:0a; name one by its mac [E351]',
  );
});

test("a bridge that carries a card's burnt-in address does not stand in its way", () => {
  const br0 = card({ name: 'br0', kind: 'bridge' });
  expect(outcome({ mac: '52:54:00:00:00:01' }, [br0, eno1])).toBe('eno1');
});

describe('the cards of a bond', () => {
  const eno3 = card({ name: 'eno3', mac: '52:54:00:00:00:03' });
  const bonded = (main: CardSelector, members: CardSelector[]) => {
    const found = chooseCards({ interface: main, bond: { mode: '802.3ad', members } }, [...links, eno3]);
    return 'problems' in found
      ? found.problems.map((problem) => problemLine(problem))
      : [found.link.name, ...found.members.map(({ name }) => name)];
  };

  test('each by its own selector, one of them by another', () => {
    expect(bonded({ path: 'pci-0000:01:00.1' }, [{ name: 'eno3' }, { mac: '52:54:00:00:00:02' }])).toEqual([
      'eno2',
      'eno3',
      'eno2',
    ]);
    expect(chooseCards({ interface: { name: 'eno1' } }, links)).toEqual({ link: eno1, members: [] });
  });

  test('all that are missing are named at once', () => {
    expect(bonded({ name: 'eth7' }, [{ name: 'eno1' }, { name: 'eth8' }])).toEqual([
      expect.stringMatching(/^network\.interface\.name: this machine has no network card eth7.*E350/),
      expect.stringMatching(/^network\.bond\.members\[1\]\.name: this machine has no network card eth8/),
    ]);
  });

  test('one card by two names is one card', () => {
    expect(bonded({ name: 'eno1' }, [{ mac: '52:54:00:00:00:01' }, { path: 'pci-0000:01:00.0' }])).toEqual([
      'network.bond.members[1]: eno1 is written twice; write each card of the bond once [E301]',
    ]);
  });

  test('the interface is one of them', () => {
    expect(bonded({ name: 'eno3' }, [{ mac: '52:54:00:00:00:01' }, { name: 'eno2' }])).toEqual([
      'network.interface: eno3 is not a card of the bond (eno1, eno2); name one of them [E302]',
    ]);
  });
});

test('a wireless card is meant only where there is no other', () => {
  const wireless = card({ name: 'wlp1s0', mac: '52:54:00:00:00:77', kind: 'wireless' });
  expect(outcome({ name: 'wlp1s0' }, [wireless, bond0])).toBe('wlp1s0');
  expect(outcome({ name: 'wlp1s0' }, [wireless, eno1])).toBe(
    'network.interface.name: wlp1s0 is not a network card (kind: wireless); name the physical card [E352]',
  );
});
