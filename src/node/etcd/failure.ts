import { NodeFailure } from '../failure.ts';

/** etcd could not be asked, or refused. The message is a sentence that a person reads. */
export class EtcdFailure extends NodeFailure {
  /**
   * `silent`: nobody did anything. `unknown`: asked, and no answer came: a change may have been made.
   * `refused`: etcd said no.
   */
  readonly kind: 'silent' | 'unknown' | 'refused';
  /** What was refused: the gRPC status code (5 not found, 9 failed precondition, 14 unavailable), else undefined. */
  readonly code: number | undefined;

  constructor(kind: EtcdFailure['kind'], message: string, code?: number) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

/** gRPC's NOT_FOUND: a lease or a member that is not there. */
export const NOT_FOUND = 5;
