import { UnstyledButton } from '@mantine/core';
import { IconMaximize, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import classes from './board.module.css';
import type { Sound } from './use-sound.ts';

/** The foot: how many wait, and whether calls are heard; where they are not, the one thing that helps. */
export function SoundBar(props: {
  sound: Sound;
  wanted: boolean;
  waiting: number | null;
  /** Name of the person whose session shows the board; null on a device that is a board. */
  person: string | null;
}) {
  const t = useTexts();
  const { sound, wanted } = props;
  const mute = wanted && (sound.state === 'asleep' || sound.state === 'failed');
  return (
    <footer className={classes.foot}>
      {props.waiting !== null && (
        <p className={classes.waiting}>{t('board.waiting', { count: props.waiting })}</p>
      )}
      {wanted && sound.state === 'ready' && (
        <p className={classes.hint}>
          <IconVolume aria-hidden size="1em" /> {t('board.soundOn')}
        </p>
      )}
      {props.person !== null && !mute && (
        <p className={classes.hint}>{t('board.session', { name: props.person })}</p>
      )}
      {sound.refused.length > 0 && (mute || props.person !== null) && (
        <p className={classes.hint}>
          {t('board.refused', {
            files: sound.refused
              .slice(0, 3)
              .map(({ file, reason }) => `${file} (${t(`board.reason.${reason}`)})`)
              .join(', '),
            more: sound.refused.length > 3 ? '…' : '',
          })}
        </p>
      )}
      <WholeScreen />
      {mute && (
        <UnstyledButton className={classes.wake ?? ''} onClick={sound.wake}>
          <IconVolumeOff aria-hidden size="1.6em" />
          <span>
            <strong>{t(sound.state === 'asleep' ? 'board.wake' : 'board.again')}</strong>
            <span className={classes.wakeText}>
              {t(sound.state === 'asleep' ? 'board.wakeText' : 'board.failedText')}
            </span>
          </span>
        </UnstyledButton>
      )}
    </footer>
  );
}

/** Fills the screen, where it does not yet and the browser lets it. */
function WholeScreen() {
  const t = useTexts();
  const [whole, setWhole] = useState(fillsScreen);
  useEffect(() => {
    const look = (): void => setWhole(fillsScreen());
    window.addEventListener('resize', look);
    document.addEventListener('fullscreenchange', look);
    return () => {
      window.removeEventListener('resize', look);
      document.removeEventListener('fullscreenchange', look);
    };
  }, []);
  if (whole || !document.fullscreenEnabled) return null;
  return (
    <UnstyledButton
      className={classes.whole ?? ''}
      onClick={() => void document.documentElement.requestFullscreen().catch(() => {})}
    >
      <IconMaximize aria-hidden size="1em" /> {t('board.whole')}
    </UnstyledButton>
  );
}

function fillsScreen(): boolean {
  return document.fullscreenElement !== null || window.innerHeight >= window.screen.height;
}
