import type { DhcpOutcome } from '../../src/network/dhcp.ts';
import type { Key } from '../../src/screens/key.ts';
import type { Start } from '../../src/screens/wizard/state.ts';
import type { Stride } from './walk.ts';

/** A way through the wizard on a recorded machine, with the screens that the guide shows of it. */
export type Tour = {
  /** Absent: at a desk, without one. */
  readonly machine?: string;
  /** Default: install. */
  readonly purpose?: Start['purpose'];
  readonly file?: string;
  readonly dhcp: DhcpOutcome;
  readonly strides: readonly Stride[];
};

const text = (typed: string): Key => ({ text: typed });
const SPACE = text(' ');
const PASSWORD = 'correct horse battery';
const PASSPHRASE = 'four words that nobody guesses';

const OFFER: DhcpOutcome = {
  result: 'offer',
  address: '192.168.122.57/24',
  gateway: '192.168.122.1',
  dns: ['192.168.122.1'],
  search: ['example.com'],
  ntp: [],
  server: '192.168.122.1',
  lease_seconds: 3600,
  dropped: [],
};

/** Up to the confirmation, with the wrong turns that the guide explains. */
export const controllerTour = {
  machine: 'nvme-server',
  dhcp: OFFER,
  strides: [
    { keys: [], screen: 'welcome' },
    { keys: ['enter'], screen: 'role' },
    { keys: ['enter'], screen: 'controller' },
    { keys: ['help'], screen: 'help' },
    { keys: ['enter', 'erase-line', text('22'), 'tab'], screen: 'problem' },
    { keys: ['back-tab', 'erase-line', text('80'), 'enter', 'enter', 'enter'], screen: 'controller-ha' },
    {
      keys: [
        'down',
        SPACE,
        'tab',
        text('192.168.122.170, 192.168.122.171, 192.168.122.172'),
        'enter',
        text('192.168.122.180'),
        'enter',
        text(PASSPHRASE),
        'enter',
        text(PASSPHRASE),
      ],
      screen: 'controller-ha-yes',
    },
    {
      keys: [
        'back-tab',
        'back-tab',
        'back-tab',
        'back-tab',
        'up',
        'enter',
        'erase-line',
        text('controller1'),
      ],
    },
    { keys: ['enter', text(PASSWORD), 'enter', text(PASSWORD)], screen: 'system' },
    { keys: ['enter'], screen: 'advanced' },
    { keys: ['enter', 'enter', 'enter', 'enter'], screen: 'card' },
    { keys: ['enter'], screen: 'dhcp-running', passing: true },
    { keys: [], screen: 'dhcp-offer' },
    { keys: ['enter'], screen: 'addresses' },
    {
      keys: [
        'enter',
        'erase-line',
        text('192.168.122.170/24'),
        'enter',
        'erase-line',
        text('10.0.0.1'),
        'enter',
      ],
      screen: 'addresses-problem',
    },
    {
      keys: ['back-tab', 'erase-line', text('192.168.122.1'), 'enter', 'erase-line', text('192.168.122.1')],
    },
    { keys: ['enter', 'erase-line', 'enter', 'enter'] },
    { keys: ['down', SPACE], screen: 'disk' },
    { keys: ['enter'], screen: 'data-disk' },
    { keys: ['enter'], passing: true },
    { keys: [], screen: 'network-test' },
    { keys: ['enter'], passing: true },
    { keys: [], screen: 'summary' },
    { keys: ['down', 'down', 'enter'], screen: 'cloud-config' },
    { keys: ['escape'] },
    { keys: ['down', 'down', 'down', 'enter'], screen: 'plan' },
    { keys: ['escape'] },
    { keys: ['tab', 'enter', text('0101'), 'enter'], screen: 'confirm-wrong' },
    { keys: ['erase-line', text('0214'), 'enter', 'down'], screen: 'confirm' },
    { keys: ['abort'], screen: 'abort' },
    { keys: ['enter', 'restart'], screen: 'restart' },
    { keys: ['enter'] },
  ],
} as const satisfies Tour;

/** What an agent is asked that a controller is not; started from a stick, with nobody to answer DHCP. */
export const agentTour: Tour = {
  machine: 'usb-medium',
  dhcp: { result: 'none', seconds: 15 },
  strides: [
    { keys: [] },
    { keys: ['enter', 'down', SPACE] },
    {
      keys: ['enter', text('192.168.122.170:80, 192.168.122.171:80'), 'enter', text('8070')],
      screen: 'agent',
    },
    { keys: ['enter', 'erase-line', text('agent1'), 'enter', text('secret'), 'enter', text('secret')] },
    { keys: ['enter'], screen: 'weak-password' },
    { keys: ['tab', 'enter'] },
    { keys: ['enter', 'enter', 'enter', 'enter'] },
    { keys: ['enter'], passing: true },
    { keys: [], screen: 'dhcp-none' },
    { keys: ['enter'], screen: 'network-mode' },
    { keys: ['enter', 'down', 'down', 'enter'], screen: 'network-more' },
    { keys: ['escape', 'enter', text('192.168.122.190/24'), 'enter', text('192.168.122.1'), 'enter'] },
    { keys: [text('192.168.122.1')] },
    { keys: ['enter', 'enter', 'enter'], screen: 'agent-disk' },
    { keys: ['enter', 'enter'], passing: true },
    { keys: [] },
    { keys: ['enter'], passing: true },
    { keys: [], screen: 'agent-summary' },
    { keys: ['tab', 'enter'] },
  ],
};

/** From the page of the cards: all without a link. */
export const noLinkTour = {
  machine: 'two-nics-without-link',
  dhcp: { result: 'failed', reason: '' },
  strides: [{ keys: ['enter'], screen: 'no-link' }],
} as const satisfies Tour;

/** Answers for a machine that is not there, to be written into a file. */
export const deskTour: Tour = {
  purpose: 'write',
  file: 'controller1.yaml',
  dhcp: { result: 'failed', reason: '' },
  strides: [
    { keys: [] },
    { keys: ['enter', 'enter', 'enter', 'enter', 'enter', 'enter'] },
    { keys: ['erase-line', text('controller1'), 'enter'] },
    { keys: [text(PASSWORD), 'enter', text(PASSWORD), 'enter'] },
    { keys: ['enter', 'enter', 'enter', 'enter', 'enter', text('3c:ec:ef:9a:1b:2c')], screen: 'desk-card' },
    { keys: ['enter', 'enter', text('192.168.122.170/24'), 'enter', text('192.168.122.1'), 'enter'] },
    { keys: ['enter', 'enter', 'enter', text('S64GNE0R800214')], screen: 'desk-disk' },
    { keys: ['enter', 'enter', 'enter', 'enter', 'enter', 'down', 'enter'] },
    { keys: ['enter', 'enter', 'enter', 'enter', 'enter'], passing: true },
    { keys: ['tab', 'enter', 'enter'] },
    { keys: [], screen: 'desk-save' },
  ],
};

/** The first keys where the installer is to speak Chinese. */
export const toChinese: Stride = { keys: ['down', SPACE] };
