import { createRoot } from 'react-dom/client';
import { readConfig } from '../flows/config';
import type { Config } from '../flows/config';
import type { Environment } from '../flows/environment';
import { FlowError } from '../flows/errors';
import { start } from '../flows/start';
import { installKeyboardCure } from '../mailbox/keyboard';
import { createOfficeMailbox } from '../mailbox/office-mailbox';
import { createGraphMimeTransport } from '../mailbox/transports/graph-mime';
import type { TrustAnchor } from '../smime/index';
import { indexedDbStorage } from '../store/contact-storage';
import { createContactCertificates } from '../store/contacts';
import { createEncryptedConversations, indexedDbConversations } from '../store/encrypted-conversations';
import { createSaveLock } from '../store/save-lock';
import type { Keyring } from '../worker/keyring';
import { startKeyring } from '../worker/start';
import type { AppProps } from './App';
import { Boot } from './Boot';
import { accessTokenFrom } from './access-token';
import { tabNames } from './state/navigation';
import { keyOf } from './state/use-item';

const address = new URLSearchParams(window.location.search);

/** Where everything is put together; nothing else in the pane knows where its parts come from. */
async function startPane(): Promise<AppProps> {
  const mailbox = await createOfficeMailbox();
  wishFor ??= address.get('go') === 'sign-and-send' ? keyOf(mailbox.item()) : null;
  const config = await fetchConfig();
  const keyring = theKeyring();
  const env: Environment = {
    mailbox,
    keyring,
    contacts: createContactCertificates(mailbox.address, indexedDbStorage(), theContactNews()),
    encryptedConversations: createEncryptedConversations(mailbox.address),
    hiddenSubjects: createEncryptedConversations(mailbox.address, indexedDbConversations(), 'hidden-subject'),
    transport: createGraphMimeTransport({
      graphBaseUrl: config.graphBaseUrl,
      accessToken: accessTokenFrom(config.accessToken, mailbox.address),
    }),
    trustAnchors: await readAnchors(keyring, config),
    ...(config.organisation.name === undefined ? {} : { organization: config.organisation.name }),
    alone: createSaveLock(mailbox.address),
    now: () => new Date(),
    randomId: () => crypto.randomUUID(),
  };
  return {
    env,
    keyring: await start(env),
    tab: tabNames.find((name) => name === address.get('page')) ?? 'message',
    wishFor,
  };
}

async function fetchConfig(): Promise<Config> {
  const response = await fetch('config.json', { cache: 'no-cache', credentials: 'omit' });
  const json: unknown = await response.json().catch((cause: unknown) => {
    throw new FlowError('ERR_CONFIG_INVALID', { field: 'config.json' }, { cause });
  });
  return readConfig(json);
}

async function readAnchors(keyring: Keyring, { organisation }: Config): Promise<readonly TrustAnchor[]> {
  const encoder = new TextEncoder();
  const read = organisation.trustAnchors.map(async ({ pem, ...limits }) => {
    const certificates = await keyring.readCertificates(encoder.encode(pem));
    return certificates.map((certificate) => ({ ...limits, certificate }));
  });
  return (await Promise.all(read)).flat();
}

/** Of the item for which the pane was opened, and of no other: also when starting is tried again. */
let wishFor: string | null | undefined;
let keyring: Keyring | undefined;
let contactNews: BroadcastChannel | undefined;

/** One worker a pane, also when starting is tried again. */
function theKeyring(): Keyring {
  keyring ??= startKeyring();
  return keyring;
}

function theContactNews(): BroadcastChannel {
  contactNews ??= new BroadcastChannel('signet-contacts');
  return contactNews;
}

installKeyboardCure(document);
const pane = document.getElementById('pane');
if (pane === null) throw new TypeError('taskpane.html has an element "pane".');
createRoot(pane).render(<Boot startPane={startPane} />);
