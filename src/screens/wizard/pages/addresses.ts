import { valueAt } from '../../../installer/plain-data.ts';
import type { DhcpOffer } from '../../../network/dhcp-offer.ts';
import { sentence } from '../../../problem.ts';
import type { Context } from '../context.ts';
import type { Field, TextField } from '../field.ts';
import { conflictsWithNetwork } from '../network-conflicts.ts';
import type { Page, PageProblem } from '../page.ts';
import { say } from '../text/table.ts';
import { listAnswer, listText, numberAnswer, pathKeys, textOf } from '../values.ts';
import { cardName } from './card.ts';
import { offerOf } from './dhcp.ts';
import { MORE_PAGE, vlanField } from './network-more.ts';

const methodField = {
  kind: 'choice',
  id: 'network.method',
  path: '',
  label: 'address.method',
  initial: (context: Context) => (isDhcpInFile(context) ? 'dhcp' : 'static'),
  options: ({ language }: Context) => [
    { value: 'static', row: [{ text: say('address.static', language), style: 'normal' as const }] },
    { value: 'dhcp', row: [{ text: say('address.dhcp', language), style: 'normal' as const }] },
    {
      value: MORE_PAGE,
      row: [{ text: say('more.open', language), style: 'dim' as const }],
      does: { open: MORE_PAGE },
    },
  ],
} as const satisfies Field;

function isStatic(context: Context): boolean {
  return textOf(methodField, context) !== 'dhcp';
}

function isDhcpInFile({ base }: Context): boolean {
  return valueAt(base, ['network', 'address']) === 'dhcp';
}

/** A field that starts with what a DHCP server offered, as long as nobody touched it. */
function offered(
  field: Omit<TextField, 'kind' | 'width' | 'initial' | 'remark'>,
  take: (offer: DhcpOffer) => string | undefined,
): TextField {
  const initial = (context: Context) => {
    // The DHCP server was asked without a VLAN: in one, addresses are others.
    const isOffered = isStatic(context) && textOf(vlanField, context) === '';
    const offer = isOffered ? offerOf(context) : undefined;
    return (offer && take(offer)) || undefined;
  };
  return {
    ...field,
    kind: 'text',
    width: 44,
    initial,
    remark: (context) => {
      const fromFile = valueAt(context.base, pathKeys(field.path));
      const isTouched = context.values[field.id] !== undefined;
      const inFile = fromFile !== undefined && field.fromAnswer?.(fromFile, context) !== undefined;
      return isTouched || inFile || initial(context) === undefined ? undefined : 'address.from-dhcp';
    },
  };
}

const ipField = offered(
  {
    id: 'network.address',
    path: 'network.address',
    label: 'dhcp.address',
    applies: isStatic,
    toAnswer: oneOrList,
    fromAnswer: (answer) => (answer === 'dhcp' ? undefined : listText(answer)),
  },
  ({ address }) => address,
);

const gatewayField = offered(
  {
    id: 'network.gateway',
    path: 'network.gateway',
    label: 'dhcp.gateway',
    optional: true,
    // A gateway beside DHCP is unusual, but a file that has one keeps it.
    applies: (context) =>
      isStatic(context) ||
      (isDhcpInFile(context) && valueAt(context.base, ['network', 'gateway']) !== undefined),
    toAnswer: oneOrList,
    fromAnswer: listText,
  },
  ({ gateway }) => gateway,
);

const dnsField = offered(
  {
    id: 'network.dns',
    path: 'network.dns',
    label: 'dhcp.dns',
    optional: true,
    toAnswer: listAnswer,
    fromAnswer: listText,
  },
  ({ dns }) => dns.join(', '),
);

const searchField = offered(
  {
    id: 'network.search',
    path: 'network.search',
    label: 'dhcp.search',
    optional: true,
    toAnswer: listAnswer,
    fromAnswer: listText,
  },
  ({ search }) => search.join(', '),
);

const fields: readonly Field[] = [
  methodField,
  {
    kind: 'silent',
    id: 'network.address.dhcp',
    path: 'network.address',
    label: 'address.method',
    applies: (context) => !isStatic(context),
    toAnswer: () => 'dhcp',
  },
  ipField,
  gatewayField,
  dnsField,
  searchField,
  {
    kind: 'text',
    id: 'network.mtu',
    path: 'network.mtu',
    label: 'address.mtu',
    width: 6,
    optional: true,
    toAnswer: numberAnswer,
  },
];

/** The node's addresses, prefilled from the DHCP offer. */
export const addressPage: Page = {
  id: 'addresses',
  section: 'network',
  title: 'address.title',
  titleArgs: (context) => ({ name: cardName(context) }),
  intro: 'address.intro',
  fields,
  problems: conflicts,
};

/** What another section says and this network makes wrong: it can be fixed here as well as there. */
function conflicts(context: Context): PageProblem[] {
  const field = isStatic(context) ? ipField.id : methodField.id;
  return conflictsWithNetwork(context).map((problem) => ({
    field,
    text: `${problem.path}: ${sentence(problem, context.language)}`,
    severity: problem.severity,
  }));
}

/** One text, or a list where several are written. */
function oneOrList(text: string): unknown {
  const list = listAnswer(text);
  return list?.length === 1 ? list[0] : list;
}
