import { equal } from '../bytes';
import type { Certificate } from './certificate';
import { findPaths } from './path-building';
import type { PathStep } from './path-step';

/**
 * The certificates above one, its issuer first, out of a heap in any order: the
 * longest way up, without the root, which whoever verifies must have from
 * elsewhere (RFC 8551 section 3.5).
 */
export async function chainAbove(certificate: Certificate, others: readonly Certificate[]): Promise<readonly Certificate[]> {
  let longest: readonly PathStep[] = [];
  await findPaths({ certificate, intermediates: others, trustAnchors: [], at: certificate.notBefore }, ({ steps }) => {
    if (steps.length > longest.length) longest = steps;
    return false;
  });
  return longest
    .slice(1)
    .filter(({ structure }) => !equal(structure.issuer.der, structure.subject.der))
    .map((step) => step.certificate);
}
