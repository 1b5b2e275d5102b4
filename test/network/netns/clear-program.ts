import { clearKilledRun } from '../../../src/installer/killed-run.ts';
import { realMachine } from '../../../src/machine.ts';

// What every start of the installer does first.
console.log(JSON.stringify(await clearKilledRun(realMachine)));
