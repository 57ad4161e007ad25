/** Dates and sizes in the person's own format; a month is always a word, so that 3/4 is never a riddle. */
export function showDate(date: Date): string {
  return format(date, { day: 'numeric', month: 'short', year: 'numeric' });
}

export function showDateAndTime(date: Date): string {
  return format(date, { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' });
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  return Number.isNaN(date.getTime()) ? 'an unreadable date' : date.toLocaleString(undefined, options);
}

const kilobyte = 1024;

export function showSize(bytes: number): string {
  if (bytes < kilobyte) return `${bytes} bytes`;
  if (bytes < kilobyte * kilobyte) return `${Math.round(bytes / kilobyte)} KB`;
  return `${showMegabytes(bytes)} MB`;
}

/** One decimal, rounded up: a message is never said to be smaller than it is. */
export function showMegabytes(bytes: number): string {
  return (Math.ceil((bytes / kilobyte / kilobyte) * 10) / 10).toLocaleString(undefined, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}

/** Groups of four, as they are read aloud. */
export function inGroupsOfFour(hex: string): string {
  return (hex.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}
