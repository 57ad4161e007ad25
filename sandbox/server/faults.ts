/** Failures on demand, for tests. */
export interface Faults {
  /**
   * 'ok'; a status code such as '503' or '200' (nothing is sent); 'hang' (no answer ever, nothing is sent);
   * 'drop' (connection closed, nothing is sent); 'drop-after-sending' (sent, but the answer is lost).
   */
  sendMail: string;
}

export const noFaults: Readonly<Faults> = { sendMail: 'ok' };

export function isSendMailFault(value: unknown): value is string {
  return typeof value === 'string' && /^(ok|hang|drop|drop-after-sending|[2-5][0-9][0-9])$/.test(value);
}
