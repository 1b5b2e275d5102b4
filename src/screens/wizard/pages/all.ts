import type { Page } from '../page.ts';
import { addressPage } from './addresses.ts';
import { advancedPage } from './advanced.ts';
import { agentPage } from './agent.ts';
import { cardPage } from './card.ts';
import { confirmPage } from './confirm.ts';
import { controllerPage } from './controller.ts';
import { controllerHaPage } from './controller-ha.ts';
import { dataDiskPage } from './data-disk.ts';
import { dhcpPage } from './dhcp.ts';
import { diskPage } from './disk.ts';
import { finishedPage, logPage } from './finished.ts';
import { networkModePage } from './network-mode.ts';
import { networkMorePage } from './network-more.ts';
import { networkTestPage } from './network-test.ts';
import { progressPage } from './progress.ts';
import { rolePage } from './role.ts';
import { savePage } from './save.ts';
import { cloudConfigPage, planPage, summaryPage } from './summary.ts';
import { systemPage } from './system.ts';
import { welcomePage } from './welcome.ts';

/** Every page in its order; each says itself whether it applies. */
export const allPages: readonly Page[] = [
  welcomePage,
  rolePage,
  controllerPage,
  controllerHaPage,
  agentPage,
  systemPage,
  advancedPage,
  cardPage,
  dhcpPage,
  networkModePage,
  networkMorePage,
  addressPage,
  diskPage,
  dataDiskPage,
  networkTestPage,
  summaryPage,
  cloudConfigPage,
  planPage,
  confirmPage,
  savePage,
  progressPage,
  finishedPage,
  logPage,
];
