import { docker } from './docker.ts';
import { etcd } from './etcd.ts';
import { glusterfs } from './glusterfs/service.ts';
import { registry } from './registry.ts';
import type { PlatformService } from './service.ts';
import { zookeeper } from './zookeeper.ts';

/** Every service of the platform, in the order in which they need each other. */
export const platformServices: readonly PlatformService[] = [docker, glusterfs, zookeeper, etcd, registry];
