/** @jest-environment jsdom */
import '../../support/dom-globals';
import { FluentProvider } from '@fluentui/react-components';
import { fireEvent, render, screen } from '@testing-library/react';
import { FlowError } from '../../../src/flows/errors';
import { MailboxError } from '../../../src/mailbox/errors';
import { SmimeError } from '../../../src/smime/errors';
import { Message } from '../../../src/taskpane/components/Message';
import { tell } from '../../../src/taskpane/texts/errors';
import { reportOn } from '../../../src/taskpane/texts/report';
import { lightTheme } from '../../../src/taskpane/theme';

const refused = new MailboxError('ERR_OFFICE_CALL', { call: 'item.getAsFileAsync', officeCode: 9020, officeName: 'GenericResponseError' });

test('a report has codes and numbers, of the cause too', () => {
  expect(reportOn(new FlowError('ERR_MESSAGE_UNAVAILABLE', {}, { cause: refused }))).toEqual([
    'FlowError ERR_MESSAGE_UNAVAILABLE',
    'MailboxError ERR_OFFICE_CALL call=item.getAsFileAsync officeCode=9020 officeName=GenericResponseError',
  ]);
});

test.each<[string, unknown]>([
  ['a file name', new MailboxError('ERR_ATTACHMENT_UNREADABLE', { name: 'secret plan.pdf', reason: 'refused' })],
  ['an address', new FlowError('ERR_DIGITAL_ID_FOR_SENDER', { address: 'secret@contoso.com' })],
  ['several addresses', new FlowError('ERR_RECIPIENT_CERTIFICATE_MISSING', { addresses: ['secret@contoso.com'] })],
  ['a subject', new SmimeError('ERR_RECIPIENT_CERTIFICATE_UNUSABLE', { subject: 'CN=secret', reason: 'secret' })],
  ['words of somebody else', new RangeError('secret')],
  ["Outlook's own words", new MailboxError('ERR_OFFICE_CALL', { call: 'x', officeCode: 1, officeName: 'secret: "plan"' })],
  ['a name that an error gave itself', Object.assign(new Error('x'), { name: 'secret\nname' })],
  ['what is no error', 'secret'],
])('%s stays out of it', (_case, error) => {
  expect(reportOn(error).join('\n')).not.toMatch(/secret/);
  expect(reportOn(error)).toHaveLength(1);
});

test('it is shown before it is copied', async () => {
  const written: string[] = [];
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text: string) => Promise.resolve(written.push(text)) } });
  render(
    <FluentProvider theme={lightTheme}>
      <Message told={tell(refused)} />
    </FluentProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'More about this' }));
  fireEvent.click(screen.getByRole('menuitem', { name: 'Copy report for IT' }));
  const shown = (await screen.findByText(/Error: MailboxError ERR_OFFICE_CALL/)).textContent;
  expect(written).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
  await screen.findByText('Copied.');
  expect(written).toEqual([shown]);
});

test('a message that is no error has none', () => {
  render(
    <FluentProvider theme={lightTheme}>
      <Message told={tell(refused)} intent="warning" />
    </FluentProvider>,
  );
  expect(screen.queryByRole('button')).toBeNull();
});
