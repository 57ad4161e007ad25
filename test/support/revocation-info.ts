import { readAsn1 } from '../../src/smime/asn1/read';
import { encode, objectIdentifier, sequence } from '../../src/smime/asn1/write';
import { contentTypes, writeContentInfo } from '../../src/smime/cms/content-info';
import type { RevocationData } from '../../src/smime/revocation/answer';

/** The same SignedData with CRLs and OCSP responses beside its certificates, which no signature covers (RFC 5652 section 5.1, RFC 5940). */
export function withRevocationInfo(cms: Uint8Array, { crls = [], ocspResponses = [] }: Partial<RevocationData>): Uint8Array {
  const fields = readAsn1(cms, { ber: true }).children[1]?.children[0]?.children ?? [];
  const others = ocspResponses.map((response) => encode(0xa1, objectIdentifier('1.3.6.1.5.5.7.16.2'), response));
  const before = fields.slice(0, -1).map(({ bytes }) => bytes);
  const signerInfos = fields.at(-1)?.bytes ?? new Uint8Array();
  return writeContentInfo(contentTypes.signedData, sequence(...before, encode(0xa1, ...crls, ...others), signerInfos));
}
