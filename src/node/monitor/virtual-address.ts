import { z } from 'zod';
import type { Machine } from '../../machine.ts';
import { contains, parseAddress, parseCidr } from '../../network/address.ts';
import { NodeFailure } from '../failure.ts';

const addresses = z.array(
  z.object({
    ifname: z.string(),
    flags: z.array(z.string()).default([]),
    addr_info: z.array(z.object({ local: z.string().optional(), prefixlen: z.number() })).default([]),
  }),
);

/** Times that the others are told where the address is now: a switch or a neighbour may miss one. */
const ANNOUNCEMENTS = 3;

/**
 * The virtual IP on a network card of this machine. It is there for some seconds only (ip-address(8), `valid_lft`)
 * and has to be renewed: when this program hangs or is killed, the kernel takes it away, by its monotonic clock. With
 * the prefix of a single address: so it never becomes the one that this machine's own connections start from.
 */
export class VirtualAddress {
  readonly #machine: Pick<Machine, 'run'>;
  readonly #address: string;
  #device: string | undefined;

  constructor(machine: Pick<Machine, 'run'>, address: string) {
    this.#machine = machine;
    this.#address = address;
  }

  /**
   * Has it for so many whole seconds from now.
   * @returns what has it
   * @throws NodeFailure where no network of this machine contains it
   */
  async keep(seconds: number): Promise<string> {
    this.#device ??= await this.#findDevice();
    const device = this.#device;
    const life = ['valid_lft', String(seconds), 'preferred_lft', String(seconds)];
    try {
      await this.#machine.run(['ip', 'address', 'replace', this.#single(), 'dev', device, ...life]);
    } catch (cause) {
      // The card may have gone: the next time it is looked for anew.
      this.#device = undefined;
      throw cause;
    }
    return device;
  }

  /** Tells the network where it is now (gratuitous ARP, RFC 5227 3; IPv6 does so by itself). */
  async announce(device: string): Promise<void> {
    if (this.#address.includes(':')) return;
    const say = (mode: '-A' | '-U') => {
      const times = ['-c', String(ANNOUNCEMENTS)];
      // Nobody has to answer; without an answer it exits with 1.
      return this.#machine
        .run(['arping', mode, ...times, '-I', device, this.#address], { timeoutSeconds: 10 })
        .catch(() => undefined);
    };
    await Promise.all([say('-U'), say('-A')]);
  }

  /** Takes it off every card, wherever it came from. */
  async drop(): Promise<void> {
    for (const { ifname, addr_info } of await this.#cards())
      for (const { local, prefixlen } of addr_info)
        if (local === this.#address) await this.#delete(`${local}/${prefixlen}`, ifname);
  }

  /** Its time may have run out in between. */
  async #delete(cidr: string, device: string): Promise<void> {
    await this.#machine
      .run(['ip', 'address', 'delete', cidr, 'dev', device])
      .catch(async (cause: unknown) => {
        const left = (await this.#cards()).flatMap(({ addr_info }) => addr_info.map(({ local }) => local));
        if (left.includes(this.#address)) throw cause;
      });
  }

  async #findDevice(): Promise<string> {
    const wanted = parseAddress(this.#address);
    const card = (await this.#cards()).find(({ flags, addr_info }) => {
      const cidrs = addr_info.map(({ local, prefixlen }) => parseCidr(`${local}/${prefixlen}`));
      return (
        wanted &&
        flags.includes('UP') &&
        cidrs.some((one) => one && !this.#isIt(one) && contains(one, wanted))
      );
    });
    if (!card) throw new NodeFailure(`the virtual IP ${this.#address} lies in no network of this node`);
    return card.ifname;
  }

  #isIt({ address }: { readonly address: string }): boolean {
    return address === this.#address;
  }

  #single(): string {
    return `${this.#address}/${this.#address.includes(':') ? 128 : 32}`;
  }

  async #cards(): Promise<z.infer<typeof addresses>> {
    const { stdout } = await this.#machine.run(['ip', '-json', 'address', 'show']);
    return addresses.parse(JSON.parse(stdout));
  }
}
