import { answerDocuments, answerRules, answerValues } from './answers.ts';
import type { Area } from './area.ts';
import { commandLines, keptAnswers, networkCards, terminals } from './desk.ts';
import { disks } from './disk.ts';
import { fleets } from './fleet.ts';
import { diskHealth } from './health.ts';
import { webServers } from './http.ts';
import { diskImages } from './image.ts';
import { installations } from './install.ts';
import { joining } from './join.ts';
import { networkAnswers } from './network-answers.ts';
import { payloads } from './payload.ts';
import { platforms } from './platform.ts';
import { networkTests } from './preflight.ts';
import { keptLogs } from './recorded.ts';
import { restoring } from './restore.ts';
import { failedSteps } from './step.ts';

/** Every number, in the order of the reference page. */
export const areas: readonly Area[] = [
  answerDocuments,
  answerValues,
  answerRules,
  platforms,
  fleets,
  disks,
  diskHealth,
  networkAnswers,
  networkCards,
  joining,
  webServers,
  networkTests,
  commandLines,
  installations,
  diskImages,
  payloads,
  failedSteps,
  restoring,
  keptAnswers,
  keptLogs,
  terminals,
];
