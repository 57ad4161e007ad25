import * as registry from './algorithm-registry';

/**
 * What people call an algorithm: `TripleDES`, `RSA-PSS`, `SHA-256`. What the
 * registry has never heard of stays as the message or certificate names it.
 * @param oidOrName - as in reports and errors
 */
export function algorithmTitle(oidOrName: string): string {
  const known = everything.find(({ oid, name }) => oid === oidOrName || name === oidOrName);
  return known === undefined ? oidOrName : (known.title ?? known.name.toUpperCase());
}

const { digests, signatureAlgorithms, contentCiphers, keyEncryptions, keyWraps, publicKeyTypes } = registry;

const everything = [...digests, ...signatureAlgorithms, ...contentCiphers, ...keyEncryptions, ...keyWraps, ...publicKeyTypes];
