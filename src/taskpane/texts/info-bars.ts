import type { PromiseBar, VerdictBar } from '../../flows/announce';
import { cleanName } from './names';

/** ux.md S70: Outlook takes 150 characters, so an address is cut. */
const addressLimit = 60;

export const verdictBars: Readonly<Record<VerdictBar, (address: string) => string>> = {
  'signet.good': (address) => `Signet: signed by ${cleanName(address, addressLimit)}, unchanged. Details are in the Signet pane.`,
  'signet.caution': () => "Signet: don't rely on who sent this. Open the Signet pane to see why.",
  'signet.danger': () => 'Signet: this message was changed or forged after signing. Open the Signet pane.',
  'signet.cancelled': () => 'Signet: the certificate behind this signature was cancelled. Someone else may have signed. Open the Signet pane.',
  'signet.encrypted': () => 'Signet: this message is encrypted. Read it in the Signet pane.',
  'signet.changed': () => 'Signet: what stands above this message was changed on the way. Open the Signet pane to see what the sender wrote.',
  'signet.weak': () => 'Signet: this message is encrypted in an old, weak way. Read it in the Signet pane.',
};

export const promiseBars: Readonly<Record<PromiseBar, string>> = {
  'signet.promise': "Signet: Encrypt is on. Send from the Signet pane. Outlook's Send button will be held back.",
  'signet.promiseNoCheck': "Signet: Encrypt is on. Send from the Signet pane. Outlook's own Send would send this readable.",
};
