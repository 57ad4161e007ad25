/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { BackupForm } from '../../../../src/taskpane/pages/digital-ids/BackupForm';
import type { DigitalIdEntry } from '../../../../src/worker/keyring';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

function digitalId(name: string, until: string, ...emailAddresses: string[]): DigitalIdEntry {
  const fingerprint = Buffer.from(name).toString('hex');
  const certificate = {
    ...{ der: new Uint8Array(), subject: '', issuer: '', serialNumber: '1', isAuthority: false, fingerprint, emailAddresses },
    ...{ notBefore: new Date('2020-01-01'), notAfter: new Date(until), publicKey: { algorithm: 'rsa', bits: 2048 } },
  };
  return { certificate, chain: [], name, fingerprint };
}

const work = digitalId('Work', '2028-01-01', 'anna@contoso.com');
const old = digitalId('Old\u202e, 2021', '2022-01-01', 'anna@contoso.com');
const nameless = digitalId('Server', '2028-01-01');
const draw = (digitalIds: readonly DigitalIdEntry[]): HTMLElement =>
  renderInPane(<BackupForm first={work.fingerprint} onSaved={() => undefined} />, { keyring: { digitalIds } });

test('the only digital ID is named, and no choice is asked for', async () => {
  const container = draw([work]);
  expect(screen.getByText('Work')).toBeTruthy();
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(await axeFindings(container)).toEqual([]);
});

test('of several the one that was pressed is chosen; without any there is no file', async () => {
  const container = draw([work, old, nameless]);
  const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
  expect(boxes.map((box) => box.checked)).toEqual([true, false, false]);
  expect(boxes.map((box) => box.labels?.[0]?.textContent)).toEqual([
    'Workanna@contoso.com',
    'Old, 2021Ran out. Opens old messages only',
    'ServerNo email address',
  ]);
  const save = screen.getByRole('button', { name: 'Save as file' });
  expect(save.getAttribute('aria-disabled')).not.toBe('true');

  fireEvent.click(boxes[0] ?? save);
  expect(screen.getByText('Choose at least one digital ID.')).toBeTruthy();
  expect(save.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(boxes[1] ?? save);
  expect(screen.queryByText('Choose at least one digital ID.')).toBeNull();
  expect(await axeFindings(container)).toEqual([]);
});

test("today's software is what a file is made for, until somebody chooses otherwise", async () => {
  const container = draw([work]);
  expect(screen.getByRole<HTMLInputElement>('radio', { name: "Today's software" }).checked).toBe(true);
  fireEvent.click(screen.getByRole('radio', { name: 'Older systems (weaker protection)' }));
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Older systems/ }).checked).toBe(true);
  expect(screen.getByText(/the password is then easier to guess/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});
