import { webcrypto } from 'node:crypto';
import type { Keyring, KeyringState } from '../../src/worker/keyring';
import { createKeyring } from '../../src/worker/local-keyring';
import type { KeyringOptions, LocalKeyring } from '../../src/worker/local-keyring';
import type { FakeMailbox } from './fake-mailbox';
import type { MadeIdentity } from './openssl-identities';

/** The least work the store accepts, so that tests are quick. */
export const cheap = { m: 19 * 1024, t: 2, p: 1 };

export const testCrypto = webcrypto as unknown as Crypto;

export const passphrase = 'Käse schließt den Magen';

export function createTestKeyring(options: Partial<KeyringOptions> = {}): LocalKeyring {
  return createKeyring({ crypto: testCrypto, now: () => new Date(), passphraseCost: cheap, ...options });
}

/** Imports into a mailbox and saves, as the flow does. */
export async function importInto(keyring: Keyring, mailbox: FakeMailbox, identity: MadeIdentity): Promise<KeyringState> {
  await keyring.load(mailbox.dump(), mailbox.address);
  await keyring.inspectPfx(identity.pfx.slice(), identity.password);
  const { fingerprint } = identity.certificate;
  const changes = await keyring.importDigitalId({ fingerprint, name: 'Test, 2026', passphrase });
  await mailbox.settings.save(changes);
  return keyring.load(mailbox.dump(), mailbox.address);
}
