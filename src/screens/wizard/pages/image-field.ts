import { formatSize } from '../../../bytes.ts';
import { valueAt } from '../../../installer/plain-data.ts';
import type { Context } from '../context.ts';
import type { ChoiceField, Option } from '../field.ts';
import { say } from '../text/table.ts';

/** Which system is installed: asked where the medium carries the image of a whole disk, or a file names one. */
export const imageField: ChoiceField = {
  kind: 'choice',
  id: 'install.image',
  path: 'install.image',
  label: 'role.image',
  applies: (context) => images(context).length > 0 || isWritten(context),
  options: (context): Option[] => [
    option('usr-image', say('role.usr-image', context.language, { version: version(context) })),
    option('disk-image', say('role.disk-image', context.language, { images: describeImages(context) })),
  ],
};

function option(value: string, text: string): Option {
  return { value, row: [{ text: `${value.padEnd(12)}${text}`, style: 'normal' }] };
}

function images({ inventory }: Context) {
  return inventory?.medium?.bzimage?.images ?? [];
}

/** Several are refused with a sentence at this field. */
function describeImages(context: Context): string {
  const all = images(context).map(({ name, bytes }) => `${name} (${formatSize(bytes)})`);
  return all.length > 0 ? all.join(', ') : '/bzimage';
}

function version({ inventory }: Context): string {
  return inventory?.medium?.manifest?.version ?? '';
}

function isWritten({ base }: Context): boolean {
  return valueAt(base, ['install', 'image']) !== undefined;
}
