const language = 'en-GB';

/** Today the time, this week the day, else the date. */
export function shortDate(iso: string): string {
  const date = new Date(iso);
  const age = Date.now() - date.getTime();
  const day = 24 * 60 * 60 * 1000;
  const isToday = date.toDateString() === new Date().toDateString();
  if (isToday) return date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  if (age >= 0 && age < 6 * day) {
    return date.toLocaleString(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  }
  return date.toLocaleDateString(language, { day: 'numeric', month: 'short', year: 'numeric' });
}

export function longDate(iso: string): string {
  return new Date(iso).toLocaleString(language, { dateStyle: 'full', timeStyle: 'short' });
}
