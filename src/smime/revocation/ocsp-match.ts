import { readAsn1 } from '../asn1/read';
import { equal, toHex } from '../bytes';
import { digest, findDigest } from '../cms/algorithms';
import { withoutPadding } from './crl-entries';
import { publicKeyOctets } from './ocsp-certificates';
import type { SingleResponse } from './ocsp-single-response';
import type { RevocationQuestion } from './question';

/** Those of the responses that are about the certificate asked for (RFC 6960 section 4.1.1). */
export async function responsesAbout(question: RevocationQuestion, responses: readonly SingleResponse[]): Promise<readonly SingleResponse[]> {
  const wanted = withoutPadding(readAsn1(question.subject.structure.serialNumberDer).contents);
  const digestsOf = issuerDigests(question);
  const found: SingleResponse[] = [];
  for (const response of responses) {
    const { digest: oid, issuerName, issuerKey, serialNumber } = response.certificate;
    if (!equal(withoutPadding(serialNumber), wanted)) continue;
    const issuer = await digestsOf(oid);
    if (issuer?.names.includes(issuerName) === true && issuer.key === issuerKey) found.push(response);
  }
  return found;
}

interface IssuerDigests {
  /** Of the name as the certificate and as its issuer's certificate encode it: responders take either. */
  readonly names: readonly string[];
  readonly key: string;
}

/** By each digest once. The digest only names the issuer, and nobody gains by a second one of the same: SHA-1 will do. */
function issuerDigests({ subject, issuer }: RevocationQuestion): (oid: string) => Promise<IssuerDigests | undefined> {
  const known = new Map<string, Promise<IssuerDigests | undefined>>();
  const compute = async (oid: string): Promise<IssuerDigests | undefined> => {
    const key = publicKeyOctets(issuer.structure.spkiDer);
    if (key === undefined || (findDigest(oid)?.strength ?? 'unsupported') === 'unsupported') return undefined;
    const hex = async (octets: Uint8Array) => toHex(await digest(oid, octets));
    return { names: [await hex(subject.structure.issuer.der), await hex(issuer.structure.subject.der)], key: await hex(key) };
  };
  return (oid) => {
    const digests = known.get(oid) ?? compute(oid);
    known.set(oid, digests);
    return digests;
  };
}
