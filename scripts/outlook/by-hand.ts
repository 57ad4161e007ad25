interface Situation {
  readonly origin: string;
  readonly manifest: string;
  /** The authority's file, when nobody trusts it yet. */
  readonly toBeTrusted?: string;
}

/** What a person does where no program can: one line a line of the terminal. */
export function byHand({ origin, manifest, toBeTrusted }: Situation): string {
  const steps = [
    ...trusting(origin, toBeTrusted),
    `Open https://aka.ms/olksideload in that browser and sign in. Outlook on the web opens,
     and after some seconds the dialog "Add-Ins for Outlook".`,
    `Choose My add-ins, then under Custom Addins: Add a custom add-in, Add from File. The file:
     ${manifest}`,
    `Select a message, then Apps above it, then Signet. If the browser asks whether the page may
     reach devices or apps on your computer or network, allow it: the pane comes from here.`,
  ];
  return [
    'Add Signet to Outlook by hand, in a browser on this computer:',
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    'Your other Outlooks show it after a while; it works only on the computer that serves it.',
    `To take it out again: ${removal}`,
  ].join('\n');
}

/** Where a person takes it out again. */
export const removal = 'https://aka.ms/olksideload, My add-ins, "…" beside Signet, Remove.';

function trusting(origin: string, authority: string | undefined): readonly string[] {
  if (authority === undefined) return [];
  return [
    `Have your browser trust the certificate: import ${authority}
     as an authority for websites (settings, "certificates"), or open ${origin}/taskpane.html
     and accept the warning; it then says "Signet runs inside Outlook". Without that, the pane stays empty.`,
  ];
}
