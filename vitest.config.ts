import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/vm/**'],
          setupFiles: ['test/setup.ts'],
          testTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'vm',
          include: ['test/vm/**/*.test.ts'],
          exclude: process.env.COS_VM_ALL ? [] : ['test/vm/**/*.all.test.ts'],
          testTimeout: 2_400_000,
          hookTimeout: 2_400_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
