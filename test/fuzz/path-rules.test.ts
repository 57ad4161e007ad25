import { orUndefined } from '../../src/smime/asn1/or-undefined';
import { nameKey } from '../../src/smime/certificate/name-comparison';
import { fitsNameConstraints } from '../../src/smime/certificate/name-constraints';
import { readPem } from '../../src/smime/certificate/pem';
import { judgePolicies } from '../../src/smime/certificate/policies';
import { readCertificateStructure } from '../../src/smime/certificate/structure';
import { describeVectors } from '../support/vectors';
import { binaryChanges, changed } from './support/changes';
import { changedFiles, filesOf, octetsOf } from './support/corpus';
import { holds, slowTimeout } from './support/runs';

/** Those whose authorities limit names or policies. */
const limited = filesOf(['pkits', 'x509-odd'], /(?:nameConstraints|DNS|RFC822|URI|Polic|polic|custom\/(?:nc_|pc_|cp_|san_|inhibit)).*\.(?:crt|der|pem)$/);

/** What a path needs of a certificate, whoever signed it: changes break signatures first, and would hide what lies behind. */
function stepOf(octets: Uint8Array): { readonly structure: ReturnType<typeof readCertificateStructure>; subject: string; issuer: string } | undefined {
  const structure = orUndefined(() => readCertificateStructure(octets));
  return structure === undefined ? undefined : { structure, subject: nameKey(structure.subject), issuer: nameKey(structure.issuer) };
}

describeVectors('changed certificates, their signatures aside', () => {
  test('keep to name constraints and policies or not, and nothing else happens', async () => {
    const seen = { fits: 0, refused: 0 };
    await holds(changedFiles(limited, binaryChanges), 400, async (input) => {
      const others = [input.file, ...input.changes.map(({ other }) => other)].map((file) => stepOf(derOf(octetsOf(file))));
      const path = [stepOf(changed(input, derOf(octetsOf(input.file)))), ...others].filter((step) => step !== undefined);
      // Each of them above and below the changed one.
      for (const steps of [path, [...path].reverse()]) {
        const { fits, userPolicies, authorityPolicies } = judgePolicies(steps, { explicitPolicy: true });
        expect(fits).toBe(userPolicies.length > 0);
        expect(authorityPolicies).toEqual(expect.arrayContaining([...userPolicies]));
        seen[fitsNameConstraints(steps) ? 'fits' : 'refused']++;
      }
      await Promise.resolve();
    });
    expect(Math.min(seen.fits, seen.refused)).toBeGreaterThan(0);
  }, slowTimeout);
});

function derOf(octets: Uint8Array): Uint8Array {
  if (octets[0] === 0x30) return octets;
  return readPem(new TextDecoder().decode(octets))[0]?.bytes ?? octets;
}
