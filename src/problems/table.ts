import { answerFieldProblems } from './answer-fields.ts';
import { answerRuleProblems } from './answer-rules.ts';
import { answersProblems } from './answers.ts';
import { diskProblems } from './disk.ts';
import { diskHealthProblems } from './disk-health.ts';
import { fleetProblems } from './fleet.ts';
import { httpProblems } from './http.ts';
import { imageProblems } from './image.ts';
import { installProblems } from './install.ts';
import { joinProblems } from './join.ts';
import { networkProblems } from './network.ts';
import { networkAnswerProblems } from './network-answers.ts';
import { payloadProblems } from './payload.ts';
import { platformProblems } from './platform.ts';
import { platformFieldProblems } from './platform-fields.ts';
import { platformStorageProblems } from './platform-storage.ts';
import { preflightProblems } from './preflight.ts';
import { recordedProblems } from './recorded.ts';
import { restoreProblems } from './restore.ts';
import type { ProblemRow } from './row.ts';
import { saveProblems } from './save.ts';
import { stepProblems } from './step.ts';
import { usageProblems } from './usage.ts';
import { wizardProblems } from './wizard.ts';

/** Every sentence the installer can say about something a person can fix, by code. */
const rows = {
  ...answersProblems,
  ...answerFieldProblems,
  ...platformFieldProblems,
  ...platformProblems,
  ...platformStorageProblems,
  ...answerRuleProblems,
  ...fleetProblems,
  ...diskProblems,
  ...diskHealthProblems,
  ...networkProblems,
  ...joinProblems,
  ...httpProblems,
  ...networkAnswerProblems,
  ...preflightProblems,
  ...usageProblems,
  ...installProblems,
  ...imageProblems,
  ...payloadProblems,
  ...stepProblems,
  ...saveProblems,
  ...wizardProblems,
  ...recordedProblems,
  ...restoreProblems,
};

export type ProblemCode = keyof typeof rows;
export const problemTable: Readonly<Record<ProblemCode, ProblemRow>> = rows;
