import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger, useRestoreFocusTarget } from '@fluentui/react-components';
import { useState } from 'react';
import type { JudgedCertificate, JudgedContact } from '../../../flows/contacts/judge-contact';
import { Words } from '../../components/Words';
import { contact as texts } from '../../texts/contacts';
import { RemoveContactDialog } from './RemoveContactDialog';
import { valuesOf } from './show-contact';

export type Removal = { readonly what: 'all' } | { readonly what: 'one'; readonly kept: JudgedCertificate };

/** One of several certificates, or the whole contact. */
export function RemoveMenu({ judged }: { readonly judged: JudgedContact }) {
  const restoreFocus = useRestoreFocusTarget();
  const [asked, setAsked] = useState<Removal | null>(null);
  const { certificates, contact } = judged;
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton {...restoreFocus}>{texts.remove}</MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {certificates.length > 1 &&
              certificates.map((kept) => (
                <MenuItem key={kept.certificate.fingerprint} onClick={() => setAsked({ what: 'one', kept })}>
                  <Words of={texts.removeOne} with={valuesOf(kept)} />
                </MenuItem>
              ))}
            <MenuItem onClick={() => setAsked({ what: 'all' })}>{texts.removeAll}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {asked !== null && <RemoveContactDialog address={contact.address} removal={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
