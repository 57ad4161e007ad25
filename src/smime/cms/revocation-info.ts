import type { Asn1Node } from '../asn1/read';
import { readOid, tag } from '../asn1/values';
import type { RevocationData } from '../revocation/answer';

/** id-ri-ocsp-response (RFC 5940 section 2.1). */
const ocspResponse = '1.3.6.1.5.5.7.16.2';

/** A signer, a few issuers and a delta each; more are there to cost time. */
const limits = { members: 40, octets: 8 * 1024 * 1024 } as const;

/**
 * RevocationInfoChoices (RFC 5652 section 10.2.1). It is as hostile as the rest
 * of a message, and no part of what is signed: what cannot be read, is of another
 * kind or too much is passed over, for nothing is known without it either.
 * @param set - under its implicit tag [1]
 */
export function readRevocationInfo(set: Asn1Node | undefined): RevocationData {
  const crls: Uint8Array[] = [];
  const ocspResponses: Uint8Array[] = [];
  let octets = 0;
  for (const member of (set?.children ?? []).slice(0, limits.members)) {
    octets += member.bytes.length;
    if (octets > limits.octets) break;
    if (member.tag === tag.sequence) crls.push(member.bytes);
    else ocspResponses.push(...ocspResponseOf(member));
  }
  return { crls, ocspResponses };
}

/** OtherRevocationInfoFormat under its implicit tag [1]. */
function ocspResponseOf({ tag: found, children: [format, info] }: Asn1Node): readonly Uint8Array[] {
  if (found !== tag.contextConstructed(1) || format?.tag !== tag.oid || info === undefined) return [];
  return readOid(format, 'otherRevInfoFormat') === ocspResponse ? [info.bytes] : [];
}
