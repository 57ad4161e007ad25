import { costOfSetting } from '../src/store/budget';
import { createFakeMailbox } from './support/fake-mailbox';
import { createTestKeyring, importInto } from './support/keyring';
import { createKeyring } from '../src/worker/local-keyring';
import { testCrypto, passphrase } from './support/keyring';
import { vector } from './support/vectors';
import { createTestAuthority } from './support/openssl-identities';
test('m', async () => {
  const a = await createTestAuthority();
  const k = createKeyring({ crypto: testCrypto, now: () => new Date() });
  const m = createFakeMailbox('alice@signet.example');
  for (let i = 0; i < 3; i++) {
    await importInto(k, m, await a.issue('alice@signet.example'));
    await m.settings.save(await k.setPolicy({ signAll: true, encryptAll: true }));
    await k.load(m.dump(), m.address);
    console.log(Object.entries(m.dump()).map(([key, v]) => `${key} raw ${v.length} cost ${costOfSetting(key, v)}`).join('\n') + '\ntotal ' + m.settings.measure({}));
  }
  console.log(m.dump()['signet.store']);
  await k.lock();
  let t = Date.now(); await k.unlock(passphrase); console.log('unlock ms', Date.now() - t);
  k.close(); a.remove();
}, 60000);
