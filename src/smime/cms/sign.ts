import * as asn1js from 'asn1js';
import {
  AlgorithmIdentifier,
  ContentInfo,
  EncapsulatedContentInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { unshared } from '../bytes';
import { issuerAndSerialNumber, pkijsCertificate } from '../certificate/pkijs-certificate';
import type { SignatureDigest, UnlockedDigitalId } from '../message/digital-id';
import type { CanonicalBytes } from '../mime/canonicalize';
import { digest, findDigest, oidOf } from './algorithms';
import { contentTypes } from './content-info';
import { signatureIdentifier } from './signing-method';
import { statementsToSign } from './statements-to-sign';

export interface Signing {
  readonly signer: UnlockedDigitalId;
  readonly digest: SignatureDigest;
  /** signingTime; the message's Date: must say the same. */
  readonly at: Date;
  /** Whether the signature carries the content (opaque) or stands beside it (detached). */
  readonly withContent: boolean;
}

/**
 * A signature (RFC 5652 section 5). Brings the signer's certificate and chain,
 * so that a stranger can verify and answer encrypted.
 */
export async function writeSignedData(content: CanonicalBytes, signing: Signing): Promise<Uint8Array> {
  const { signer } = signing;
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm(signing)],
    encapContentInfo: encapsulate(signing.withContent ? content : undefined),
    certificates: [signer.certificate, ...signer.chain].map(pkijsCertificate),
    signerInfos: [await signContent(content, signing)],
  });
  const contentInfo = new ContentInfo({ contentType: contentTypes.signedData, content: signedData.toSchema(true) });
  return new Uint8Array(contentInfo.toSchema().toBER());
}

function encapsulate(content: CanonicalBytes | undefined): EncapsulatedContentInfo {
  const encapsulated = new EncapsulatedContentInfo({ eContentType: contentTypes.data });
  // Not by the constructor, which cuts it into pieces: DER has one.
  if (content !== undefined) encapsulated.eContent = new asn1js.OctetString({ valueHex: content });
  return encapsulated;
}

async function signContent(content: CanonicalBytes, signing: Signing): Promise<SignerInfo> {
  const { signer } = signing;
  const attributes = await statementsToSign({
    messageDigest: await digest(signing.digest, content),
    signingTime: signing.at,
    certificate: signer.certificate,
  });
  // Sent under [0], signed as the SET it is (RFC 5652 section 5.4).
  const set = new asn1js.Set({ value: attributes.map((attribute) => attribute.toSchema()) });
  const signature = await signer.sign(new Uint8Array(set.toBER()), signing.digest);
  return new SignerInfo({
    version: 1,
    sid: issuerAndSerialNumber(signer.certificate),
    digestAlgorithm: digestAlgorithm(signing),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: AlgorithmIdentifier.fromBER(unshared(signatureIdentifier(signer.certificate, signing.digest))),
    signature: new asn1js.OctetString({ valueHex: signature }),
  });
}

function digestAlgorithm(signing: Signing): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: oidOf(findDigest(signing.digest)) });
}
