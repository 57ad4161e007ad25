/** @jest-environment jsdom */
import '../../../support/dom-globals';
import { cleanup, screen } from '@testing-library/react';
import { leftOutOf } from '../../../../src/taskpane/pages/digital-ids/remarks';
import { FoundDigitalIds } from '../../../../src/taskpane/pages/digital-ids/FoundDigitalIds';
import type { ImportActions } from '../../../../src/taskpane/state/use-import';
import type { PfxSummary } from '../../../../src/worker/keyring';
import { axeFindings, renderInPane } from '../../../support/in-pane';

afterEach(cleanup);

const whole: PfxSummary = {
  entries: [
    {
      chain: [],
      certificate: {
        ...{ der: new Uint8Array(), subject: 'CN=Anna Berg', issuer: 'CN=Contoso Mail CA', serialNumber: '4f21' },
        ...{ notBefore: new Date('2025-03-03T12:00:00Z'), notAfter: new Date('2028-03-03T12:00:00Z') },
        ...{ emailAddresses: ['anna@contoso.com'], isAuthority: false, fingerprint: 'ab'.repeat(32) },
        publicKey: { algorithm: 'rsa', bits: 2048 },
      },
    },
  ],
  ...{ withoutPassword: false, unsupportedKeys: [], unsupportedParts: [] },
};

const nothing = () => undefined;
const actions: ImportActions = { state: { isBusy: false }, choose: nothing, open: nothing, cancelOpening: nothing, importAll: nothing };
const env = { mailbox: { address: 'anna@contoso.com' } } as never;

test('what cannot be imported is told above what can', async () => {
  const found = { ...whole, unsupportedKeys: ['EC brainpoolP256r1'], unsupportedParts: ['MD5 and DES'] };
  const container = renderInPane(<FoundDigitalIds actions={actions} found={found} isFirst={false} />, { env });
  const texts = screen.getAllByRole('status').map(({ textContent }) => textContent);
  expect(texts.filter((text) => text.startsWith('Signet can'))).toEqual([
    "Signet can't use another digital ID in this file (EC brainpoolP256r1)It's of a kind that Signet doesn't know. What you see below can be imported.",
    "Signet can't read a part of this file (MD5 and DES)It's protected in a way that Signet doesn't know. If something is missing below, export the file again, choosing AES-256 or TripleDES.",
  ]);
  expect(screen.getByRole('button', { name: 'Import' })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

test('each kind is named once', () => {
  expect(leftOutOf(whole)).toEqual([]);
  expect(leftOutOf({ ...whole, unsupportedKeys: ['DSA', 'Ed448', 'DSA'] })).toMatchObject([
    { title: "Signet can't use {n} more digital IDs in this file ({names})", values: { n: '3', names: 'DSA, Ed448' } },
  ]);
});
