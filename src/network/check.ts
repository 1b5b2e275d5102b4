import type { Language, Problem } from '../problem.ts';

/** What can be asked of the network, and of the cluster behind it, before any disk is touched. */
export type CheckName =
  /** The settings took: addresses and routes are there. */
  | 'settings'
  /** A switch answers LACP, and all cables of the bond are in one group (802.3ad). */
  | 'link-aggregation'
  /** Nobody else has an address that this node, its containers or its cluster will use. */
  | 'address-free'
  | 'gateway'
  | 'name-server'
  | 'time-server'
  | 'controller'
  /** The agents' etcd can form: discovery answers, with so many of `cluster_size` there. */
  | 'discovery'
  | 'install-code'
  /** Nothing in the cluster has this node's name, address or machine id already. */
  | 'member-unique';

/** What was seen: a number, an address; words in both languages. */
export type Evidence = string | Readonly<Record<Language, string>>;

/** One answer. `subject` (an address, `host:port`) and `evidence` are printable, whoever sent them. */
export type NetworkCheck = {
  readonly check: CheckName;
  readonly subject: string;
} & (
  | { readonly result: 'passed'; readonly evidence?: Evidence }
  /** `failed`: it is wrong; `not-possible`: nobody here can tell. The problem says why, at the answer's path. */
  | { readonly result: 'failed' | 'not-possible'; readonly problem: Problem }
);

/**
 * Asks for what belongs together. It keeps a deadline of its own, ends early when `signal` is aborted, and has
 * an answer whatever the network does: it rejects for a bug only. Where something failed it is asked again.
 */
export type Ask = (signal: AbortSignal) => Promise<readonly NetworkCheck[]>;
