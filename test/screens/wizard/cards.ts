import type { Inventory } from '../../../src/installer/inventory.ts';
import type { DhcpOutcome } from '../../../src/network/dhcp.ts';
import type { Link } from '../../../src/network/link.ts';
import type { Start } from '../../../src/screens/wizard/state.ts';
import { recordedMachine } from '../../machines.ts';
import { type Driver, start } from './driver.ts';

/** A wizard on one of its network pages, where Chinese can be shown. */
export function wizardOn({ page, ...options }: Partial<Start> & { readonly page: string }): Driver {
  const driver = start({ canShowChinese: true, ...options });
  driver.requests.length = 0;
  driver.goTo(page);
  return driver;
}

/** A recorded machine with other cards. */
export function machineWith(links: readonly Link[]): Inventory {
  return { ...recordedMachine('two-nics-without-link'), links: [...links] };
}

/** A card of the recorded machine without links, changed. */
export function card(changes: Partial<Link> = {}): Link {
  const [first] = recordedMachine('two-nics-without-link').links;
  if (!first) throw new Error('no card');
  return { ...first, ...changes };
}

export const OFFER = {
  result: 'offer',
  address: '192.168.122.57/24',
  gateway: '192.168.122.1',
  dns: ['192.168.122.1', '192.168.122.2'],
  search: ['example.com'],
  ntp: [],
  server: '192.168.122.1',
  lease_seconds: 3600,
  dropped: ['routers: "0.0.0.0"'],
} as const satisfies DhcpOutcome;
