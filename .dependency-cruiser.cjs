/**
 * Who may import whom (docs/architecture.md). Each rule says why it is there.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'smime-is-pure',
      comment:
        'The core is bytes in, values out: only its crypto and ASN.1 libraries, so that it runs anywhere and can be reviewed alone.',
      severity: 'error',
      from: { path: '^src/smime/' },
      to: { pathNot: ['^src/smime/', 'node_modules/(pkijs|asn1js|pvutils|pvtsutils|@noble)/'] },
    },
    {
      name: 'smime-by-its-index',
      comment: 'Other layers see the core only through its index, so that its inside can change.',
      severity: 'error',
      from: { path: '^(src|tools|sandbox)/', pathNot: '^src/smime/' },
      to: { path: '^src/smime/', pathNot: '^src/smime/index\\.ts$' },
    },
    {
      name: 'triple-des-written-in-compatible-pfx-only',
      comment: 'No message is ever encrypted in an old, weak way; a .pfx for an old program is the one exception (docs/adr/0013).',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/smime/pkcs12/compatible-protection\\.ts$' },
      to: { path: '^src/smime/dangerous/triple-des-encryption\\.ts$' },
    },
    {
      name: 'asn1-only-in-smime',
      comment: 'pkijs and asn1js are named in one layer, because their faults are mended there.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/smime/' },
      to: { path: 'node_modules/(pkijs|asn1js|@peculiar)/' },
    },
    {
      name: 'mailbox-knows-no-smime',
      comment: 'What a mailbox program can do is independent of what we do with it.',
      severity: 'error',
      from: { path: '^src/mailbox/' },
      to: { path: '^src/', pathNot: '^src/mailbox/' },
    },
    {
      name: 'office-mailbox-only-in-entry-points',
      comment: 'Flows get a Mailbox as an argument; only the entry points make the real one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(mailbox/|taskpane/index\\.tsx$|commands/)' },
      to: { path: '^src/mailbox/', pathNot: '^src/mailbox/(types|errors|theme)\\.ts$' },
    },
    {
      name: 'store-and-flows-know-no-screen',
      comment: 'What a person does and what is kept must be testable without a page.',
      severity: 'error',
      from: { path: '^src/(flows|store|worker)/' },
      to: { path: '^(src/(taskpane|commands)/|.*node_modules/(react|react-dom|@fluentui|dompurify)/)' },
    },
    {
      name: 'taskpane-acts-through-flows',
      comment: 'Pages call flows; only the entry point composes store, worker and mailbox.',
      severity: 'error',
      from: { path: '^src/taskpane/', pathNot: '^src/taskpane/index\\.tsx$' },
      to: { path: '^src/(store|worker|commands)/', pathNot: '^src/(store/(errors|policy)|worker/keyring)\\.ts$' },
    },
    {
      name: 'commands-stay-small',
      comment:
        "The send check runs where there is no DOM and no crypto, and must start at once: nothing of the screen or of cryptography may be reachable from it.",
      severity: 'error',
      from: { path: '^src/commands/' },
      to: {
        path: '^(src/(taskpane|smime|worker)/|.*node_modules/(react|react-dom|@fluentui|pkijs|asn1js|hash-wasm|dompurify)/)',
        reachable: true,
      },
    },
    {
      name: 'product-apart-from-sandbox-and-test',
      comment: 'The product never knows that it is being tried.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(sandbox|test|tools|scripts)/' },
    },
    {
      name: 'sandbox-knows-no-source',
      comment: "The sandbox is Outlook's side: it knows the add-in by manifest.xml and the built files, so it can't be tuned to our code.",
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(src|test|tools)/' },
    },
    {
      name: 'no-circular',
      comment: 'What depends on each other in a ring cannot be understood one by one.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody needs is deleted.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '^src/mailbox/ms-ajax-stand-in\\.ts$', '^src/taskpane/passphrase-frame\\.tsx?$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
