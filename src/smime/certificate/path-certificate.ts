import { extension } from './object-identifiers';
import type { PathStep } from './path-step';

/** What a path asks of one certificate alone, beyond what was asked to read it. */

/**
 * Read well, and yet nothing that RFC 5280 would call a certificate: without a
 * name of the issuer (section 4.1.2.4), an authority without its own (4.1.2.6),
 * extensions in a version that has none (4.1.2.1), a list of no key purposes (4.2.1.12).
 */
export function isMalformed({ certificate, structure }: PathStep): boolean {
  return (
    structure.issuer.attributes.length === 0 ||
    (certificate.isAuthority && structure.subject.attributes.length === 0) ||
    (structure.version < 3 && structure.extensions.length > 0) ||
    certificate.extendedKeyUsage?.length === 0
  );
}

/** Processed in these files (section 6.1). */
const processed: ReadonlySet<string> = new Set([
  extension.subjectKeyIdentifier,
  extension.authorityKeyIdentifier,
  extension.keyUsage,
  extension.extendedKeyUsage,
  extension.basicConstraints,
  extension.subjectAltName,
  extension.nameConstraints,
  extension.certificatePolicies,
  extension.policyMappings,
  extension.policyConstraints,
  extension.inhibitAnyPolicy,
]);

export function hasUnprocessedExtension(step: PathStep): boolean {
  return step.structure.extensions.some(({ oid, critical }) => critical && !processed.has(oid));
}
