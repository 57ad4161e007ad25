import { Spinner } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { findCertificate } from '../../../flows/contacts/contact';
import type { JudgedContact } from '../../../flows/contacts/judge-contact';
import { sameAddress } from '../../../smime/index';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { useNavigation } from '../../state/navigation';
import type { SubPage } from '../../state/navigation';
import { useCertificateImport } from '../../state/use-certificate-import';
import type { CertificateImportActions } from '../../state/use-certificate-import';
import { useContacts } from '../../state/use-contacts';
import { contacts as texts } from '../../texts/contacts';
import { codeOf, tell } from '../../texts/errors';
import { frame } from '../../texts/frame';
import { CertificatePage } from './CertificatePage';
import { ComparePage } from './ComparePage';
import { ContactList } from './ContactList';
import { ContactPage } from './ContactPage';
import { ImportPage } from './ImportPage';

/** S40: who can be written to encrypted, and what their certificates are. */
export function ContactsTab() {
  const { state, isCurrent, retry } = useContacts();
  if (state.phase === 'known') return <ContactPages contacts={state.contacts} isCurrent={isCurrent} />;
  return (
    <Page title={texts.title}>
      {state.phase === 'asking' && <Spinner size="small" label={texts.loading} delay={400} />}
      {state.phase === 'failed' && <Refused error={state.error} onRetry={retry} />}
    </Page>
  );
}

function Refused({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const told = codeOf(error) === 'ERR_CONTACTS_UNAVAILABLE' ? texts.unavailable : tell(error);
  return <Message told={told} intent="warning" action={{ label: frame.tryAgain, act: onRetry }} />;
}

interface ContactPagesProps {
  readonly contacts: readonly JudgedContact[];
  readonly isCurrent: boolean;
}

function ContactPages({ contacts, isCurrent }: ContactPagesProps) {
  const { page, back } = useNavigation();
  const imports = useImportWhileOpen(page);
  const judged = page === null || !('address' in page) ? undefined : contacts.find(({ contact }) => sameAddress(contact.address, page.address ?? ''));
  const isBack = useIsBack(page);
  const isGone = page !== null && isAboutContact(page) && !isThere(judged, page);
  useEffect(() => {
    // Removed, perhaps by another pane: there is nothing left to show.
    if (isGone && isCurrent) back();
  }, [isGone, isCurrent, back]);
  if (page?.name === 'import-certificates') return <ImportPage address={page.address} chosen={page.files} contacts={contacts} actions={imports} />;
  if (judged === undefined || isGone || page === null) return <ContactList contacts={contacts} isBack={isBack} />;
  if (page.name === 'contact') return <ContactPage judged={judged} contacts={contacts} />;
  const kept = 'fingerprint' in page ? judged.certificates.find(({ certificate }) => certificate.fingerprint === page.fingerprint) : undefined;
  if (kept === undefined) return <ContactList contacts={contacts} isBack={isBack} />;
  const { address } = judged.contact;
  return page.name === 'compare' ? <ComparePage address={address} kept={kept} /> : <CertificatePage address={address} kept={kept} />;
}

/** Whether a page of this tab was seen just before this one. */
function useIsBack(page: SubPage | null): boolean {
  const before = useRef<SubPage | null>(null);
  const isBack = page === null && before.current !== null;
  useEffect(() => {
    before.current = page !== null && (isAboutContact(page) || page.name === 'import-certificates') ? page : null;
  }, [page]);
  return isBack;
}

/** The results stay while one of them is compared, and are forgotten after that. */
function useImportWhileOpen(page: SubPage | null): CertificateImportActions {
  const actions = useCertificateImport();
  const { forget } = actions;
  const isOpen = page?.name === 'import-certificates' || page?.name === 'compare';
  useEffect(() => {
    if (!isOpen) forget();
  }, [isOpen, forget]);
  return actions;
}

function isAboutContact({ name }: SubPage): boolean {
  return name === 'contact' || name === 'certificate' || name === 'compare';
}

function isThere(judged: JudgedContact | undefined, page: SubPage): boolean {
  if (judged === undefined) return false;
  return !('fingerprint' in page) || findCertificate(judged.contact, page.fingerprint) !== undefined;
}
