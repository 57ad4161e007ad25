import { Body1, Body1Strong, Caption1, Card, Checkbox, Field, Input, makeStyles } from '@fluentui/react-components';
import { Message } from '../../components/Message';
import { NoIssuerLine } from '../../components/ProofLine';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { showDate } from '../../texts/amounts';
import { digitalIds, importing as texts } from '../../texts/digital-ids';
import { cleanName } from '../../texts/names';
import type { Told } from '../../texts/told';
import { fill } from '../../texts/words';
import { issuerName } from '../../verdict/signer';
import { isAddressOf } from './remarks';
import type { FoundEntry } from './remarks';

interface FoundDigitalIdProps {
  readonly entry: FoundEntry;
  readonly remarks: readonly Told[];
  /** One of several: it can be left out. */
  readonly isSeveral: boolean;
  readonly isChosen: boolean;
  readonly canBeChosen: boolean;
  readonly name: string;
  readonly onChange: (selection: { readonly isChosen?: boolean; readonly name?: string }) => void;
}

/** Longest name that still fits a line or two. */
const mostCharacters = 60;

const useStyles = makeStyles({
  facts: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
});

export function FoundDigitalId(props: FoundDigitalIdProps) {
  const styles = useStyles();
  const { entry, remarks, isSeveral, isChosen, canBeChosen, name, onChange } = props;
  const { env } = usePane();
  const { certificate, chain } = entry;
  const address = cleanName(certificate.emailAddresses.join(', '));
  const whose = isAddressOf(certificate, env.mailbox.address) ? texts.yourAddress : texts.otherAddress;
  const { one, several } = texts.chain;
  return (
    <Card appearance="outline">
      {isSeveral && (
        <Checkbox
          checked={isChosen}
          disabled={!canBeChosen}
          label={name}
          onChange={(_event, { checked }) => onChange({ isChosen: checked === true })}
        />
      )}
      <div className={styles.facts}>
        <Body1>
          {address === '' ? (
            digitalIds.noAddress
          ) : (
            <>
              <Body1Strong>
                <bdi dir="ltr">{address}</bdi>
              </Body1Strong>{' '}
              ({whose})
            </>
          )}
        </Body1>
        <Body1>
          {certificate.commonName !== undefined && <bdi>{cleanName(certificate.commonName)} · </bdi>}
          <Words of={texts.issuedBy} with={{ issuer: issuerName(certificate) }} />
        </Body1>
        <Body1>{fill(texts.goodUntil, { date: showDate(certificate.notAfter) })}</Body1>
        <NoIssuerLine certificate={certificate} />
        {chain.length > 0 && <Caption1>{chain.length === 1 ? one : fill(several, { n: chain.length })}</Caption1>}
      </div>
      {remarks.map((told) => (
        <Message key={told.title} told={told} intent={canBeChosen ? 'warning' : 'info'} />
      ))}
      {canBeChosen && (
        <Field label={texts.name}>
          <Input value={name} maxLength={mostCharacters} onChange={(_event, { value }) => onChange({ name: value })} />
        </Field>
      )}
    </Card>
  );
}
