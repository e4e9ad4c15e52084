import { useNotifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';

const NOTICES = '[data-tram-notices][data-position="bottom-right"]';

/** Keeps room free for the notices that are shown, so that none of them ever covers a button. Stands above the status bar. */
export function NoticeSpace() {
  const { notifications } = useNotifications();
  const space = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  const any = notifications.length > 0;
  useEffect(() => {
    const shown = document.querySelector(NOTICES);
    if (!any || shown === null) {
      setHeight(0);
      return undefined;
    }
    const measure = (): void => {
      const bottom = space.current?.getBoundingClientRect().bottom ?? window.innerHeight;
      // They stand on the status bar, which is higher where type is large.
      document.documentElement.style.setProperty('--tram-foot', `${window.innerHeight - bottom}px`);
      setHeight(shown.getBoundingClientRect().height);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [any]);
  return (
    <div
      ref={space}
      aria-hidden
      style={{ gridArea: 'notices', height: height === 0 ? 0 : `calc(${height}px + 1rem)` }}
    />
  );
}
