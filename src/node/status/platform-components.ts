import { platformServices } from '../../roles/platform/all.ts';
import { commonUnits, containerUnits } from '../../roles/platform/containers.ts';
import type { PlatformService } from '../../roles/platform/service.ts';
import type { Unit } from '../../roles/unit.ts';
import { THINGS } from '../note.ts';
import type { OfCluster } from '../platform/read-cluster.ts';
import type { Component } from './components.ts';

/** The components of a platform node: what its services, and its containers, start. A timer's service is told by its note. */
export function platformComponents({ cluster, self }: OfCluster): Component[] {
  const plain = (units: readonly Unit[]) => units.map(({ name }) => ({ name: stem(name), unit: name }));
  return [
    ...plain(commonUnits(cluster, self)),
    ...platformServices.flatMap((one) => ofService(one, { cluster, self })),
    ...plain(containerUnits(cluster, self)),
  ];
}

function ofService(service: PlatformService, { cluster, self }: OfCluster): Component[] {
  const thing = THINGS.find((one) => one === service.name);
  const programs = service.programs(cluster, self);
  return service
    .units(cluster, self)
    .filter(({ name }) => /\.(service|mount)$/.test(name))
    .map(({ name: unit }, index) => {
      const program = programs.find(({ units }) => units.includes(stem(unit)))?.program;
      return {
        name: stem(unit),
        unit,
        ...(program === undefined ? {} : { program }),
        ...(thing !== undefined && index === 0 ? { thing } : {}),
      };
    });
}

function stem(unit: string): string {
  return unit.replace(/\.service$/, '');
}
