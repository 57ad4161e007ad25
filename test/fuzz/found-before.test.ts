import { openMessage } from '../../src/smime';
import { bitString, sequence } from '../../src/smime/asn1/write';
import { contentTypes, writeContentInfo } from '../../src/smime/cms/content-info';
import { validationTime } from '../support/identities';

/** Inputs by which something else than an SmimeError came out once, made small. */
describe('what was found by changing messages stays mended', () => {
  const options = { unlocked: [], locked: [], trustAnchors: [], at: validationTime, exact: true };

  test.each([
    ['octets of another type', bitString(Uint8Array.of(1))],
    ['pieces of another type', Uint8Array.of(0x24, 0x03, 0x02, 0x01, 0x01)],
    ['a structure', sequence()],
  ])('plain data in CMS that is %s is malformed', async (_, content) => {
    const opened = await openMessage(writeContentInfo(contentTypes.data, content), options);
    expect(opened).toMatchObject({ layers: ['data'], encryption: { state: 'failed', problem: 'malformed' }, body: {} });
  });
});
