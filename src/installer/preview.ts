import type { Problem } from '../problem.ts';

/** What a document of answers would do to a machine: what the summary shows before anything is confirmed. */
export type Preview = {
  /** Errors and warnings of document and machine together; with an error the other parts are empty. */
  readonly problems: readonly Problem[];
  /** What is destroyed, a sentence each. */
  readonly destroys: readonly string[];
  /** The plan as `cos-install plan` prints it, secrets as stars. */
  readonly plan: readonly string[];
  /** The cloud-config of the node, secrets as stars. */
  readonly user_data: readonly string[];
};
