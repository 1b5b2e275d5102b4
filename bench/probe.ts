import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeDisks } from '../src/disk/probe.ts';
import { type Machine, realMachine } from '../src/machine.ts';
import { makeTree, readTree } from '../test/sysroot.ts';

/*
 * `make bench`: what the installer makes of 200 disks beside one `lsblk -O` of the same 200, both of a copied
 * tree (`--sysroot`) of SAS disks. Medians of runs that take turns.
 */
const RUNS = Number(process.argv[2] ?? 15);
const DISKS = Number(process.argv[3] ?? 200);
const MODEL = { kname: 'sdd', number: '8:48', wwn: '5000c500a7003d4f', serial: 'W470AB00' };

/** `sda` … `sdz`, `sdaa` …, as the kernel names them. */
function nameOf(index: number): string {
  const letters = (at: number): string =>
    (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(97 + (at % 26));
  return `sd${letters(index)}`;
}

/** A tree with the one SAS disk of the recorded server, so many times, without what is on it. */
function makeDisks(folder: string): void {
  const disk = readTree(new URL('../test/installer/sysroot/server.txt', import.meta.url)).filter(({ path }) =>
    new RegExp(`${MODEL.kname}(/|$)|${MODEL.wwn}|/dev/block/${MODEL.number}$`).test(path),
  );
  const [own, shared] = [disk.filter(({ path }) => !/md127|\/slaves\//.test(path)), '3:0:0:0'];
  for (let index = 0; index < DISKS; index++) {
    const hex = index.toString(16).padStart(4, '0');
    const changed = (text: string) =>
      text
        .replaceAll(shared, `3:0:${index}:0`)
        .replaceAll(MODEL.kname, nameOf(index))
        .replaceAll(MODEL.number, `${8 + Math.floor(index / 16)}:${(index % 16) * 16}`)
        .replaceAll(MODEL.wwn, MODEL.wwn.slice(0, -4) + hex)
        .replaceAll(MODEL.serial, `W470${hex.toUpperCase()}`)
        .replace(/ID_FS_[^$]*$/, '');
    makeTree(
      folder,
      own.map((entry) =>
        'target' in entry
          ? { path: changed(entry.path), target: changed(entry.target) }
          : { path: changed(entry.path), content: changed(entry.content) },
      ),
    );
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'cos-bench-'));
try {
  makeDisks(folder);
  let programs = 0;
  const machine: Machine = {
    ...realMachine,
    run: (argv, options) => {
      programs += 1;
      return realMachine.run(argv, options);
    },
  };
  const lsblk = () => realMachine.run(['lsblk', '--output-all', '--json', '--sysroot', folder]);
  const probe = () => probeDisks({ machine, sysroot: folder });
  const { disks } = await probe();
  if (disks.length !== DISKS) throw new Error(`${disks.length} disks instead of ${DISKS}`);
  const started = programs;
  const all = { lsblk: [] as number[], probe: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    all.lsblk.push(await seconds(lsblk));
    all.probe.push(await seconds(probe));
  }
  const [one, whole] = [median(all.lsblk), median(all.probe)];
  console.log(`| ${DISKS} disks | seconds | × | programs |\n| --- | --- | --- | --- |`);
  console.log(`| one \`lsblk -O\` | ${one.toFixed(3)} | 1.0 | 1 |`);
  console.log(`| the installer | ${whole.toFixed(3)} | ${(whole / one).toFixed(2)} | ${started} |`);
} finally {
  rmSync(folder, { recursive: true });
}
