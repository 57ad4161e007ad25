import { useEffect } from 'react';
import type { SmimeReading } from '../../../flows/open-message';
import type { ReadItem } from '../../../mailbox/types';
import { useNavigation } from '../../state/navigation';
import { useReading } from '../../state/use-reading';
import { useVerdictBar } from '../../state/use-verdict-bar';
import { EncryptionPage } from './EncryptionPage';
import { ReadPage } from './ReadPage';
import { SignaturePage } from './SignaturePage';

interface ReadPagesProps {
  readonly item: ReadItem;
}

/** A received message, and the pages behind its two buttons. Made anew for each message. */
export function ReadPages({ item }: ReadPagesProps) {
  const { page, pages, back } = useNavigation();
  const { state, retry, cancel } = useReading(item);
  useVerdictBar(item, state);
  const smime = state.phase === 'done' && state.reading.kind === 'smime' ? state.reading : null;
  // Over a file's page they are that file's.
  const isOfFile = pages.some(({ name }) => name === 'file');
  const isDetails = !isOfFile && (page?.name === 'signature' || page?.name === 'encryption');
  const hasNothingToDetail = isDetails && smime === null;
  useEffect(() => {
    // Another message, or a locked one: the details of the one before are gone with it.
    if (hasNothingToDetail) back();
  }, [hasNothingToDetail, back]);
  if (smime !== null && isDetails) return <Details name={page.name} reading={smime} />;
  return <ReadPage item={item} state={state} onRetry={retry} onCancel={cancel} />;
}

function Details({ name, reading }: { readonly name: 'signature' | 'encryption'; readonly reading: SmimeReading }) {
  return name === 'signature' ? <SignaturePage reading={reading} /> : <EncryptionPage reading={reading} />;
}
