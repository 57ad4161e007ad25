import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Mailbox, OpenedMessage } from '../../../smime/index';
import { cleanName, withoutUnseen } from '../../texts/names';
import { content as texts, headerNames } from '../../texts/read';
import { changedOutside, protectedHeaders } from '../../verdict/headers';
import type { ProtectedHeader, ShownHeader } from '../../verdict/headers';

const useStyles = makeStyles({
  headers: { display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: '12px', rowGap: '2px', margin: '0 0 2px' },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  inside: { padding: '8px 12px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
});

interface HeadersProps {
  readonly opened: OpenedMessage;
}

/** As they travelled: outside the box, because neither encryption nor signature covers them. */
export function OuterHeaders({ opened }: HeadersProps) {
  const { outerHeaders, encryption, signature } = opened;
  const covered = protectedHeaders(opened).map(({ name }) => name);
  const rows = [
    { name: 'subject', value: withoutUnseen(outerHeaders.subject) },
    { name: 'from', value: withoutUnseen(outerHeaders.from.map(nameAndAddress).join(', ')) },
  ] as const;
  const uncovered = rows.filter(({ name, value }) => value !== '' && !covered.includes(name));
  if (uncovered.length === 0) return null;
  const isAboutSubject = !covered.includes('subject') && (encryption.state === 'decrypted' || signature.state !== 'not-signed');
  return (
    <div>
      <Rows rows={uncovered} />
      {isAboutSubject && <Caption>{encryption.state === 'decrypted' ? texts.outsideEncryption : texts.outsideSignature}</Caption>}
    </div>
  );
}

/** Inside the box: what signature or encryption covers, and of the rest what stands outside otherwise. */
export function InnerHeaders({ opened }: HeadersProps) {
  const styles = useStyles();
  const always: readonly ShownHeader[] = ['subject', 'from', ...changedOutside(opened)];
  const rows = protectedHeaders(opened).filter(({ name, value }) => value !== '' && always.includes(name));
  if (rows.length === 0) return null;
  const caption = subjectCaption(opened, rows);
  return (
    <div className={styles.inside}>
      <Rows rows={rows} />
      {caption !== null && <Caption>{caption}</Caption>}
    </div>
  );
}

function subjectCaption({ encryption, headerProtection }: OpenedMessage, rows: readonly ProtectedHeader[]): string | null {
  if (encryption.state !== 'decrypted' || !rows.some(({ name }) => name === 'subject')) return null;
  return headerProtection.state === 'protected' && headerProtection.subjectHidden ? texts.hidden : texts.outsideEncryption;
}

function nameAndAddress({ address, name }: Mailbox): string {
  return name === undefined ? address : `${cleanName(name)} <${address}>`;
}

function Caption({ children }: { readonly children: string }) {
  return <Caption1 className={useStyles().term}>{children}</Caption1>;
}

function Rows({ rows }: { readonly rows: readonly { readonly name: ShownHeader; readonly value: string }[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.headers}>
      {rows.map(({ name, value }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className={styles.term}>
            <Caption1>{headerNames[name].label}</Caption1>
          </dt>
          <dd className={styles.value}>
            <Caption1>
              <bdi>{value}</bdi>
            </Caption1>
          </dd>
        </div>
      ))}
    </dl>
  );
}
