import * as asn1js from 'asn1js';
import { Attribute } from 'pkijs';
import { compareOctets } from '../asn1/write';
import type { Certificate } from '../certificate/certificate';
import { pkijsCertificate } from '../certificate/pkijs-certificate';
import { digest, findContentCipher } from './algorithms';
import { contentTypes } from './content-info';
import { attributeTypes } from './signed-attributes';

export interface StatementsToSign {
  /** Over the content. */
  readonly messageDigest: Uint8Array;
  readonly signingTime: Date;
  readonly certificate: Certificate;
}

/**
 * The signed attributes of a message, in the order of a DER SET OF (RFC 5652
 * section 5.3): pkijs writes them as they are given, and a reader that encodes
 * them again would otherwise see another signature.
 */
export async function statementsToSign(statements: StatementsToSign): Promise<Attribute[]> {
  const attributes = [
    attribute(attributeTypes.contentType, new asn1js.ObjectIdentifier({ value: contentTypes.data })),
    attribute(attributeTypes.messageDigest, octetString(statements.messageDigest)),
    attribute(attributeTypes.signingTime, time(statements.signingTime)),
    attribute(attributeTypes.smimeCapabilities, capabilities()),
    attribute(attributeTypes.signingCertificateV2, await signingCertificate(statements.certificate)),
  ];
  const encoded = attributes.map((member) => ({ member, der: new Uint8Array(member.toSchema().toBER()) }));
  return encoded.sort((a, b) => compareOctets(a.der, b.der)).map(({ member }) => member);
}

function attribute(type: string, value: asn1js.BaseBlock): Attribute {
  return new Attribute({ type, values: [value] });
}

function octetString(octets: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: octets });
}

// RFC 5652 section 11.3: UTCTime up to 2049, GeneralizedTime from 2050; no fraction of a second.
function time(at: Date): asn1js.BaseBlock {
  const year = at.getUTCFullYear();
  const valueDate = new Date(Math.floor(at.getTime() / 1000) * 1000);
  const isUtcTime = year >= 1950 && year < 2050;
  return isUtcTime ? new asn1js.UTCTime({ valueDate }) : new asn1js.GeneralizedTime({ valueDate });
}

/** RFC 8551 section 2.5.2, best first: tells the reader what an answer may be encrypted with. */
function capabilities(): asn1js.Sequence {
  const ciphers = ['aes-256-cbc', 'aes-192-cbc', 'aes-128-cbc'].flatMap((name) => findContentCipher(name) ?? []);
  return new asn1js.Sequence({
    value: ciphers.map(({ oid }) => new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: oid })] })),
  });
}

// RFC 5035 section 4: SHA-256 is the default and must not be written in DER.
async function signingCertificate(certificate: Certificate): Promise<asn1js.Sequence> {
  const { issuer, serialNumber } = pkijsCertificate(certificate);
  const directoryName = new asn1js.Constructed({
    idBlock: { tagClass: 3, tagNumber: 4 },
    value: [issuer.toSchema()],
  });
  const issuerSerial = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [directoryName] }), serialNumber] });
  const hash = octetString(await digest('sha-256', certificate.der));
  const certificateId = new asn1js.Sequence({ value: [hash, issuerSerial] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certificateId] })] });
}
