import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { MessageBarProps } from '@fluentui/react-components';
import type { Told } from '../texts/told';
import { ReportMenu } from './ReportMenu';
import { Words } from './Words';

export interface MessageProps {
  readonly told: Told;
  readonly intent?: MessageBarProps['intent'];
  /** What the person can do here. */
  readonly action?: { readonly label: string; readonly act: () => void } | undefined;
}

/** What happened, why, what next, and one button that mends it. */
export function Message({ told: { title, body, values, report }, intent = 'error', action }: MessageProps) {
  const hasReport = intent === 'error' && report !== undefined;
  return (
    <MessageBar intent={intent} layout="multiline" role={intent === 'error' ? 'alert' : 'status'}>
      <MessageBarBody>
        <MessageBarTitle>
          <Words of={title} with={values} />
        </MessageBarTitle>
        <br />
        <Words of={body} with={values} />
      </MessageBarBody>
      {(action !== undefined || hasReport) && (
        <MessageBarActions {...(hasReport ? { containerAction: <ReportMenu lines={report} /> } : {})}>
          {action !== undefined && (
            <Button size="small" onClick={action.act}>
              {action.label}
            </Button>
          )}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
