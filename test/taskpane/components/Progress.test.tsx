/** @jest-environment jsdom */
import { FluentProvider } from '@fluentui/react-components';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { lightTheme } from '../../../src/taskpane/theme';
import { Progress } from '../../../src/taskpane/components/Progress';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const pass = (milliseconds: number) => act(() => jest.advanceTimersByTime(milliseconds));
const show = (progress: React.ReactElement) => render(<FluentProvider theme={lightTheme}>{progress}</FluentProvider>);

test('says nothing, then what is done, then which step it is, and can be stopped', () => {
  const cancel = jest.fn();
  show(<Progress words="Encrypting…" step={{ at: 3, of: 5 }} onCancel={cancel} />);
  pass(390);
  expect(screen.queryByText(/Encrypting/)).toBeNull();
  pass(20);
  expect(screen.getByText('Encrypting…')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
  pass(1_600);
  expect(screen.getByText('Encrypting, step 3 of 5')).toBeTruthy();
  expect(screen.getByRole('progressbar', { name: 'Encrypting, step 3 of 5' }).getAttribute('aria-valuenow')).toBe('2');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(cancel).toHaveBeenCalledTimes(1);
});

test('what was pressed gives way at once, and what cannot be stopped has no button', () => {
  show(<Progress isPrompt words="Sending…" />);
  expect(screen.getByText('Sending…')).toBeTruthy();
  pass(20_000);
  expect(screen.getByRole('progressbar', { name: 'Sending…' }).hasAttribute('aria-valuenow')).toBe(false);
  expect(screen.queryByRole('button')).toBeNull();
});
