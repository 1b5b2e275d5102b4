import type { Step } from '../step.ts';
import { takeApartSteps, wipeStep } from './leftovers.ts';
import type { Volume } from './medium.ts';
import { proveStep } from './steps.ts';
import { endUndoStep, keepUndoStep, markStep, type Undoable } from './undo-steps.ts';

/** What every disk goes through before anything new is on it: proven, kept, marked, emptied, given up. */
export function firstSteps(undoable: Undoable, medium?: Volume): Step[] {
  const { disk, undoFile } = undoable;
  return [
    proveStep(disk, medium),
    keepUndoStep(undoable),
    markStep(undoable),
    ...takeApartSteps(disk),
    wipeStep(disk, undoFile),
    // Before the table: udev may read it again when a whole disk that was written to is closed.
    endUndoStep(undoable),
  ];
}
