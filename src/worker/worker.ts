import { createLivePanes } from './live-panes';
import { createKeyring } from './local-keyring';
import { openBroadcastChannel } from './pane-channel';
import type { Endpoint } from './protocol';
import { serveKeyring } from './serve';

// The compiler's library for pages does not know a worker's own scope; it has what an Endpoint needs.
const scope = globalThis as unknown as Endpoint;

serveKeyring(createKeyring({ crypto, now: () => new Date(), openChannel: openBroadcastChannel, livePanes: createLivePanes() }), scope);
