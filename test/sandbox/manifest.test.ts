import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestError, readManifest, servedFrom } from '../../sandbox/manifest';

const xml = readFileSync(join(__dirname, '../../manifest.xml'), 'utf8');

test('the ribbon, the panes and the send check come from the manifest', () => {
  const addIn = servedFrom(readManifest(xml), 'https://localhost:8441');
  expect(addIn.name).toBe('Signet');
  expect(addIn.permissions).toBe('ReadWriteItem');
  const [read] = addIn.surfaces.read;
  const [compose] = addIn.surfaces.compose;
  expect(read?.label).toBe('Signet');
  expect(read?.controls.map(({ label }) => label)).toEqual(['Check message', 'Digital IDs']);
  expect(compose?.controls.map(({ id }) => id)).toEqual(['SignetProtect', 'SignetSignSend', 'SignetComposeIds']);
  expect(read?.controls[0]).toMatchObject({
    action: { kind: 'pane', url: 'https://localhost:8441/taskpane.html?page=message', canPin: true },
    icons: { 20: expect.stringMatching(/^https:\/\/localhost:8441\/assets\//) },
  });
  expect(addIn.launchEvents).toEqual([expect.objectContaining({ type: 'OnMessageSend', sendMode: 'SoftBlock' })]);
  expect(addIn.runtimeUrl).toBe('https://localhost:8441/commands.html');
});

test('it is for shared mailboxes only where it says so', () => {
  const says = (element: string) => xml.replace(/\s*<SupportsSharedFolders>.*?<\/SupportsSharedFolders>/, '').replace(/(<DesktopFormFactor>)/, `$1${element}`);
  expect(readManifest(says('')).supportsSharedFolders).toBe(false);
  expect(readManifest(says('<SupportsSharedFolders>true</SupportsSharedFolders>')).supportsSharedFolders).toBe(true);
});

test.each([
  ['not XML', '<OfficeApp'],
  ['something else', '<a/>'],
  ['a missing resource', xml.replace(/<bt:String id="Group.Label"[^]*?\/>/, '')],
])('%s is refused', (_, text) => {
  expect(() => readManifest(text)).toThrow(ManifestError);
});
