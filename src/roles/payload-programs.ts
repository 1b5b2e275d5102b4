import type { ControllerAnswers } from './controller.ts';
import type { PlatformAnswers } from './platform.ts';
import { platformPrograms } from './platform-node.ts';

/** A program that no distribution has, and the units that run with it only. */
export type RoleProgram = { readonly program: string; readonly units: readonly string[] };

type Role =
  | { readonly role: 'controller'; readonly controller: Pick<ControllerAnswers, 'ha'> }
  | { readonly role: 'agent' }
  | {
      readonly role: 'platform';
      readonly platform: PlatformAnswers;
      readonly system: { readonly hostname: string };
    };

/** Programs that a role takes from a site's payload; units as the image names them, with a condition on the program. */
export function programsOf(answers: Role): RoleProgram[] {
  switch (answers.role) {
    case 'controller': {
      const replicas = answers.controller.ha ? ['csphere-mongodb-replset'] : [];
      return [
        { program: 'csphere', units: ['csphere-controller', 'csphere-agent'] },
        { program: 'mongod', units: ['csphere-mongodb', ...replicas] },
        { program: 'mongodump', units: ['csphere-backup'] },
      ];
    }
    case 'agent':
      return [{ program: 'csphere', units: ['csphere-agent'] }];
    case 'platform':
      return platformPrograms(answers.platform, answers.system.hostname);
  }
}
