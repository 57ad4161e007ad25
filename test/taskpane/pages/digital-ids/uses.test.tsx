/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, screen } from '@testing-library/react';
import { canProtectBoth } from '../../../../src/flows/own-digital-ids';
import type { Certificate } from '../../../../src/smime/index';
import { DigitalIdRow } from '../../../../src/taskpane/pages/digital-ids/DigitalIdRow';
import { remarksOn } from '../../../../src/taskpane/pages/digital-ids/remarks';
import type { DigitalIdEntry } from '../../../../src/worker/keyring';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

const now = new Date('2026-11-23T12:00:00Z');
const address = 'anna@contoso.com';

function digitalId(publicKey: Certificate['publicKey'], keyUsage?: Certificate['keyUsage']): DigitalIdEntry {
  const certificate: Certificate = {
    der: new Uint8Array(),
    subject: 'CN=Anna Berg',
    issuer: 'CN=Contoso Mail CA',
    serialNumber: '4f21',
    notBefore: new Date('2025-03-03T12:00:00Z'),
    notAfter: new Date('2028-03-03T12:00:00Z'),
    emailAddresses: [address],
    isAuthority: false,
    publicKey,
    fingerprint: 'ab'.repeat(32),
    ...(keyUsage === undefined ? {} : { keyUsage }),
  };
  return { certificate, chain: [], name: 'Contoso, 2025', fingerprint: certificate.fingerprint };
}

const rsa = digitalId({ algorithm: 'rsa', bits: 2048 });
const ed25519 = digitalId({ algorithm: 'ed25519', bits: 256 });
const x25519 = digitalId({ algorithm: 'x25519', bits: 256 });

test.each<[string, DigitalIdEntry, RegExp]>([
  ['RSA', rsa, /^Signs · Encrypts · until /],
  ['RSA that may only sign', digitalId({ algorithm: 'rsa', bits: 2048 }, ['digitalSignature']), /^Signs · until /],
  ['RSA that may only encrypt', digitalId({ algorithm: 'rsa', bits: 2048 }, ['keyEncipherment']), /^Encrypts · until /],
  ['Ed25519', ed25519, /^Signs · until /],
])('%s is listed with what it does', async (_what, entry, text) => {
  const container = renderInPane(
    <ul>
      <DigitalIdRow digitalId={entry} />
    </ul>,
  );
  expect(screen.getByText(text)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

test('a key that few programs know is told before it is imported', () => {
  const told = ({ certificate, chain }: DigitalIdEntry) =>
    remarksOn({ certificate, chain }, { mailbox: address, now, known: [] }).told.map(({ title }) => title);
  expect(told(rsa)).toEqual([]);
  expect(told(ed25519)).toEqual(['Few programs can check what this digital ID signs']);
  expect(told(digitalId({ algorithm: 'rsa-pss', bits: 1024 }))).toContain('This digital ID is too weak to sign with');
});

test('a test message is offered only to who can sign and encrypt it', () => {
  expect(canProtectBoth([rsa], address, now)).toBe(true);
  expect(canProtectBoth([ed25519], address, now)).toBe(false);
  expect(canProtectBoth([ed25519, rsa], address, now)).toBe(true);
  expect(canProtectBoth([x25519], address, now)).toBe(false);
});
