import type { OpenOptions } from '../../../src/smime';
import { trustAnchor, unlockIdentity, validationTime } from '../../support/identities';

const people = [
  ...['alice.sign', 'alice.encrypt', 'bob.sign', 'bob.encrypt', 'carlos.encrypt', 'dana.encrypt'].map((name) => `rfc9216/${name}`),
  'interop/ids/erin',
  'interop/ids/frank',
];
const anchors = ['rfc9216/ca.rsa.crt', 'rfc9216/ca.25519.crt', 'thunderbird-smime/TestCA.pem', 'openssl-cms/smime-certs/smroot.pem'];

/** With as many keys and authorities as the collections have, so that a changed message gets as far as it can. */
export async function everybody(): Promise<OpenOptions> {
  return {
    unlocked: await Promise.all(people.map(unlockIdentity)),
    locked: [],
    trustAnchors: await Promise.all(anchors.map(trustAnchor)),
    at: validationTime,
    exact: true,
  };
}
