import { vi } from 'vitest';

process.env.TZ = 'UTC';
process.env.LC_ALL = 'C.UTF-8';

// Fast tests start no process by accident: a test that needs one unmocks execa and says why.
vi.mock('execa', () => ({
  execa: (file: string) => {
    throw new Error(`a fast test tried to run ${file}`);
  },
}));
