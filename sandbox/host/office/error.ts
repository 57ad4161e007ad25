/** A call that Outlook answers with a failure; the codes are office.js' own (9000-9055, 5xxx). */
export class OfficeError extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`Office error ${code}`);
    this.code = code;
  }
}
