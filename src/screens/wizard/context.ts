import type { NodeRow } from '../../installer/fleet/node.ts';
import type { Inventory } from '../../installer/inventory.ts';
import type { Preview } from '../../installer/preview.ts';
import type { Saved } from '../../installer/save-answers.ts';
import type { BlinkOutcome } from '../../network/blink.ts';
import type { DhcpOutcome } from '../../network/dhcp.ts';
import type { Language, Problem } from '../../problem.ts';
import type { NetworkTest } from './network-test.ts';
import type { Page } from './page.ts';
import type { RunState } from './run.ts';

/** What a person typed or chose, by field; a field that was not touched has no entry. */
export type Values = Readonly<Record<string, string>>;

/** The one DHCP attempt that is shown: on which card, and how far it is. */
export type DhcpAttempt =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running';
      readonly link: string;
      readonly seconds: number;
      /** What the attempt before it on this card brought: it stays when this one is given up. */
      readonly former?: DhcpOutcome | undefined;
    }
  | {
      readonly state: 'done';
      readonly link: string;
      readonly outcome: DhcpOutcome;
      /** The attempt goes on: there may be further servers. */
      readonly listening?: true;
    };

export type Blink = { readonly link: string; readonly outcome?: BlinkOutcome };

/** All that pages may look at when they say which fields they have and what is in them. */
export type Context = {
  /** All pages, those that do not apply now too. */
  readonly pages: readonly Page[];
  /**
   * What comes of the answers: an installation of this machine; the same up to its confirmation, for a
   * recorded machine; or a file.
   */
  readonly purpose: 'install' | 'rehearse' | 'write';
  /** The answer file that is written, as the operator named it; only where the purpose is that. */
  readonly file: string;
  readonly values: Values;
  /** The answer file that is edited; `{}` for a new one. Keys that no field shows are kept from it. */
  readonly base: Readonly<Record<string, unknown>>;
  /** The machine, or undefined at a desk without one. */
  readonly inventory: Inventory | undefined;
  /** The nodes of a fleet file, where it is asked which of them this machine is. */
  readonly nodes?: readonly NodeRow[];
  readonly language: Language;
  /** False on terminals that have no Chinese characters: the language is not asked there. */
  readonly canShowChinese: boolean;
  /** Why it does not start in the language that was wished for. */
  readonly notice?: Problem | undefined;
  /** Drawn once when the wizard begins, so that it does not change under the person's eyes. */
  readonly proposed: Proposed;
  readonly dhcp: DhcpAttempt;
  /** What DHCP said on each card that was asked, by the card's name. */
  readonly heard: Readonly<Record<string, DhcpOutcome>>;
  /** The card whose light blinks, or could not. */
  readonly blink?: Blink | undefined;
  readonly networkTest: NetworkTest;
  /** What the answers would do to this machine; undefined until it was asked for, or after a change. */
  readonly preview: Preview | undefined;
  /** The installation, from the confirmation on, here or on another console. */
  readonly run: RunState | undefined;
  /** What became of the last wish to save the answers. */
  readonly saved: Saved | undefined;
  /** Disks that an installation of this wizard left unusable: before it began again too. */
  readonly unusable: readonly string[];
  /** What became of the last wish to write the answer file. */
  readonly written: Written | undefined;
};

/** The document that the file says now, or why it does not. */
export type Written =
  | { readonly document: unknown; readonly lost_comments: boolean }
  | { readonly problem: Problem };

export type Proposed = {
  /** `cos-` and six characters. */
  readonly hostname: string;
};
