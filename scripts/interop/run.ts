import { createHash } from 'node:crypto';
import { openMessage, protectMessage } from '../../src/smime';
import type { MessageDraft, OpenedMessage } from '../../src/smime';
import { wrapCms, wrapDetached } from './carrier';
import { Folder } from './folder';
import { createGpgsm } from './gpgsm';
import { isAuthenticated, isOld, kinds, titleOf } from './kinds';
import type { EncryptingKind, Kind, OldCipher } from './kinds';
import { createNss } from './nss';
import { createOpenssl } from './openssl';
import { addressOf, createIdentities } from './people';
import type { Identities } from './people';
import type { Program } from './program';

export interface Cell {
  readonly kind: string;
  readonly program: string;
  /** `ours`: made by us, read by the program. `theirs`: the other way. */
  readonly direction: 'ours' | 'theirs';
  /** `impossible`: the program is known not to do it. `failed` is what nobody expects. */
  readonly outcome: 'read' | 'impossible' | 'failed';
  /** Why not. */
  readonly reason?: string;
}

/** Hard for mail: attachments, long lines, blanks at the end, and letters of many scripts. */
function draft(kind: Kind): MessageDraft {
  const from = kind.sign?.by ?? kind.encrypt?.to[0] ?? 'rsa2048';
  return {
    from: { address: addressOf(from), name: 'Åsa Ökten' },
    to: (kind.encrypt?.to ?? [from]).map((person) => ({ address: addressOf(person), name: '王小明' })),
    cc: [],
    bcc: [],
    subject: 'Grüße 🚀',
    messageId: 'interop@signet.example',
    text: `Łódź, Ελλάδα \n.\nFrom here\n-- \n${'long '.repeat(400)}end\n`,
    html: '<p>Grüße &amp; 👩‍👩‍👧</p>',
    attachments: [
      { name: 'Übersicht №3.pdf', contentType: 'application/pdf', bytes: Uint8Array.from({ length: 5000 }, (_, at) => at % 251) },
      { name: 'empty.bin', contentType: 'application/octet-stream', bytes: new Uint8Array() },
    ],
  };
}

/**
 * Every kind of message, made by us and read by each program, and the other way round.
 * @throws Error when OpenSSL, gpgsm, certutil, pk12util or cmsutil cannot be run
 */
export async function runInterop(): Promise<readonly Cell[]> {
  const folder = new Folder();
  try {
    const identities = await createIdentities(folder);
    const gpgsm = createGpgsm(folder);
    try {
      const cells: Cell[] = [];
      for (const program of [createOpenssl(folder), gpgsm, createNss(folder)]) {
        for (const kind of kinds) {
          const cipher = kind.encrypt?.cipher;
          if (cipher === undefined || !isOld(cipher)) cells.push(await attempt(kind, program, 'ours', () => readOurs(identities, program, kind)));
          cells.push(await attempt(kind, program, 'theirs', () => readTheirs(identities, program, kind)));
        }
      }
      return cells;
    } finally {
      gpgsm.stop();
    }
  } finally {
    folder.remove();
  }
}

async function attempt(
  kind: Kind,
  program: Program,
  direction: Cell['direction'],
  read: () => Promise<void>,
): Promise<Cell> {
  const cell = { kind: titleOf(kind), program: program.name, direction };
  const limit = direction === 'ours' ? program.cannotRead(kind) : program.cannotMake(kind);
  if (limit !== undefined) return { ...cell, outcome: 'impossible', reason: limit };
  try {
    await read();
    return { ...cell, outcome: 'read' };
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const reason = `${error instanceof Error ? error.message : String(error)} ${said}`.trim();
    return { ...cell, outcome: 'failed', reason };
  }
}

async function readOurs(identities: Identities, program: Program, kind: Kind): Promise<void> {
  const { sign, encrypt } = kind;
  const { mime } = await protectMessage(draft(kind), {
    at: new Date(),
    // As the product does, and with what a person can choose.
    protectHeaders: 'hidden-subject',
    ...(sign === undefined
      ? {}
      : { signWith: identities.unlocked[sign.by], opaque: sign.opaque, digest: sign.digest }),
    ...(encrypt === undefined
      ? {}
      : { encryptTo: encrypt.to.map((person) => identities.unlocked[person].certificate), cipher: writable(encrypt.cipher) }),
  });
  const opened = await open(identities, kind, mime);
  let content: Uint8Array = mime;
  if (encrypt !== undefined) content = program.decrypt(content, encrypt);
  if (sign !== undefined) content = program.verify(content);
  requireEqual(sha256(content), opened.content?.sha256, 'content');
}

function writable(cipher: EncryptingKind['cipher']): Exclude<EncryptingKind['cipher'], OldCipher> {
  if (isOld(cipher)) throw new TypeError(`${cipher} is never written.`);
  return cipher;
}

async function readTheirs(identities: Identities, program: Program, kind: Kind): Promise<void> {
  const { sign, encrypt } = kind;
  const entity = await plainEntity(kind);
  let content = entity;
  if (sign !== undefined) {
    const cms = program.sign(content, sign);
    content = sign.opaque ? wrapCms(cms, 'signed-data') : wrapDetached(content, cms, sign.digest);
  }
  if (encrypt !== undefined) {
    const smimeType = isAuthenticated(encrypt) ? 'authEnveloped-data' : 'enveloped-data';
    content = wrapCms(program.encrypt(content, encrypt), smimeType);
  }
  const from = `From: ${addressOf(sign?.by ?? 'rsa2048')}\r\nMIME-Version: 1.0\r\n`;
  const opened = await open(identities, kind, Buffer.concat([Buffer.from(from), content]));
  requireEqual(opened.content?.sha256, sha256(entity), 'content');
}

/** The entity that our own writer makes of the draft, without any protection. */
async function plainEntity(kind: Kind): Promise<Uint8Array> {
  const { mime } = await protectMessage(draft(kind), { at: new Date() });
  const text = Buffer.from(mime).toString('latin1');
  return new Uint8Array(Buffer.from(text.slice(text.search(/^Content-Type:/im)), 'latin1'));
}

/** As each recipient in turn; all must see the same, and what was asked for. */
async function open(identities: Identities, { sign, encrypt }: Kind, mime: Uint8Array): Promise<OpenedMessage> {
  const results: OpenedMessage[] = [];
  for (const reader of encrypt?.to ?? ['rsa2048' as const]) {
    const unlocked = [identities.unlocked[reader]];
    const trustAnchors = [{ certificate: identities.authority }];
    const opened = await openMessage(mime, { unlocked, locked: [], trustAnchors, at: new Date(), exact: true });
    requireEqual(opened.encryption.state, encrypt === undefined ? 'not-encrypted' : 'decrypted', 'encryption');
    if (opened.encryption.state === 'decrypted') requireEqual(opened.encryption.algorithm, encrypt?.cipher, 'cipher');
    if (opened.encryption.state === 'decrypted') requireEqual(String(opened.encryption.weak), String(encrypt?.cipher === 'des-ede3-cbc'), 'weakness');
    requireEqual(opened.signature.state, sign === undefined ? 'not-signed' : 'valid', 'signature');
    if (opened.signature.state === 'valid') requireEqual(opened.signature.signer.digestAlgorithm, sign?.digest, 'digest');
    results.push(opened);
  }
  const [first] = results;
  if (first === undefined) throw new Error('nobody reads');
  for (const other of results) requireEqual(other.content?.sha256, first.content?.sha256, 'content for another recipient');
  return first;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function requireEqual(found: string | undefined, expected: string | undefined, what: string): void {
  if (found !== expected) throw new Error(`${what}: ${found ?? 'none'}, expected ${expected ?? 'none'}`);
}
