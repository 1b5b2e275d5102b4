import type { Page } from '../page.ts';
import { controllerPage } from './controller.ts';
import { finishedPage, logPage } from './finished.ts';
import { progressPage } from './progress.ts';
import { rolePage } from './role.ts';

/** Every page in the order of the seed (COS.md a.3); each says itself whether it applies. */
export const allPages: readonly Page[] = [
  rolePage,
  controllerPage,
  progressPage,
  finishedPage(() => allPages),
  logPage,
];
