import * as asn1js from 'asn1js';
import {
  AlgorithmIdentifier,
  ContentInfo,
  EncapsulatedContentInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { issuerAndSerialNumber, pkijsCertificate } from '../certificate/pkijs-certificate';
import type { UnlockedDigitalId } from '../message/digital-id';
import type { CanonicalBytes } from '../mime/canonicalize';
import { digest, findDigest, oidOf } from './algorithms';
import { contentTypes } from './content-info';
import { statementsToSign } from './statements-to-sign';

const rsaEncryption = '1.2.840.113549.1.1.1';

/**
 * A detached signature (RFC 5652 section 5) by RSASSA-PKCS1-v1_5 with SHA-256,
 * the form that every S/MIME reader knows. Brings the signer's certificate and
 * chain, so that a stranger can verify and answer encrypted.
 * @param at - signingTime; the message's Date: must say the same
 */
export async function signDetached(content: CanonicalBytes, signer: UnlockedDigitalId, at: Date): Promise<Uint8Array> {
  const signerInfo = await signContent(content, signer, at);
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm()],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: contentTypes.data }),
    certificates: [signer.certificate, ...signer.chain].map(pkijsCertificate),
    signerInfos: [signerInfo],
  });
  const contentInfo = new ContentInfo({ contentType: contentTypes.signedData, content: signedData.toSchema(true) });
  return new Uint8Array(contentInfo.toSchema().toBER());
}

async function signContent(content: CanonicalBytes, signer: UnlockedDigitalId, at: Date): Promise<SignerInfo> {
  const attributes = await statementsToSign({
    messageDigest: await digest('sha-256', content),
    signingTime: at,
    certificate: signer.certificate,
  });
  // Sent under [0], signed as the SET it is (RFC 5652 section 5.4).
  const set = new asn1js.Set({ value: attributes.map((attribute) => attribute.toSchema()) });
  const signature = await signer.sign(new Uint8Array(set.toBER()), 'sha-256');
  return new SignerInfo({
    version: 1,
    sid: issuerAndSerialNumber(signer.certificate),
    digestAlgorithm: digestAlgorithm(),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: rsaEncryption, algorithmParams: new asn1js.Null() }),
    signature: new asn1js.OctetString({ valueHex: signature }),
  });
}

function digestAlgorithm(): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: oidOf(findDigest('sha-256')) });
}
