import { contentTypes, readContentInfo } from '../cms/content-info';
import { readSignedData } from '../cms/signed-data';
import { SmimeError } from '../errors';
import { canonicalize } from '../mime/canonicalize';
import { readMessageHeaders } from '../mime/message-headers';
import type { OpenedMessage, OpenOptions } from './message';
import { Opening } from './opening';
import type { SignatureReport } from './report';
import { verifySignedData } from './verify';

/** A signature kept in a file of its own, compared with the file it is said to be for. */
export interface DetachedResult {
  /** With the report, and nothing of the content: that is the other file. */
  readonly opened: OpenedMessage;
  /** It fits the text of the file when every line ends with CRLF, as mail has it, and not the octets as they are. */
  readonly lineEndsMended: boolean;
}

/**
 * Verifies a detached signature (RFC 5652 section 5.2) over a whole file. The
 * octets as they are come first. S/MIME signs text with CRLF line ends (RFC 8551
 * section 3.1.1), and a text that was saved often has others: so of a text the
 * canonical form is tried too. Never of anything else, where a line feed is data.
 * @param cms - the signature in DER or BER
 * @throws SmimeError ERR_CMS_MALFORMED
 */
export async function openDetached(cms: Uint8Array, content: Uint8Array, options: OpenOptions): Promise<DetachedResult> {
  const { type, content: signature } = readContentInfo(cms);
  if (type !== contentTypes.signedData) throw new SmimeError('ERR_CMS_MALFORMED', { reason: 'no signed-data' });
  const signedData = readSignedData(signature);
  const opening = new Opening(options, undefined, true);
  await opening.addCertificates(signedData);
  const verify = (octets: Uint8Array) => verifySignedData(signedData, octets, opening.verifyContext('whole', true));
  const asItIs = await verify(content);
  const canonical = isMismatch(asItIs) && isText(content) ? canonicalize(content) : content;
  const asText = canonical.length === content.length ? asItIs : await verify(canonical);
  const lineEndsMended = !isMismatch(asText) && isMismatch(asItIs);
  return { opened: resultOf(opening, lineEndsMended ? asText : asItIs), lineEndsMended };
}

/** Without signed attributes there is no digest to compare, only the signature. */
function isMismatch(report: SignatureReport): boolean {
  if (report.state !== 'broken') return false;
  return report.problems.includes('digest-mismatch') || report.problems.includes('signature-mismatch');
}

function isText(content: Uint8Array): boolean {
  return !content.includes(0);
}

function resultOf(opening: Opening, signature: SignatureReport): OpenedMessage {
  const headers = readMessageHeaders([]);
  return {
    layers: ['signed-data'],
    encryption: opening.encryption,
    signature,
    headers,
    outerHeaders: headers,
    headerProtection: { state: 'none' },
    body: {},
    attachments: [],
    certificates: opening.certificates,
  };
}
