import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { checkManifest } from '../../scripts/manifest-rules';
import type { ManifestSurroundings } from '../../scripts/manifest-rules';

const root = join(__dirname, '..', '..');
const manifest = readFileSync(join(root, 'manifest.xml'), 'utf8');
const sourcesBelow = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
const project: ManifestSurroundings = {
  file: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : undefined),
  sources: [...sourcesBelow('src/commands'), ...sourcesBelow('src/mailbox')],
};
const check = (text: string, more: Partial<ManifestSurroundings> = {}) => checkManifest(text, { ...project, ...more });

/** The manifest with one thing changed, which must be there. */
function changed(from: string | RegExp, to: string): string {
  const text = manifest.replace(from, to);
  expect(text).not.toBe(manifest);
  return text;
}

describe('manifest.xml', () => {
  it('is as Outlook wants it', () => {
    expect(check(manifest)).toEqual([]);
  });

  it('has the controls, labels and addresses of the design', () => {
    const document = new DOMParser().parseFromString(manifest, 'text/xml');
    const all = (name: string) => [...document.getElementsByTagNameNS('*', name)];
    const value = (resid: string) =>
      ['Url', 'String'].flatMap(all).find((entry) => entry.getAttribute('id') === resid)?.getAttribute('DefaultValue');
    const first = (element: (typeof document)['documentElement'], name: string) =>
      value(element?.getElementsByTagNameNS('*', name)[0]?.getAttribute('resid') ?? '');
    const controls = all('Control').map((control) => [
      control.getAttribute('id'),
      first(control, 'Label'),
      first(control, 'Title'),
      first(control, 'SourceLocation')?.replace('https://localhost:3000/', ''),
    ]);
    expect(controls).toEqual([
      ['SignetReadOpen', 'Check message', 'Check message', 'taskpane.html?page=message'],
      ['SignetReadIds', 'Digital IDs', 'Digital IDs', 'taskpane.html?page=digital-ids'],
      ['SignetProtect', 'Protect', 'Protect this message', 'taskpane.html?page=message'],
      ['SignetSignSend', 'Sign & Send', 'Sign & Send', 'taskpane.html?page=message&go=sign-and-send'],
      ['SignetComposeIds', 'Digital IDs', 'Digital IDs', 'taskpane.html?page=digital-ids'],
    ]);
  });
});

describe('the check finds', () => {
  it.each<[string, string | RegExp, string, RegExp]>([
    ['broken XML', '</OfficeApp>', '', /well-formed/],
    ['no permission', /<Permissions>.*<\/Permissions>\s*/, '', /ReadWriteItem/],
    ['an element too late', /(<DefaultLocale>.*<\/DefaultLocale>)(\s*)(<DisplayName .*\/>)/, '$3$2$1', /<DisplayName>|<DefaultLocale> stands too late/],
    ['FunctionFile after the extension points', /<FunctionFile [^>]*>([\s\S]*)<\/DesktopFormFactor>/, '$1<FunctionFile resid="Url.Commands"/></DesktopFormFactor>', /FunctionFile.*too late/],
    ['an unknown element', '<OfficeTab id="TabDefault">', '<OfficeTab id="TabDefault"><Nonsense/>', /Nonsense/],
    ['an Id that is none', /<Id>.*<\/Id>/, '<Id>signet</Id>', /GUID/],
    ['a short version', '<Version>0.1.0.0<', '<Version>0.1<', /four numbers/],
    ['a long label', 'DefaultValue="Protect"', `DefaultValue="${'x'.repeat(126)}"`, /126 characters/],
    ['a long tip', /(id="Protect.Tip" DefaultValue=")[^"]*/, `$1${'x'.repeat(251)}`, /251 characters/],
    ['an undefined resid', 'resid="Protect.Tip"', 'resid="Protect.Top"', /"Protect.Top" is not defined/],
    ['an unused resource', 'resid="Protect.TipTitle"', 'resid="Protect.Label"', /"Protect.TipTitle" is not used/],
    ['a resid of 33 characters', /Protect\.TipTitle/g, 'P'.repeat(33), /more than 32/],
    ['two controls of one id', 'id="SignetReadIds"', 'id="SignetReadOpen"', /used twice/],
    ['http', /https:(\/\/localhost:3000\/commands\.html)/, 'http:$1', /not https/],
    ['another host', 'https://localhost:3000/commands.html', 'https://signet.example/commands.html', /AppDomains/],
    ['a higher minimum', 'MinVersion="1.5"', 'MinVersion="1.12"', /at most Mailbox 1.5/],
    ['a missing icon file', /assets\/check-16\.png/, 'assets/check-17.png', /check-17.png does not exist/],
    ['an icon of another size', /assets\/check-16\.png/, 'assets/check-20.png', /20 × 20 pixels instead of 16/],
    ['a control without its icon', '<bt:Image size="80" resid="Icon.Check.80"/>', '', /lacks its icon of 80/],
    ['a runtime of another address', '<Runtime resid="Url.Commands">', '<Runtime resid="Url.Message">', /same resid/],
    ['a runtime without script', /<Override type="javascript"[^>]*>/, '', /javascript Override/],
    ['a weaker send mode', 'SendMode="SoftBlock"', 'SendMode="PromptUser"', /SoftBlock/],
    ['an unknown function', 'FunctionName="onMessageSend"', 'FunctionName="onSend"', /no source handles/],
    ['a button that leads nowhere', 'id="SignetProtect"', 'id="SignetProtection"', /opens "SignetProtect"/],
    ['a pane that cannot be pinned', /<SupportsPinning>true<\/SupportsPinning>/, '', /pinning/],
    ['a manifest that hides in shared mailboxes', /<SupportsSharedFolders>.*<\/SupportsSharedFolders>/, '', /SupportsSharedFolders/],
    ['more permission than needed', '<Permissions>ReadWriteItem<', '<Permissions>Restricted<', /must be ReadWriteItem/],
    ['overrides in the wrong version', /mailappversionoverrides\/1\.1"/, 'mailappversionoverrides/1.0"', /VersionOverrides 1.1/],
  ])('%s', (_title, from, to, fault) => {
    expect(check(changed(from, to)).join('\n')).toMatch(fault);
  });

  it('a call that the permission does not allow', () => {
    expect(check(manifest, { sources: [...project.sources, 'item.sendAsync(done)'] }).join()).toMatch(/sendAsync/);
  });

  it('a picture that is none, or has no transparency', () => {
    const opaque = Buffer.from(readFileSync(join(root, 'assets', 'signet-64.png')));
    opaque[25] = 2;
    const file = (path: string) => (path.endsWith('signet-64.png') ? opaque : path.endsWith('128.png') ? Buffer.from('GIF89a') : project.file(path));
    expect(check(manifest, { file }).join('\n')).toMatch(/signet-64.png has no transparency[\s\S]*signet-128.png is not a PNG/);
  });
});
