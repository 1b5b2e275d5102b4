import type { InstallEvent } from '../../installer/events.ts';
import type { Inventory } from '../../installer/inventory.ts';
import type { Preview } from '../../installer/preview.ts';
import type { Saved, SavePlace } from '../../installer/save-answers.ts';
import type { BlinkOutcome } from '../../network/blink.ts';
import type { NetworkCheck } from '../../network/check.ts';
import type { DhcpOutcome } from '../../network/dhcp.ts';
import type { Problem } from '../../problem.ts';
import type { Secret } from '../../secret.ts';
import type { Size } from '../frame.ts';
import type { Key } from '../key.ts';
import type { Written } from './context.ts';

/** Everything that can happen to the wizard. */
export type Message =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'resized'; readonly size: Size }
  /** A second has gone by. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'inventory'; readonly inventory: Inventory }
  /** `listening`: more may be heard; it is said in another message. */
  | {
      readonly kind: 'dhcp';
      readonly link: string;
      readonly outcome: DhcpOutcome;
      readonly listening?: true;
    }
  /** The light at a port has stopped blinking. */
  | { readonly kind: 'blinked'; readonly link: string; readonly outcome: BlinkOutcome }
  /** An answer of the network, as it comes; `document` as it was asked for. */
  | { readonly kind: 'network-check'; readonly document: unknown; readonly check: NetworkCheck }
  /** The test is over, and the settings are taken back. */
  | {
      readonly kind: 'network-tested';
      readonly document: unknown;
      readonly checks: readonly NetworkCheck[];
      readonly problems: readonly Problem[];
    }
  /** The crypt(5) hash of a password; `password` as it was asked for: another one may be typed since. */
  | { readonly kind: 'hashed'; readonly password: Secret; readonly hash: string }
  /** `document` as it was asked for: answers that changed since then need another preview. */
  | { readonly kind: 'preview'; readonly document: unknown; readonly preview: Preview }
  /** `own`: this console installs, and does not only watch. */
  | { readonly kind: 'event'; readonly event: InstallEvent; readonly own?: true }
  | { readonly kind: 'written'; readonly written: Written }
  | { readonly kind: 'saved'; readonly saved: Saved };

/** Everything the wizard can ask the world for; the answer, if any, comes back as a message. */
export type Request =
  | { readonly kind: 'redraw' }
  /** Look at the machine again: cards and their links, disks. → inventory */
  | { readonly kind: 'probe' }
  /** → dhcp */
  | { readonly kind: 'try-dhcp'; readonly link: string }
  /** → dhcp, cancelled */
  | { readonly kind: 'cancel-dhcp' }
  /** Blinks the light at a card's port; that of another card stops. → blinked */
  | { readonly kind: 'blink'; readonly link: string }
  /** → blinked, ended */
  | { readonly kind: 'stop-blinking' }
  /** Tries the settings of a document on this machine. → network-check …, network-tested */
  | { readonly kind: 'test-network'; readonly document: unknown }
  /** Takes them back at once; nothing is told any more. */
  | { readonly kind: 'cancel-network-test' }
  /** → hashed */
  | { readonly kind: 'hash'; readonly password: Secret }
  /** → preview */
  | { readonly kind: 'preview'; readonly document: unknown }
  /** Confirmed: carry out exactly what the last preview of this document showed. → event … */
  | { readonly kind: 'install'; readonly document: unknown }
  | { readonly kind: 'abort-install' }
  /** → saved */
  | { readonly kind: 'save'; readonly document: unknown; readonly place: SavePlace }
  /** The answers become the file that was named. → written */
  | { readonly kind: 'write'; readonly document: unknown }
  /** The wizard is over. */
  | {
      readonly kind: 'leave';
      readonly to: 'shell' | 'reboot' | 'poweroff';
      /** With the node of a fleet that was chosen. */
      readonly node?: string;
    };
