import { isNear } from '../network/addressing.ts';
import type { Addressing } from '../network/rules.ts';
import { error, type Problem, warning } from '../problem.ts';
import type { ControllerAnswers } from '../roles/controller.ts';

/** What the system of a disk image does not have for the `controller` section. */
export function oldControllerProblems({ registry }: ControllerAnswers): Problem[] {
  return registry ? [error('controller.registry-disk-image', 'controller.registry')] : [];
}

/** No service of a platform is in the system of a disk image. */
export function oldPlatformProblems(): Problem[] {
  return [error('platform.disk-image', 'install.image')];
}

/** What the system of a disk image cannot do with the `network` section: COS has systemd 220. */
export function oldSystemProblems({ address, bond, gateway }: Addressing): Problem[] {
  const cidrs = address.method === 'static' ? address.cidrs : [];
  const far = gateway.find((one) => address.method === 'static' && !isNear(one, cidrs));
  return [
    ...(bond ? [error('network.bond-disk-image', 'network.bond')] : []),
    ...(far === undefined
      ? []
      : [warning('network.gateway-disk-image', 'network.gateway', { gateway: far })]),
  ];
}
