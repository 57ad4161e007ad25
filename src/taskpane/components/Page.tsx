import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { frame } from '../texts/frame';

interface PageProps {
  readonly title: ReactNode;
  readonly onBack?: () => void;
  /** The heading is there for screen readers and for the focus, but is not drawn. */
  readonly isTitleHidden?: boolean;
  /** Opening a page moves the focus to its heading. */
  readonly takesFocus?: boolean;
  readonly children: ReactNode;
  /** Stays in sight at the bottom; last in the order of reading. */
  readonly footer?: ReactNode;
}

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px', flexGrow: 1, padding: '12px 16px 16px' },
  head: { display: 'flex', alignItems: 'center', gap: '4px', minHeight: '32px' },
  back: { marginLeft: '-8px' },
  mirrored: { ':dir(rtl)': { transform: 'scaleX(-1)' } },
  title: { ...typographyStyles.subtitle2, margin: 0, minWidth: 0, overflowWrap: 'anywhere', outlineStyle: 'none' },
  hidden: { position: 'absolute', width: '1px', height: '1px', margin: '-1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  footer: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px 16px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export function Page({ title, onBack, isTitleHidden = false, takesFocus = false, children, footer }: PageProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <>
      <div className={styles.page}>
        {isTitleHidden ? (
          <h2 ref={heading} tabIndex={-1} className={styles.hidden}>
            {title}
          </h2>
        ) : (
          <div className={styles.head}>
            {onBack !== undefined && (
              <Button
                appearance="subtle"
                aria-label={frame.back}
                className={styles.back}
                icon={<ArrowLeftRegular className={styles.mirrored} />}
                onClick={onBack}
              />
            )}
            <h2 ref={heading} tabIndex={-1} className={styles.title}>
              {title}
            </h2>
          </div>
        )}
        {children}
      </div>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </>
  );
}
