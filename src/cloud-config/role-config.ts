import type { ResolvedAnswers } from '../installer/resolved.ts';
import { agentInstOpts, agentUnits } from '../roles/agent-node.ts';
import { controllerInstOpts, controllerUnits } from '../roles/controller-node.ts';
import type { InstOpts, NodeFacts } from '../roles/inst-opts.ts';
import { platformConfig } from '../roles/platform-node.ts';
import type { RoleFile, Unit } from '../roles/unit.ts';
import { runsRegistry } from './registry.ts';

/** What a role adds to a node. */
export type RoleConfig = {
  readonly instOpts?: InstOpts;
  readonly units: readonly Unit[];
  readonly files: readonly RoleFile[];
  /** Whether the node's address is on br0, for containers to join. */
  readonly bridge: boolean;
  /** Time servers where none are answered; none: the public pool. */
  readonly timeServers: readonly string[];
  /** Addresses of all controllers with HA: they agree on the time. */
  readonly timePeers: readonly string[];
  readonly servesTime: boolean;
};

/**
 * The role's part of a node. Only controllers and agents have the programs that read inst-opts.env.
 * @param device what has the address, or is the port of br0: a card, a bond, a VLAN
 */
export function roleConfigOf({ answers, drawn }: ResolvedAnswers, device: string): RoleConfig {
  const facts: NodeFacts = {
    device,
    etcd_name: drawn.etcd_name,
    auth_key: drawn.auth_key,
    container_gateway: answers.container_network?.gateway,
    container_dns: answers.container_network?.dns,
  };
  switch (answers.role) {
    case 'controller': {
      const controller = { ...answers.controller, registry: runsRegistry(answers) };
      return {
        instOpts: controllerInstOpts(controller, facts),
        units: controllerUnits(controller),
        files: [],
        bridge: false,
        timeServers: [],
        timePeers: answers.controller.ha?.members ?? [],
        servesTime: true,
      };
    }
    case 'agent':
      return {
        instOpts: agentInstOpts(answers.agent, facts),
        units: agentUnits(),
        files: [],
        bridge: answers.agent.network_mode === 'bridge',
        timeServers: answers.agent.controllers.map(({ host }) => host),
        timePeers: [],
        servesTime: false,
      };
    case 'platform':
      return {
        ...platformConfig(answers.platform, answers.system.hostname, device),
        bridge: false,
        timeServers: [],
        timePeers: [],
        servesTime: false,
      };
  }
}
