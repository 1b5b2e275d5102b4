import { docker } from './docker.ts';
import type { PlatformService } from './service.ts';

/** Every service of the platform, in the order in which they need each other. */
export const platformServices: readonly PlatformService[] = [docker];
