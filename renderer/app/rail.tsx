import { Fragment } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { useKey } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import classes from './rail.module.css';
import { type Screen, screensOf } from './screens-of.ts';
import { UserMenu } from './user-menu.tsx';

/** The dark rail at the left: the screens this person may open, and the person. */
export function Rail(props: { user: SignedInUser; onChangePassword: () => void }) {
  const t = useTexts();
  const screens = screensOf(props.user.role);
  return (
    <nav
      aria-label={t('shell.nav.label')}
      className={classes.rail}
      data-many={screens.length > 6 || undefined}
    >
      <div className={classes.product} aria-hidden>
        {t('common.productShort')}
      </div>
      <div className={classes.screens}>
        {screens.map((screen, index) => (
          <Fragment key={screen.path}>
            {index > 0 && screens[index - 1]?.group !== screen.group && (
              <div className={classes.group}>{t('shell.nav.admin')}</div>
            )}
            <RailItem screen={screen} />
          </Fragment>
        ))}
      </div>
      <UserMenu user={props.user} onChangePassword={props.onChangePassword} />
    </nav>
  );
}

function RailItem(props: { screen: Screen }) {
  const t = useTexts();
  const navigate = useNavigate();
  const { screen } = props;
  const name = t(`shell.nav.${screen.name}`);
  useKey(screen.key, () => void navigate(screen.path), { label: name, reach: 'screens' });
  return (
    <NavLink
      to={screen.path}
      className={classes.item ?? ''}
      data-group={screen.group}
      title={`${name} (${screen.key})`}
      aria-keyshortcuts={screen.key}
    >
      <screen.icon aria-hidden size="1.375rem" stroke={1.75} />
      <span className={classes.name}>{name}</span>
    </NavLink>
  );
}
