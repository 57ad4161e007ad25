import { orUndefined } from '../asn1/or-undefined';
import { tag } from '../asn1/values';
import { toHex } from '../bytes';
import type { Certificate } from './certificate';
import { sameAddress } from './email-addresses';
import { chainAbove } from './issuing-chain';
import { readSubjectPublicKey } from './public-key';
import { readCertificateStructure } from './structure';

/** What is known of a request while its certificate is awaited. */
export interface WaitingRequest {
  readonly publicKeySpkiDer: Uint8Array;
  readonly addresses: readonly string[];
  readonly requestedAt: Date;
  /** The private key is gone since; only the request is remembered. */
  readonly cancelledAt?: Date;
}

/** What an authority sent, next to what was asked for. Whom to believe is another question (validatePath). */
export type RequestMatch<R extends WaitingRequest = WaitingRequest> =
  | {
      /** `other-address`: it names none of the addresses asked for. */
      readonly state: 'fits' | 'other-address';
      readonly request: R;
      readonly certificate: Certificate;
      /** Issuer first, without the root; as far as it came along. */
      readonly chain: readonly Certificate[];
    }
  | { readonly state: 'cancelled'; readonly request: R; readonly cancelledAt: Date; readonly certificate: Certificate }
  /** `certificate`: the one that was probably meant, for the date and the names in it. */
  | { readonly state: 'no-match'; readonly certificate?: Certificate };

/**
 * Finds the request that a certificate was issued for. Only the public key
 * decides: names, addresses and dates are what the authority made of them.
 * @param received - everything that came, in any order
 */
export async function matchRequest<R extends WaitingRequest>(
  requests: readonly R[],
  received: readonly Certificate[],
): Promise<RequestMatch<R>> {
  const pairs = pairsOf(requests, received).sort((a, b) => rank(a) - rank(b) || startOf(b) - startOf(a));
  const [best] = pairs;
  if (best === undefined) return noMatch(received);
  const { request, certificate } = best;
  const { cancelledAt } = request;
  if (cancelledAt !== undefined) return { state: 'cancelled', request, cancelledAt, certificate };
  const chain = await chainAbove(certificate, received);
  return { state: isForAsked(best) ? 'fits' : 'other-address', request, certificate, chain };
}

interface Pair<R extends WaitingRequest> {
  readonly request: R;
  readonly certificate: Certificate;
}

function pairsOf<R extends WaitingRequest>(requests: readonly R[], received: readonly Certificate[]): Pair<R>[] {
  const byKey = new Map<string, R[]>();
  for (const request of requests) {
    const key = orUndefined(() => comparableKey(request.publicKeySpkiDer));
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), request]);
  }
  return received.flatMap((certificate) => {
    const key = keyOf(certificate);
    return key === undefined ? [] : (byKey.get(key) ?? []).map((request) => ({ request, certificate }));
  });
}

/** One that waits before one that was cancelled, the address asked for before another. */
function rank<R extends WaitingRequest>(pair: Pair<R>): number {
  return (pair.request.cancelledAt === undefined ? 0 : 2) + (isForAsked(pair) ? 0 : 1);
}

function startOf<R extends WaitingRequest>({ certificate }: Pair<R>): number {
  return certificate.notBefore.getTime();
}

function isForAsked<R extends WaitingRequest>({ request, certificate }: Pair<R>): boolean {
  return request.addresses.some((asked) => certificate.emailAddresses.some((own) => sameAddress(own, asked)));
}

/** An authority's own certificate was hardly meant. */
function noMatch(received: readonly Certificate[]): { readonly state: 'no-match'; readonly certificate?: Certificate } {
  const certificate = received.find((one) => !one.isAuthority) ?? received[0];
  return { state: 'no-match', ...(certificate === undefined ? {} : { certificate }) };
}

function keyOf({ der }: Certificate): string | undefined {
  return orUndefined(() => comparableKey(readCertificateStructure(der).spkiDer));
}

/**
 * The same text for the same key: type, parameters and octets, where an absent
 * parameter is as good as NULL (RFC 3279 section 2.3.1 wants it; some leave it out).
 * @throws Asn1Error
 */
function comparableKey(spkiDer: Uint8Array): string {
  const { algorithm, parameters, octets } = readSubjectPublicKey(spkiDer);
  const isNone = parameters === undefined || parameters.tag === tag.null;
  return `${algorithm} ${isNone ? '' : toHex(parameters.bytes)} ${toHex(octets)}`;
}
