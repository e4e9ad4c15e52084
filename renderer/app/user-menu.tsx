import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconKey,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconSun,
  IconTextDecrease,
  IconTextIncrease,
} from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { nextTypeSize, TYPE_SIZES } from './preferences.ts';
import { usePreferences } from './use-preferences.tsx';
import { useSignOut } from './use-sign-out.ts';
import classes from './user-menu.module.css';

/** The person at the foot of the rail: lock, sign out, password, language, type size, light or dark. */
export function UserMenu(props: { user: SignedInUser; onChangePassword: () => void }) {
  const t = useTexts();
  const session = useSession();
  const signOut = useSignOut();
  const [preferences, change] = usePreferences();
  const { user } = props;
  const largest = TYPE_SIZES[TYPE_SIZES.length - 1];

  return (
    <Menu
      position="right-end"
      withArrow
      transitionProps={{ duration: 0 }}
      width="16rem"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.person ?? ''}>
          <VisuallyHidden>{t('shell.user.menu')}</VisuallyHidden>
          <span>{user.name}</span>
          {user.counter !== '' && <span>{user.counter}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name} · {t(`shell.user.${user.role}`)}
        </Menu.Label>
        <Menu.Item leftSection={<IconLock size="1rem" aria-hidden />} onClick={session.lock}>
          {t('shell.user.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size="1rem" aria-hidden />} onClick={props.onChangePassword}>
          {t('shell.user.changePassword')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          closeMenuOnClick={false}
          disabled={preferences.typeSize === largest}
          leftSection={<IconTextIncrease size="1rem" aria-hidden />}
          rightSection={`${preferences.typeSize} %`}
          onClick={() => change({ typeSize: nextTypeSize(preferences.typeSize, 1) })}
        >
          {t('shell.user.larger')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          disabled={preferences.typeSize === TYPE_SIZES[0]}
          leftSection={<IconTextDecrease size="1rem" aria-hidden />}
          onClick={() => change({ typeSize: nextTypeSize(preferences.typeSize, -1) })}
        >
          {t('shell.user.smaller')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={
            preferences.scheme === 'dark' ? (
              <IconSun size="1rem" aria-hidden />
            ) : (
              <IconMoon size="1rem" aria-hidden />
            )
          }
          onClick={() => change({ scheme: preferences.scheme === 'dark' ? 'light' : 'dark' })}
        >
          {preferences.scheme === 'dark' ? t('shell.user.toLight') : t('shell.user.toDark')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={<IconLanguage size="1rem" aria-hidden />}
          lang={preferences.language === 'vi' ? 'en' : 'vi'}
          onClick={() => change({ language: preferences.language === 'vi' ? 'en' : 'vi' })}
        >
          {preferences.language === 'vi' ? 'English' : 'Tiếng Việt'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size="1rem" aria-hidden />} onClick={signOut}>
          {t('shell.user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
