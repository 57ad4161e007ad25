import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';

/**
 * The send check as classic Outlook for Windows runs it: one file, an engine
 * that knows ES2016, and nothing but the language and `Office`.
 */
const bundle = buildSync({
  entryPoints: [join(__dirname, '..', '..', 'src', 'commands', 'commands.ts')],
  bundle: true,
  format: 'iife',
  target: 'es2016',
  write: false,
}).outputFiles[0]!.text;

const policy = (signAll: boolean, encryptAll: boolean) => JSON.stringify({ version: 1, policy: { signAll, encryptAll } });
const promise = (more: object) => JSON.stringify({ sign: false, encrypt: false, ...more });

type Callback = (result: object) => void;
const reply = (result: object) => (...args: unknown[]) => (args.pop() as Callback)(result);
const succeeded = (value?: unknown) => reply({ status: 'succeeded', value });
const failed = (code: number) => reply({ status: 'failed', error: { code, name: 'Failed', message: '' } });
const throws = () => {
  throw new Error('Elevated permission is required');
};
const hangs = () => undefined;

interface Scene {
  readonly settings?: unknown;
  readonly session?: unknown;
  readonly properties?: unknown;
  readonly item?: unknown;
  readonly globals?: object;
  /** How office.js takes functions: at once, or only when it is ready. */
  readonly office?: object;
}

const settingsWith = (text?: string) => ({ get: (key: string) => (key === 'signet.policy' ? text : undefined) });
const propertiesWith = (text?: string) => succeeded({ get: () => text });
const nothingInSession = failed(9050);

function itemOf({ session = nothingInSession, properties = propertiesWith() }: Scene) {
  // Whatever else of the item is touched, throws.
  return new Proxy<Record<string, unknown>>({ sessionData: { getAsync: session }, loadCustomPropertiesAsync: properties }, {
    get: (target, name) => {
      if (name in target) return target[String(name)];
      throw new Error(`the check touched ${String(name)}`);
    },
  });
}

function send(scene: Scene): Promise<readonly Record<string, unknown>[]> {
  const functions = new Map<string, (event: object) => void>();
  const item = 'item' in scene ? scene.item : itemOf(scene);
  const context = { roamingSettings: 'settings' in scene ? scene.settings : settingsWith(), mailbox: { item } };
  const actions = { associate: (name: string, handler: (event: object) => void) => void functions.set(name, handler) };
  runInContext(bundle, createContext({ Office: { context, actions, ...scene.office }, ...scene.globals }));
  const answers: Record<string, unknown>[] = [];
  functions.get('onMessageSend')?.({ completed: (answer: Record<string, unknown>) => answers.push(answer) });
  return new Promise((resolve) => setTimeout(() => resolve(answers), 30));
}

const reason = (answer: Record<string, unknown> | undefined) => (JSON.parse(String(answer?.['contextData'])) as { reason: string }).reason;
const allowed = [{ allowEvent: true }];

describe('the bundle', () => {
  it('has no word of what the engine lacks', () => {
    expect(bundle).not.toMatch(/\b(document|window|location|crypto|TextEncoder|TextDecoder|atob|btoa|localStorage|fetch|navigator)\b/);
    expect(bundle).not.toMatch(/\basync\b|\bawait\b|\.finally\(|\?\.|\?\?[^?]/);
    expect(bundle.length).toBeLessThan(20_000);
  });

  it('takes part also where office.js takes functions only when it is ready', () => {
    const names: string[] = [];
    const office: Record<string, unknown> = {
      onReady: (ready: () => void) => {
        office['actions'] = { associate: (name: string) => names.push(name) };
        ready();
      },
    };
    runInContext(bundle, createContext({ Office: office }));
    expect(names).toEqual(['onMessageSend']);
  });
});

describe('with nothing required', () => {
  it('a message goes at once', async () => {
    expect(await send({})).toEqual(allowed);
    expect(await send({ settings: settingsWith(policy(false, false)) })).toEqual(allowed);
    expect(await send({ session: succeeded(promise({})) })).toEqual(allowed);
  });
});

describe('with something required', () => {
  it.each<[string, Scene, string]>([
    ['sign all', { settings: settingsWith(policy(true, false)) }, 'ownSign'],
    ['encrypt all', { settings: settingsWith(policy(false, true)) }, 'ownEncrypt'],
    ['both', { settings: settingsWith(policy(true, true)) }, 'ownBoth'],
    ['a promise to sign', { session: succeeded(promise({ sign: true })) }, 'promisedSign'],
    ['a promise to encrypt', { session: succeeded(promise({ encrypt: true })) }, 'promisedEncrypt'],
    ['a promise of both', { session: succeeded(promise({ sign: true, encrypt: true })) }, 'promisedBoth'],
    ['a promise kept with the draft', { properties: propertiesWith(promise({ encrypt: true })) }, 'promisedEncrypt'],
    ['encrypt all, only Sign declined', { settings: settingsWith(policy(true, true)), session: succeeded(promise({ signDeclined: true })) }, 'ownEncrypt'],
  ])('%s holds a plain message back', async (_title, scene, expected) => {
    const answers = await send(scene);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ allowEvent: false, commandId: 'SignetProtect', errorMessage: expect.stringContaining('Nothing was sent.') as string });
    expect(reason(answers[0])).toBe(expected);
  });

  it('a suggestion only asks, and nothing else may be sent all the same', async () => {
    const suggested = { session: succeeded(promise({ encryptSuggested: true })) };
    const [asks] = await send(suggested);
    expect(asks).toMatchObject({ allowEvent: false, sendModeOverride: 'promptUser' });
    expect(reason(asks)).toBe('suggestedEncrypt');
    const strict = [
      { ...suggested, settings: settingsWith(policy(true, false)) },
      { ...suggested, settings: settingsWith(policy(false, true)) },
      { ...suggested, settings: settingsWith('{') },
      { session: succeeded(promise({ encrypt: true, encryptSuggested: true })) },
      { session: succeeded(promise({ encryptSuggested: 'yes' })) },
    ];
    for (const scene of strict) {
      const [answer] = await send(scene);
      expect(answer).toMatchObject({ allowEvent: false });
      expect(answer).not.toHaveProperty('sendModeOverride');
    }
  });

  it('a message goes when the person declined it for this message', async () => {
    const declined = succeeded(promise({ signDeclined: true, encryptDeclined: true }));
    expect(await send({ settings: settingsWith(policy(true, true)), session: declined })).toEqual(allowed);
  });
});

describe('in a shared mailbox', () => {
  const shared = (scene: Scene) => ({
    ...scene,
    item: {
      sessionData: { getAsync: scene.session ?? nothingInSession },
      loadCustomPropertiesAsync: scene.properties ?? propertiesWith(),
      getSharedPropertiesAsync: hangs,
    },
  });

  it.each<[string, Scene]>([
    ['a setting', { settings: settingsWith(policy(true, false)) }],
    ['a promise that came with a moved draft', { properties: propertiesWith(promise({ encrypt: true })) }],
    ['a setting, where marks cannot be read', { settings: settingsWith(policy(false, true)), properties: failed(9020) }],
  ])('%s holds the message back and says the ways out', async (_title, scene) => {
    const answers = await send(shared(scene));
    expect(answers).toMatchObject([{ allowEvent: false, errorMessage: expect.stringContaining('shared mailbox') as string }]);
    expect(reason(answers[0])).toBe('shared');
  });

  it.each<[string, Scene]>([
    ['nothing required', {}],
    ['nothing required, and marks that cannot be read', { properties: failed(9020) }],
  ])('%s lets it go', async (_title, scene) => {
    expect(await send(shared(scene))).toEqual(allowed);
  });
});

describe('when something cannot be read', () => {
  it.each<[string, unknown]>([
    ['no settings at all', undefined],
    ['settings that throw', { get: throws }],
    ['settings without a method', {}],
    ['a damaged policy', settingsWith('{')],
    ['an empty policy', settingsWith('{}')],
    ['a policy of a newer version', settingsWith(JSON.stringify({ version: 99, policy: { signAll: false, encryptAll: false } }))],
    ['a policy that is no text', { get: () => ({ signAll: false }) }],
  ])('%s holds the message back', async (_title, settings) => {
    const answers = await send({ settings });
    expect(answers).toHaveLength(1);
    expect([answers[0]?.['allowEvent'], reason(answers[0])]).toEqual([false, 'settings']);
  });

  it.each<[string, Scene]>([
    ['no item', { item: undefined }],
    ['a null item', { item: null }],
    ['an item without places for a promise', { item: {} }],
    ['a session that fails', { session: failed(9020) }],
    ['a session that throws', { session: throws }],
    ['properties that fail', { properties: failed(9020) }],
    ['properties that throw', { properties: throws }],
    ['a damaged promise', { session: succeeded('{') }],
    ['a promise that is no promise', { session: succeeded('{"sign":"yes"}') }],
  ])('%s holds the message back', async (_title, scene) => {
    for (const settings of [settingsWith(), settingsWith(policy(true, true))]) {
      const answers = await send({ ...scene, settings });
      expect(answers).toHaveLength(1);
      expect([answers[0]?.['allowEvent'], reason(answers[0])]).toEqual([false, 'unreadable']);
    }
  });

  it('a mailbox without an item object never lets a message go', async () => {
    const answers = await send({ office: { context: undefined } });
    expect(answers).toMatchObject([{ allowEvent: false }]);
  });
});

describe('a mailbox that fails in every way', () => {
  const failures: readonly [string, unknown][] = [
    ['fails', failed(5001)],
    ['throws', throws],
    ['hangs', hangs],
    ['is missing', undefined],
  ];
  const cases = failures.flatMap(([session, getAsync]) =>
    failures.map(([properties, load]) => [session, properties, { sessionData: { getAsync }, loadCustomPropertiesAsync: load }] as const),
  );

  it.each(cases)('session %s, properties %s: never sends what is required to be protected', async (_session, _properties, item) => {
    const settings = settingsWith(policy(true, true));
    for (const answer of await send({ item, settings })) expect(answer['allowEvent']).toBe(false);
  });

  it('hanging for ever ends at our limits, where there are timers', async () => {
    const timers: { readonly run: () => void; readonly after: number }[] = [];
    const globals = {
      setTimeout: (run: () => void, after: number) => timers.push({ run, after }),
      clearTimeout: () => undefined,
    };
    const pending = send({ session: hangs, globals });
    const until = async (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    };
    await until(20);
    expect(timers.map(({ after }) => after).sort()).toEqual([10_000, 25_000]);
    timers.find(({ after }) => after === 10_000)?.run();
    await until(20);
    timers.find(({ after }) => after === 25_000)?.run();
    const answers = await pending;
    expect(answers).toHaveLength(1);
    expect([answers[0]?.['allowEvent'], reason(answers[0])]).toEqual([false, 'unreadable']);
  });

  it('answers without timers, too', async () => {
    expect(await send({ settings: settingsWith(policy(true, false)), globals: { setTimeout: undefined } })).toMatchObject([
      { allowEvent: false },
    ]);
  });
});
