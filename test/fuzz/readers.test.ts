import { parseCertificate, readCertificates, readPfx, validatePath } from '../../src/smime';
import type { TrustAnchor } from '../../src/smime';
import { readPem } from '../../src/smime/certificate/pem';
import { trustAnchor, validationTime } from '../support/identities';
import { describeVectors } from '../support/vectors';
import { binaryChanges, changed } from './support/changes';
import { certificates, changedFiles, filesOf, octetsOf } from './support/corpus';
import { holds, slowTimeout, valueOrRefused } from './support/runs';

describeVectors('a file of others, changed', () => {
  let anchors: readonly TrustAnchor[];

  beforeAll(async () => {
    anchors = [await trustAnchor(), await trustAnchor('rfc9216/ca.25519.crt'), await trustAnchor('pkits/certs/TrustAnchorRootCertificate.crt')];
  });

  test('holds certificates or is refused', async () => {
    await holds(changedFiles(certificates, binaryChanges), 200, async (input) => {
      await valueOrRefused(() => readCertificates(changed(input)));
    });
  }, slowTimeout);

  test('holds a certificate whose path is judged, and the anchor is never left out', async () => {
    await holds(changedFiles(certificates, binaryChanges), 300, async (input) => {
      const certificate = await valueOrRefused(() => parseCertificate(changed(input, derOf(octetsOf(input.file)))));
      if (certificate === undefined) return;
      const others = input.changes.map(({ other }) => derOf(octetsOf(other)));
      const intermediates = (await Promise.all(others.map((der) => valueOrRefused(() => parseCertificate(der))))).filter((other) => other !== undefined);
      const { path, problems } = await validatePath({ certificate, intermediates, trustAnchors: anchors, at: validationTime });
      if (problems.length === 0) expect(anchors.map((anchor) => anchor.certificate.fingerprint)).toContain(path.at(-1)?.fingerprint);
    });
  }, slowTimeout);

  test('holds digital IDs or is refused', async () => {
    const files = filesOf(['pkcs12', 'rfc9216', 'thunderbird-smime', 'gnupg-cms', 'mimekit-smime'], /\.(?:p12|pfx)$/);
    // The real limits allow seconds of work, which is what their owner asked for.
    const limits = { maxNativeRounds: 20_000, maxSoftwareRounds: 20_000 };
    await holds(changedFiles(files, binaryChanges), 200, async (input) => {
      for (const password of ['', 'password']) await valueOrRefused(() => readPfx(changed(input), password, limits));
    });
  }, slowTimeout);
});

function derOf(octets: Uint8Array): Uint8Array {
  if (octets[0] === 0x30) return octets;
  return readPem(new TextDecoder().decode(octets))[0]?.bytes ?? octets;
}
