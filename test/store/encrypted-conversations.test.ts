import { createEncryptedConversations } from '../../src/store/encrypted-conversations';
import type { ConversationStorage } from '../../src/store/encrypted-conversations';

function memory(): ConversationStorage & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: (key) => Promise.resolve(kept.get(key)),
    update: (key, change) => Promise.resolve(void kept.set(key, change(kept.get(key)))),
  };
}

const alice = 'Alice@signet.example';

test('another pane of the same mailbox knows what was opened, another mailbox does not', async () => {
  const storage = memory();
  await createEncryptedConversations(alice, storage).remember('AAQk=');
  await expect(createEncryptedConversations(alice.toLowerCase(), storage).has('AAQk=')).resolves.toBe(true);
  await expect(createEncryptedConversations('bob@signet.example', storage).has('AAQk=')).resolves.toBe(false);
  await expect(createEncryptedConversations(alice, storage).has('AAQl=')).resolves.toBe(false);
});

test('those with a hidden subject are a list of their own', async () => {
  const storage = memory();
  await createEncryptedConversations(alice, storage, 'hidden-subject').remember('AAQk=');
  await expect(createEncryptedConversations(alice, storage, 'hidden-subject').has('AAQk=')).resolves.toBe(true);
  await expect(createEncryptedConversations(alice, storage).has('AAQk=')).resolves.toBe(false);
});

test('only the last 200 are kept, each once, none that is too long', async () => {
  const storage = memory();
  const conversations = createEncryptedConversations(alice, storage);
  await conversations.remember('x'.repeat(10_000));
  await conversations.remember('');
  for (let at = 0; at < 250; at += 1) await conversations.remember(String(at));
  await createEncryptedConversations(alice, storage).remember('100');
  const [ids] = [...storage.kept.values()] as [string[]];
  expect(ids).toHaveLength(200);
  expect(ids.slice(0, 2)).toEqual(['100', '249']);
  expect(new Set(ids).size).toBe(200);
});

test('a browser that keeps nothing, and one that kept nonsense, are no errors', async () => {
  const refuse = () => Promise.reject(new Error('denied'));
  const refusing = createEncryptedConversations(alice, { get: refuse, update: refuse });
  await refusing.remember('AAQk=');
  await expect(refusing.has('AAQk=')).resolves.toBe(true);
  await expect(refusing.has('other')).resolves.toBe(false);
  const storage = memory();
  storage.kept.set('alice@signet.example', { not: 'a list' });
  const conversations = createEncryptedConversations(alice, storage);
  await expect(conversations.has('AAQk=')).resolves.toBe(false);
  await conversations.remember('AAQk=');
  expect(storage.kept.get('alice@signet.example')).toEqual(['AAQk=']);
});
