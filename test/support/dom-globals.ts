import { TextDecoder, TextEncoder } from 'node:util';

/** What every browser has and jsdom lacks; to be imported before whatever needs it. */
Object.assign(globalThis, { TextDecoder, TextEncoder });
