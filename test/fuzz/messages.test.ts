import type { OpenedMessage, OpenOptions } from '../../src/smime';
import { isSmimeError, openDetached, openMessage, readFileHeaders, recognizeFile } from '../../src/smime';
import { toHex } from '../../src/smime/bytes';
import { contentTypes, readContentInfo } from '../../src/smime/cms/content-info';
import { readEnvelopedData } from '../../src/smime/cms/enveloped-data';
import { readSignedData } from '../../src/smime/cms/signed-data';
import { canonicalize } from '../../src/smime/mime/canonicalize';
import { latin1 } from '../../src/smime/mime/headers';
import { readMultipartSigned } from '../../src/smime/mime/multipart-signed';
import { parseMime } from '../../src/smime/mime/parse';
import { openedToJson } from '../../tools/smime/opened-to-json';
import { describeVectors } from '../support/vectors';
import { binaryChanges, changed, messageChanges, mimeAndOctetChanges } from './support/changes';
import type { Changed } from './support/corpus';
import { changedFiles, filesOf, octetsOf, plain, secured } from './support/corpus';
import { everybody } from './support/everybody';
import { holds, slowTimeout, valueOrRefused } from './support/runs';

/** What is proven about the octets shown, whoever is trusted: `content of signer`, and the content that a key opened. */
interface Proven {
  readonly signed: ReadonlySet<string>;
  readonly decrypted: ReadonlySet<string>;
}

function signedBy({ signature, content }: OpenedMessage): string | undefined {
  if (signature.state !== 'valid' && signature.state !== 'not-trusted') return undefined;
  return `${content?.sha256 ?? ''} of ${signature.signer.certificate.fingerprint}`;
}

function isAuthentic({ encryption, content }: OpenedMessage): boolean {
  return encryption.state === 'decrypted' && encryption.authenticated && content !== undefined;
}

/** Those whose signature stands apart from the content and can be read. */
function clearSigned(): readonly string[] {
  return secured.filter((file) => {
    if (!latin1(octetsOf(file)).includes('multipart/signed')) return false;
    try {
      return readContentInfo(readMultipartSigned(parseMime(octetsOf(file))).signature).type === contentTypes.signedData;
    } catch (error) {
      if (isSmimeError(error)) return false;
      throw error;
    }
  });
}

describeVectors('a message of others, changed', () => {
  let options: OpenOptions;
  const originals = new Map<string, OpenedMessage | undefined>();

  beforeAll(async () => {
    options = await everybody();
  });

  async function original(file: string): Promise<OpenedMessage | undefined> {
    if (!originals.has(file)) originals.set(file, await valueOrRefused(() => openMessage(octetsOf(file), options)));
    return originals.get(file);
  }

  /** Of the file and of all that something was taken from: a splice of two is perhaps the other one. */
  async function provenBefore({ file, changes }: Changed): Promise<Proven> {
    const sources = new Set([file, ...changes.map(({ other }) => other)]);
    const [signed, decrypted] = [new Set<string>(), new Set<string>()];
    for (const source of sources) {
      const opened = await original(source);
      if (opened === undefined) continue;
      signed.add(signedBy(opened) ?? '');
      decrypted.add(opened.content?.sha256 ?? '');
    }
    return { signed, decrypted };
  }

  async function expectOpenedOrRefused(octets: Uint8Array, input: Changed): Promise<void> {
    const opened = await valueOrRefused(() => openMessage(octets, options));
    if (opened === undefined) return;
    expect(JSON.stringify(openedToJson(opened))).toContain('"layers"');
    await expectNothingNew(opened, input);
  }

  async function expectNothingNew(opened: OpenedMessage, input: Changed): Promise<void> {
    const isValid = opened.signature.state === 'valid';
    if (!isValid && !isAuthentic(opened)) return;
    const before = await provenBefore(input);
    if (isValid) expect(before.signed).toContain(signedBy(opened));
    if (isAuthentic(opened)) expect(before.decrypted).toContain(opened.content?.sha256);
  }

  test('opens or is refused, and proves nothing that was not proven before', async () => {
    await holds(changedFiles(secured, messageChanges), 600, (input) => expectOpenedOrRefused(changed(input), input));
  }, slowTimeout);

  test('without S/MIME opens or is refused', async () => {
    await holds(changedFiles([...plain, ...secured], mimeAndOctetChanges), 300, (input) => expectOpenedOrRefused(changed(input), input));
  }, slowTimeout);

  test('authenticated encryption gives the content that was encrypted, or none', async () => {
    const authenticated = filesOf(['interop', 'examples-cms', 'openssl-cms'], /gcm|ccm|auth|chacha/i).filter((file) => !/\.(?:txt|pem)$/.test(file));
    const opened = await Promise.all(authenticated.map(original));
    expect(opened.filter((message) => message !== undefined && isAuthentic(message)).length).toBeGreaterThan(5);
    await holds(changedFiles(authenticated, messageChanges), 150, async (input) => {
      const opened = await valueOrRefused(() => openMessage(changed(input), options));
      if (opened !== undefined) await expectNothingNew(opened, input);
    });
  }, slowTimeout);

  test('in a rewritten copy is valid for the same content only', async () => {
    const signed = filesOf(['interop', 'thunderbird-smime', 'rfc9788'], /(?:\/s-|sig).*\.eml$/);
    await holds(changedFiles(signed, messageChanges), 150, async (input) => {
      const opened = await valueOrRefused(() => openMessage(changed(input), { ...options, exact: false }));
      if (opened !== undefined) await expectNothingNew(opened, input);
    });
  }, slowTimeout);

  test('is a file of some kind', async () => {
    await holds(changedFiles([...plain, ...secured], messageChanges), 300, async (input) => {
      const octets = changed(input);
      const { kind, bytes } = recognizeFile(octets);
      readFileHeaders(octets);
      if (kind === 'detached-signature') await openDetached(bytes, octetsOf(input.file), options);
    });
  }, slowTimeout);

  test('its signature, in a file of its own, fits what it was made for or nothing', async () => {
    await holds(changedFiles(clearSigned(), [...binaryChanges, ...messageChanges]), 200, async (input) => {
      const { signature, signedBytes } = readMultipartSigned(parseMime(octetsOf(input.file)));
      const before = await openDetached(signature, signedBytes, options);
      const otherSignature = await valueOrRefused(() => openDetached(changed(input, signature), signedBytes, options));
      if (otherSignature?.opened.signature.state === 'valid') {
        expect(before.opened.signature).toMatchObject({ state: 'valid', signer: otherSignature.opened.signature.signer });
      }
      const content = changed(input, signedBytes);
      const otherContent = await openDetached(signature, content, options);
      if (otherContent.opened.signature.state === 'valid') expect(toHex(canonicalize(content))).toBe(toHex(signedBytes));
    });
  }, slowTimeout);

  test('its CMS is read or refused', async () => {
    const cms = secured.filter((file) => octetsOf(file)[0] === 0x30);
    await holds(changedFiles(cms, binaryChanges), 300, async (input) => {
      const info = await valueOrRefused(() => readContentInfo(changed(input)));
      if (info === undefined) return;
      await valueOrRefused(() => readSignedData(info.content));
      await valueOrRefused(() => readEnvelopedData(info));
    });
  }, slowTimeout);
});
