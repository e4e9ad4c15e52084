import { NavLink, useNavigate } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { useKey } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { AdminMenu } from './admin-menu.tsx';
import classes from './rail.module.css';
import { type Screen, screensOf } from './screens-of.ts';
import { UserMenu } from './user-menu.tsx';

/** The dark rail at the left: the screens of the work, a menu of those of an administrator, and the person. */
export function Rail(props: { user: SignedInUser; onChangePassword: () => void }) {
  const t = useTexts();
  const screens = screensOf(props.user.role);
  const admin = screens.filter(({ group }) => group === 'admin');
  return (
    <nav aria-label={t('shell.nav.label')} className={classes.rail}>
      <div className={classes.product} aria-hidden>
        {t('common.productShort')}
      </div>
      <div className={classes.screens}>
        {screens
          .filter(({ group }) => group === 'work')
          .map((screen) => (
            <RailItem key={screen.path} screen={screen} />
          ))}
      </div>
      {screens.map((screen) => (
        <ScreenKey key={screen.path} screen={screen} />
      ))}
      {admin.length > 0 && <AdminMenu screens={admin} />}
      <UserMenu user={props.user} onChangePassword={props.onChangePassword} />
    </nav>
  );
}

/** Its key opens a screen whether or not its name is in sight. */
function ScreenKey(props: { screen: Screen }) {
  const t = useTexts();
  const navigate = useNavigate();
  const { screen } = props;
  useKey(screen.key, () => void navigate(screen.path), {
    label: t(`shell.nav.${screen.name}`),
    reach: 'screens',
  });
  return null;
}

function RailItem(props: { screen: Screen }) {
  const t = useTexts();
  const { screen } = props;
  const name = t(`shell.nav.${screen.name}`);
  return (
    <NavLink
      to={screen.path}
      className={classes.item ?? ''}
      title={`${name} (${screen.key})`}
      aria-keyshortcuts={screen.key}
    >
      <screen.icon aria-hidden size="1.375rem" stroke={1.75} />
      <span className={classes.name}>{name}</span>
    </NavLink>
  );
}
