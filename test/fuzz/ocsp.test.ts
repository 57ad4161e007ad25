import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAsn1 } from '../../src/smime/asn1/read';
import { toHex } from '../../src/smime/bytes';
import { readCertificateStructure } from '../../src/smime/certificate/structure';
import { answerFromOcsp } from '../../src/smime/revocation/ocsp-answer';
import { readOcspResponse } from '../../src/smime/revocation/ocsp-response';
import type { RevocationQuestion } from '../../src/smime/revocation/question';
import { makeOcspResponse, ocspResponse, revoked, signOcspData } from '../support/made-ocsp';
import { describeOpenssl } from '../support/openssl';
import { createTestAuthority } from '../support/openssl-identities';
import type { TestAuthority } from '../support/openssl-identities';
import { OpensslResponder } from '../support/openssl-ocsp';
import { binaryChanges, changed } from './support/changes';
import { changedFiles, giveOctets, octetsOf } from './support/corpus';
import { holds, slowTimeout } from './support/runs';

describeOpenssl('an OCSP response, changed', () => {
  const seeds = ['good', 'by-issuer', 'revoked', 'hold', 'no-next-update', 'several'].map((name) => `ocsp/${name}`);
  let authority: TestAuthority;
  let question: RevocationQuestion;
  let key: KeyObject;

  beforeAll(async () => {
    authority = await createTestAuthority();
    const openssl = new OpensslResponder(authority);
    const { certificate } = await authority.issue('anna@example.com');
    const responder = openssl.delegate();
    const status = { is: 'V' } as const;
    const cancelled = (reason: string) => ({ is: 'R', at: '250102030405Z', reason }) as const;
    giveOctets('ocsp/good', openssl.answer(certificate, { responder, status, days: 7 }));
    giveOctets('ocsp/by-issuer', openssl.answer(certificate, { responder: openssl.issuer, status, days: 7, digest: 'sha256', more: ['-resp_key_id'] }));
    giveOctets('ocsp/revoked', openssl.answer(certificate, { responder, status: cancelled('keyCompromise'), days: 7 }));
    giveOctets('ocsp/hold', openssl.answer(certificate, { responder, status: cancelled('certificateHold'), days: 7 }));
    giveOctets('ocsp/no-next-update', openssl.answer(certificate, { responder, status }));
    key = createPrivateKey(readFileSync(join(authority.folder, 'ca.key'), 'utf8'));
    const about = { about: certificate.der, issuer: authority.certificate.der, thisUpdate: new Date() };
    giveOctets(
      'ocsp/several',
      makeOcspResponse({
        key,
        signer: authority.certificate.der,
        singles: [about, { ...about, about: authority.certificate.der }, { ...about, status: revoked(new Date(), 4) }],
        producedAt: new Date(),
      }),
    );
    const read = (one: typeof certificate) => ({ certificate: one, structure: readCertificateStructure(one.der) });
    question = {
      subject: read(certificate),
      issuer: read(authority.certificate),
      now: new Date(),
      certificates: [],
      vouchFor: () => Promise.resolve(undefined),
      budget: { certificateChecks: 0 },
    };
  }, 60_000);

  afterAll(() => authority.remove());

  const judge = (octets: Uint8Array) => answerFromOcsp({ ...question, budget: { certificateChecks: 50 } }, [octets]);

  test('says what the issuer signed, or nothing', async () => {
    const signed = new Set(seeds.map((seed) => signedPart(octetsOf(seed))));
    let spoke = 0;
    await holds(changedFiles(seeds, binaryChanges), 1000, async (input) => {
      for (const octets of [changed(input), ocspResponse(changed(input, basicOf(octetsOf(input.file))))]) {
        const { state } = await judge(octets);
        if (state === 'not-known') continue;
        spoke++;
        expect(signed).toContain(signedPart(octets));
      }
    });
    // Some changes are in what no signature covers, or are none: without any, all would be refused before they are looked at.
    expect(spoke).toBeGreaterThan(0);
  }, slowTimeout);

  test('is read or refused, also where its issuer signed the change', async () => {
    let spoke = 0;
    await holds(changedFiles(seeds, binaryChanges), 1000, async (input) => {
      const { state } = await judge(signOcspData(changed(input, dataOf(octetsOf(input.file))), key, [authority.certificate.der]));
      if (state !== 'not-known') spoke++;
    });
    expect(spoke).toBeGreaterThan(0);
  }, slowTimeout);
});

function signedPart(octets: Uint8Array): string {
  return toHex(readOcspResponse(octets)?.tbsDer ?? new Uint8Array());
}

function basicOf(response: Uint8Array): Uint8Array {
  return readAsn1(response).children[1]?.children[0]?.children[1]?.contents ?? new Uint8Array();
}

function dataOf(response: Uint8Array): Uint8Array {
  return readAsn1(basicOf(response)).children[0]?.bytes ?? new Uint8Array();
}
