/**
 * What a mail program takes from an add-in-only XML manifest: who it is, what
 * it may do, and which buttons, panes and events it has.
 */
import { DOMParser } from '@xmldom/xmldom';
import type { Document, Element } from '@xmldom/xmldom';

export type Surface = 'read' | 'compose';
export type SendMode = 'PromptUser' | 'SoftBlock' | 'Block';

export interface RibbonControl {
  readonly id: string;
  readonly label: string;
  readonly supertipTitle: string;
  readonly supertip: string;
  /** By size in pixels. */
  readonly icons: Readonly<Record<string, string>>;
  readonly action:
    | { readonly kind: 'pane'; readonly url: string; readonly canPin: boolean }
    | { readonly kind: 'function'; readonly functionName: string };
}

export interface RibbonGroup {
  readonly id: string;
  readonly label: string;
  readonly controls: readonly RibbonControl[];
}

export interface LaunchEvent {
  readonly type: string;
  readonly functionName: string;
  readonly sendMode?: SendMode;
}

export interface AddIn {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly provider: string;
  readonly iconUrl: string;
  /** Permissions as the manifest names them. */
  readonly permissions: string;
  /** Whether it has buttons on messages in shared mailboxes, too. */
  readonly supportsSharedFolders: boolean;
  readonly surfaces: Readonly<Record<Surface, readonly RibbonGroup[]>>;
  readonly functionFileUrl?: string;
  readonly runtimeUrl?: string;
  readonly launchEvents: readonly LaunchEvent[];
  /** Origin of the first pane: what a server in its place has to stand in for. */
  readonly origin: string;
}

export class ManifestError extends Error {}

/** @throws ManifestError when something that Outlook needs is missing */
export function readManifest(xml: string): AddIn {
  const document = parseXml(xml);
  const app = document.documentElement;
  if (app?.localName !== 'OfficeApp') throw new ManifestError('no OfficeApp element');
  const overrides = newestOverrides(document);
  const resources = new Resources(overrides);
  const form = first(overrides, 'DesktopFormFactor');
  if (form === undefined) throw new ManifestError('no DesktopFormFactor');
  const read = groupsOf(form, 'MessageReadCommandSurface', resources);
  const compose = groupsOf(form, 'MessageComposeCommandSurface', resources);
  const functionFile = first(form, 'FunctionFile');
  const runtime = first(overrides, 'Runtime');
  const launch = extensionPoint(form, 'LaunchEvent');
  return {
    id: required(app, 'Id'),
    version: required(app, 'Version'),
    name: defaultValue(app, 'DisplayName'),
    provider: required(app, 'ProviderName'),
    iconUrl: defaultValue(app, 'IconUrl'),
    permissions: required(app, 'Permissions'),
    supportsSharedFolders: children(form, 'SupportsSharedFolders')[0]?.textContent?.trim() === 'true',
    surfaces: { read, compose },
    launchEvents: launch === undefined ? [] : all(launch, 'LaunchEvent').map(launchEvent),
    origin: originOf([...read, ...compose]),
    ...(functionFile === undefined ? {} : { functionFileUrl: resources.get(functionFile.getAttribute('resid')) }),
    ...(runtime === undefined ? {} : { runtimeUrl: resources.get(runtime.getAttribute('resid')) }),
  };
}

/** The same add-in served from another origin. */
export function servedFrom(addIn: AddIn, origin: string): AddIn {
  const moved = JSON.stringify(addIn).replaceAll(`"${addIn.origin}/`, `"${origin}/`);
  return { ...(JSON.parse(moved) as AddIn), origin };
}

function parseXml(xml: string): Document {
  try {
    return new DOMParser({ onError: stop }).parseFromString(xml, 'text/xml');
  } catch (error) {
    throw new ManifestError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function stop(level: string, message: string): void {
  if (level !== 'warning') throw new ManifestError(message);
}

/** VersionOverrides 1.1 stands inside 1.0; a client takes the newest it knows. */
function newestOverrides(document: Document): Element {
  const overrides = [...document.getElementsByTagName('VersionOverrides')];
  const newest = overrides.at(-1);
  if (newest === undefined) throw new ManifestError('no VersionOverrides');
  return newest;
}

class Resources {
  readonly #values = new Map<string, string>();

  constructor(overrides: Element) {
    for (const resources of children(overrides, 'Resources')) {
      for (const entry of [...resources.getElementsByTagName('*')]) {
        const id = entry.getAttribute('id');
        const value = entry.getAttribute('DefaultValue');
        if (id !== null && value !== null) this.#values.set(id, value);
      }
    }
  }

  get(resid: string | null): string {
    const value = resid === null ? undefined : this.#values.get(resid);
    if (value === undefined) throw new ManifestError(`no resource ${resid ?? '(no resid)'}`);
    return value;
  }
}

function groupsOf(form: Element, surface: string, resources: Resources): readonly RibbonGroup[] {
  const point = extensionPoint(form, surface);
  if (point === undefined) return [];
  return all(point, 'Group').map((group) => ({
    id: group.getAttribute('id') ?? '',
    label: resources.get(children(group, 'Label')[0]?.getAttribute('resid') ?? null),
    controls: children(group, 'Control').map((control) => controlOf(control, resources)),
  }));
}

function controlOf(control: Element, resources: Resources): RibbonControl {
  const text = (parent: Element | undefined, tag: string): string =>
    resources.get((parent === undefined ? undefined : children(parent, tag)[0])?.getAttribute('resid') ?? null);
  const supertip = children(control, 'Supertip')[0];
  return {
    id: control.getAttribute('id') ?? '',
    label: text(control, 'Label'),
    supertipTitle: text(supertip, 'Title'),
    supertip: text(supertip, 'Description'),
    icons: Object.fromEntries(
      all(control, 'Image').map((image) => [image.getAttribute('size') ?? '', resources.get(image.getAttribute('resid'))]),
    ),
    action: actionOf(control, resources),
  };
}

function actionOf(control: Element, resources: Resources): RibbonControl['action'] {
  const action = children(control, 'Action')[0];
  const type = action?.getAttribute('xsi:type');
  if (action !== undefined && type === 'ShowTaskpane') {
    const url = resources.get(children(action, 'SourceLocation')[0]?.getAttribute('resid') ?? null);
    return { kind: 'pane', url, canPin: children(action, 'SupportsPinning')[0]?.textContent?.trim() === 'true' };
  }
  if (action !== undefined && type === 'ExecuteFunction') {
    return { kind: 'function', functionName: required(action, 'FunctionName') };
  }
  throw new ManifestError(`unknown action ${type ?? '(none)'}`);
}

const sendModes: readonly SendMode[] = ['PromptUser', 'SoftBlock', 'Block'];

function launchEvent(element: Element): LaunchEvent {
  const mode = sendModes.find((known) => known === element.getAttribute('SendMode'));
  const type = element.getAttribute('Type') ?? '';
  const functionName = element.getAttribute('FunctionName') ?? '';
  if (type !== 'OnMessageSend') return { type, functionName };
  return { type, functionName, sendMode: mode ?? 'SoftBlock' };
}

function originOf(groups: readonly RibbonGroup[]): string {
  for (const { action } of groups.flatMap((group) => group.controls)) {
    if (action.kind === 'pane') return new URL(action.url).origin;
  }
  throw new ManifestError('no button opens a pane');
}

function extensionPoint(form: Element, type: string): Element | undefined {
  return children(form, 'ExtensionPoint').find((point) => point.getAttribute('xsi:type') === type);
}

function all(parent: Element, localName: string): readonly Element[] {
  return [...parent.getElementsByTagName('*')].filter((element) => element.localName === localName);
}

function first(parent: Element, localName: string): Element | undefined {
  return all(parent, localName)[0];
}

function children(parent: Element, localName: string): readonly Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE && (node as Element).localName === localName,
  );
}

function required(parent: Element, localName: string): string {
  const text = children(parent, localName)[0]?.textContent?.trim();
  if (text === undefined || text === '') throw new ManifestError(`no ${localName}`);
  return text;
}

function defaultValue(parent: Element, localName: string): string {
  const value = children(parent, localName)[0]?.getAttribute('DefaultValue');
  if (value === undefined || value === null) throw new ManifestError(`no ${localName}`);
  return value;
}
