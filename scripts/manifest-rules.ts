import { DOMParser } from '@xmldom/xmldom';
import type { Document, Element } from '@xmldom/xmldom';
import { childOrder } from './manifest-order';

/**
 * What Microsoft's validator would say, without sending the manifest to it, and
 * what only this project can know: that the files and names exist which the
 * manifest speaks of.
 */
export interface ManifestSurroundings {
  /** A file of the project by its path in URLs, for example `assets/id-16.png`. */
  readonly file: (path: string) => Uint8Array | undefined;
  /** Source texts of src/commands and src/mailbox. */
  readonly sources: readonly string[];
}

type Rule = (manifest: Manifest, surroundings: ManifestSurroundings) => readonly string[];

interface Manifest {
  readonly text: string;
  readonly root: Element;
  readonly all: (name: string) => readonly Element[];
  readonly resources: ReadonlyMap<string, Element>;
}

/** One sentence a fault; none means that the manifest is good. */
export function checkManifest(text: string, surroundings: ManifestSurroundings): readonly string[] {
  const faults: string[] = [];
  const document = parse(text, faults);
  const root = document?.documentElement;
  if (root === null || root === undefined || faults.length > 0) return [...faults, 'not well-formed XML'];
  const all = (name: string) => elements(root, name);
  const resources = new Map(
    ['Images', 'Urls', 'ShortStrings', 'LongStrings'].flatMap(all).flatMap(children).map((entry) => [attribute(entry, 'id'), entry]),
  );
  const manifest = { text, root, all, resources };
  return rules.flatMap((rule) => rule(manifest, surroundings));
}

function parse(text: string, faults: string[]): Document | undefined {
  try {
    return new DOMParser({ onError: (_level, message) => faults.push(message) }).parseFromString(text, 'text/xml');
  } catch (error) {
    faults.push(error instanceof Error ? error.message : 'unreadable');
    return undefined;
  }
}

const inOrder: Rule = ({ root }) => [root, ...elements(root, '*')].flatMap(faultsOfOrder);

function faultsOfOrder(parent: Element): readonly string[] {
  const name = nameOf(parent);
  const order = childOrder[name] ?? [];
  const found = children(parent).map(nameOf);
  const faults = found.filter((child) => !order.includes(child)).map((child) => `<${child}> does not belong into <${name}>`);
  const places = found.map((child) => order.indexOf(child));
  const wrong = places.findIndex((place, index) => place < (places[index - 1] ?? 0));
  return wrong < 0 ? faults : [...faults, `<${found[wrong] ?? ''}> stands too late in <${name}>`];
}

const identity: Rule = ({ root, text, all }) => {
  const id = textOf(root, 'Id');
  const [outer, inner] = all('VersionOverrides').map((element) => element.namespaceURI ?? '');
  return [
    ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? [] : [`Id is not a GUID: ${id}`]),
    ...(/^\d{1,5}(\.\d{1,5}){3}$/.test(textOf(root, 'Version')) ? [] : ['Version needs four numbers']),
    ...(text.length <= 256 * 1024 ? [] : ['larger than 256 KB']),
    ...(outer?.endsWith('mailappversionoverrides') === true && inner?.endsWith('mailappversionoverrides/1.1') === true
      ? []
      : ['VersionOverrides 1.0 must contain VersionOverrides 1.1']),
  ];
};

const lengths: Rule = ({ root, all }) => {
  const limited: readonly (readonly [string, string, number])[] = [
    ['DisplayName', valueOf(root, 'DisplayName'), 125],
    ['Description', valueOf(root, 'Description'), 250],
    ...entriesOf(all('ShortStrings'), 125),
    ...entriesOf(all('LongStrings'), 250),
    ...[...all('Control'), ...all('Group')].map((element) => ['id', attribute(element, 'id'), 125] as const),
  ];
  return limited.flatMap(([name, value, limit]) => {
    if (value === '') return [`${name} is empty`];
    return value.length > limit ? [`${name} has ${value.length} characters; ${limit} are allowed`] : [];
  });
};

const references: Rule = ({ all, resources, root }) => {
  const used = elements(root, '*').flatMap((element) => {
    const resid = attribute(element, 'resid');
    return resid === '' ? [] : [resid];
  });
  const ids = ['Images', 'Urls', 'ShortStrings', 'LongStrings'].flatMap(all).flatMap(children).map((entry) => attribute(entry, 'id'));
  return [
    ...used.filter((id) => !resources.has(id)).map((id) => `resid "${id}" is not defined`),
    ...ids.filter((id) => !used.includes(id)).map((id) => `resource "${id}" is not used`),
    ...ids.filter((id) => id.length > 32).map((id) => `resid "${id}" has more than 32 characters`),
    ...repeated(ids).map((id) => `resource "${id}" is defined twice`),
    ...repeated([...all('Control'), ...all('Group')].map((element) => attribute(element, 'id'))).map((id) => `id "${id}" is used twice`),
  ];
};

const addresses: Rule = ({ root, all }) => {
  const domains = all('AppDomain').map((element) => element.textContent?.trim() ?? '');
  const urls = elements(root, '*')
    .map((element) => attribute(element, 'DefaultValue'))
    .filter((value) => /^[a-z]+:\/\//i.test(value));
  return [...urls, ...domains].flatMap((url) => {
    if (!URL.canParse(url)) return [`not an address: ${url}`];
    const { protocol, origin } = new URL(url);
    if (protocol !== 'https:') return [`not https: ${url}`];
    return domains.includes(origin) ? [] : [`not among AppDomains: ${origin}`];
  });
};

const requirements: Rule = ({ root }) => {
  const set = elements(root, 'Set').find((element) => attribute(element, 'MinVersion') !== '');
  const [major = NaN, minor = NaN] = attribute(set, 'MinVersion').split('.').map(Number);
  return major === 1 && minor <= 5 ? [] : ['the outer minimum must be at most Mailbox 1.5, or Exchange Server hides the add-in'];
};

const iconSizes = { required: [16, 32, 80], allowed: [16, 20, 24, 32, 40, 48, 64, 80] } as const;

const icons: Rule = ({ root, all, resources }, { file }) => [
  ...imageFaults(valueOf(root, 'IconUrl'), 64, file),
  ...imageFaults(valueOf(root, 'HighResolutionIconUrl'), 128, file),
  ...all('Icon').flatMap((icon) => {
    const sizes = children(icon).map((image) => Number(attribute(image, 'size')));
    return [
      ...iconSizes.required.filter((size) => !sizes.includes(size)).map((size) => `a control lacks its icon of ${size} pixels`),
      ...sizes.filter((size) => !(iconSizes.allowed as readonly number[]).includes(size)).map((size) => `no icon has ${size} pixels`),
      ...children(icon).flatMap((image) =>
        imageFaults(attribute(resources.get(attribute(image, 'resid')), 'DefaultValue'), Number(attribute(image, 'size')), file),
      ),
    ];
  }),
];

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const colourWithAlpha = 6;

/** PNG (RFC 2083): eight octets of signature, then the IHDR chunk with width, height, bit depth and colour type. */
function imageFaults(url: string, pixels: number, file: ManifestSurroundings['file']): readonly string[] {
  if (!URL.canParse(url)) return [];
  const path = new URL(url).pathname.slice(1);
  const bytes = file(path);
  if (bytes === undefined) return [`${path} does not exist`];
  if (bytes.length < 26 || pngSignature.some((octet, index) => bytes[index] !== octet)) return [`${path} is not a PNG`];
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height] = [header.getUint32(16), header.getUint32(20)];
  return [
    ...(width === pixels && height === pixels ? [] : [`${path} has ${width} × ${height} pixels instead of ${pixels}`]),
    ...(header.getUint8(25) === colourWithAlpha ? [] : [`${path} has no transparency`]),
  ];
}

const launchEvents: Rule = ({ all, root }, { sources }) => {
  const runtimes = all('Runtime').map((element) => attribute(element, 'resid'));
  const locations = all('ExtensionPoint')
    .filter((point) => attribute(point, 'xsi:type') === 'LaunchEvent')
    .map((point) => attribute(elements(point, 'SourceLocation')[0], 'resid'));
  const overrides = all('Runtime').flatMap(children).map((element) => attribute(element, 'type'));
  const events = elements(root, 'LaunchEvent');
  const functions = events.map((event) => attribute(event, 'FunctionName'));
  return [
    ...(runtimes.length === 1 && overrides.join() === 'javascript' ? [] : ['one Runtime with one javascript Override is needed']),
    ...(locations.length === 1 && locations[0] === runtimes[0] ? [] : ['the LaunchEvent and the Runtime must have the same resid']),
    ...events
      .filter((event) => attribute(event, 'Type') === 'OnMessageSend' && attribute(event, 'SendMode') !== 'SoftBlock')
      .map(() => 'OnMessageSend must be SoftBlock: Block needs an administrator, PromptUser lets a forbidden message go'),
    ...functions
      .filter((name) => !sources.some((source) => source.includes(`'${name}'`)))
      .map((name) => `no source handles the function "${name}"`),
  ];
};

/** A button of a Smart Alert that names an unknown control opens nothing. */
const commandIds: Rule = ({ all }, { sources }) => {
  const panes = all('Control')
    .filter((control) => attribute(elements(control, 'Action')[0], 'xsi:type') === 'ShowTaskpane')
    .map((control) => attribute(control, 'id'));
  const used = sources.flatMap((source) => [...source.matchAll(/commandId\s*[:=]\s*['"]([^'"]+)['"]/gi)].map(([, id = '']) => id));
  return [
    ...(used.length > 0 ? [] : ['the send check names no control for its button']),
    ...used.filter((id) => !panes.includes(id)).map((id) => `the send check opens "${id}", which is no control with a pane`),
  ];
};

/** A pane about the message shown must be able to stay while another message is chosen. */
const pinning: Rule = ({ all, resources }) =>
  all('Action').flatMap((action) => {
    const [location] = elements(action, 'SourceLocation');
    const url = attribute(resources.get(attribute(location, 'resid')), 'DefaultValue');
    const pinned = textOf(action, 'SupportsPinning') === 'true';
    return url.endsWith('?page=message') && !pinned ? [`the pane ${url} must support pinning`] : [];
  });

/**
 * Outlook hides the buttons in shared mailboxes without it, and need not ask the
 * send check: a promised draft that was moved there would go out unprotected.
 */
const sharedFolders: Rule = ({ all }) =>
  all('DesktopFormFactor').flatMap((form) =>
    textOf(form, 'SupportsSharedFolders') === 'true' ? [] : ['SupportsSharedFolders must be true, or nobody is told why Signet is not there'],
  );

/** These need ReadWriteMailbox, which only an administrator can grant. */
const permissions: Rule = ({ root }, { sources }) => {
  const granted = textOf(root, 'Permissions');
  const calls = ['sendAsync', 'loadItemByIdAsync', 'makeEwsRequestAsync'].filter((call) =>
    sources.some((source) => source.includes(call)),
  );
  if (granted === 'ReadWriteMailbox') return [];
  if (granted !== 'ReadWriteItem') return [`Permissions must be ReadWriteItem, not "${granted}"`];
  return calls.map((call) => `${call} is called, but needs ReadWriteMailbox`);
};

const rules: readonly Rule[] = [
  inOrder, identity, lengths, references, addresses, requirements, icons, launchEvents, commandIds, pinning, sharedFolders, permissions,
];

function elements(parent: Element, name: string): readonly Element[] {
  return [...parent.getElementsByTagNameNS('*', name)];
}

function children(parent: Element): readonly Element[] {
  return [...parent.childNodes].filter((node): node is Element => node.nodeType === 1);
}

const nameOf = (element: Element): string => element.localName ?? '';

function attribute(element: Element | undefined, name: string): string {
  return element?.getAttribute(name) ?? '';
}

function textOf(parent: Element, name: string): string {
  return children(parent).find((child) => nameOf(child) === name)?.textContent?.trim() ?? '';
}

function valueOf(parent: Element, name: string): string {
  return attribute(children(parent).find((child) => nameOf(child) === name), 'DefaultValue');
}

function entriesOf(lists: readonly Element[], limit: number): readonly (readonly [string, string, number])[] {
  return lists.flatMap(children).map((entry) => [attribute(entry, 'id'), attribute(entry, 'DefaultValue'), limit] as const);
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
