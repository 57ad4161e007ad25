import type { HeaderField } from '../mime/headers';
import { allFields } from '../mime/headers';
import { readDate, readFrom } from '../mime/message-headers';
import { hasMisleadingName } from '../mime/misleading-name';
import { withProblems } from './protected-headers';
import type { SignatureReport } from './report';

/** Between signing and sending; Thunderbird allows as much. */
const dateTolerance = 60 * 60 * 1000;

/**
 * What the header fields make of a signature that fits, beside whose it is: the
 * date, and the name that other programs show.
 * @param shown - the fields that belong to the content: of a field inside and one outside the one inside
 * @param outer - the fields of the message around it
 */
export function judgeFields(
  signature: SignatureReport,
  shown: readonly HeaderField[],
  outer: readonly HeaderField[],
): SignatureReport {
  const dates = [shown, outer].map((fields) => allFields(fields, 'date')).find((found) => found.length > 0) ?? [];
  const dated = isAboutSigningTime(signature, dates) ? signature : withProblems(signature, ['signing-time-implausible']);
  if (dated.state !== 'valid') return dated;
  const misleads = [shown, outer].some((fields) => readFrom(fields).mailboxes.some(hasMisleadingName));
  return misleads ? { ...dated, remarks: [...dated.remarks, 'misleading-name'] } : dated;
}

/**
 * What was signed at another time than the message says is perhaps an old
 * message that somebody sends again as a new one. Without Date: or signing time
 * there is nothing to compare.
 */
function isAboutSigningTime(signature: SignatureReport, dates: readonly string[]): boolean {
  const signingTime = 'signingTime' in signature ? signature.signingTime.getTime() : undefined;
  if (signingTime === undefined) return true;
  return dates.every((value) => Math.abs((readDate(value)?.getTime() ?? Number.NaN) - signingTime) <= dateTolerance);
}
