import type { NetworkCheck } from '../../src/network/check.ts';
import { error } from '../../src/problem.ts';

const GATEWAY = '192.168.122.1';
const COMMON: readonly NetworkCheck[] = [
  { check: 'address-free', subject: '192.168.122.170', result: 'passed' },
  { check: 'settings', subject: 'eno1', result: 'passed', evidence: '192.168.122.170/24' },
  { check: 'gateway', subject: GATEWAY, result: 'passed', evidence: '3c:97:0e:12:34:56 (Wistron InfoComm)' },
];

/** What a network says in which everything is there. */
export const NETWORK_PASSED: readonly NetworkCheck[] = [
  ...COMMON,
  { check: 'name-server', subject: GATEWAY, result: 'passed' },
];

/** The same with a name server that is silent, and something that nobody can tell. */
export const NETWORK_FAILED: readonly NetworkCheck[] = [
  ...COMMON,
  {
    check: 'name-server',
    subject: GATEWAY,
    result: 'failed',
    problem: error('preflight.name-server-silent', 'network.dns[0]', { server: GATEWAY, reason: 'ETIMEOUT' }),
  },
  {
    check: 'time-server',
    subject: GATEWAY,
    result: 'not-possible',
    problem: error('preflight.not-tried', 'system.ntp_servers[0]'),
  },
];
