import { Subtitle2, makeStyles, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import { fromDisk } from '../content/chosen-file';
import { filePage, useNavigation } from '../state/navigation';
import { useFileDrop } from '../state/use-file-drop';
import { check } from '../texts/check';

const useStyles = makeStyles({
  layer: {
    position: 'fixed',
    inset: '8px',
    zIndex: 1000,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    border: `2px dashed ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    // What lies below goes on hearing of the drag.
    pointerEvents: 'none',
  },
});

/** A file dropped anywhere is checked; it never takes the pane's place in the browser. */
export function DropLayer() {
  const styles = useStyles();
  const { open } = useNavigation();
  const onFiles = useCallback(
    ([file]: readonly File[]) => {
      if (file !== undefined) open(filePage(fromDisk(file)));
    },
    [open],
  );
  const isOver = useFileDrop(onFiles, 'pane');
  return isOver ? (
    <div className={styles.layer}>
      <Subtitle2>{check.dropNow}</Subtitle2>
    </div>
  ) : null;
}
