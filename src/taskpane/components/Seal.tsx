/** The mark: a seal with a keyhole. */
export function Seal({ className }: { readonly className: string }) {
  return (
    <svg viewBox="0 0 16 16" className={className} aria-hidden="true" fill="none">
      <circle cx="8" cy="8" r="7" stroke="currentColor" />
      <circle cx="8" cy="6.5" r="2" fill="currentColor" />
      <path d="M7.25 7.5h1.5l.75 4h-3z" fill="currentColor" />
    </svg>
  );
}
