import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, makeStyles, tokens } from '@fluentui/react-components';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

const useStyles = makeStyles({
  header: { marginInlineStart: '-12px' },
  panel: { margin: 0 },
  list: { display: 'flex', flexDirection: 'column', gap: '6px', margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** Folded: for those who want to know, and for the help desk. */
export function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  const styles = useStyles();
  return (
    <Accordion collapsible>
      <AccordionItem value="facts">
        <AccordionHeader as="h3" className={styles.header} size="small">
          {title}
        </AccordionHeader>
        <AccordionPanel className={styles.panel}>
          <dl className={styles.list}>
            {facts.map(({ name, value }) => (
              <div key={name}>
                <dt className={styles.name}>{name}</dt>
                <dd className={styles.value}>
                  <bdi dir="ltr">{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
