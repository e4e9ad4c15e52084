import { Menu, UnstyledButton } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { NavLink, useLocation } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint } from '#renderer/ui/index.ts';
import classes from './rail.module.css';
import type { Screen } from './screens-of.ts';

const PARTS = ['counter', 'signing', 'people', 'province', 'data'] as const;

/** The screens of an administrator, by what they are about; the one that is open stands in the rail. */
export function AdminMenu(props: { screens: readonly Screen[] }) {
  const t = useTexts();
  const { pathname } = useLocation();
  const { screens } = props;
  const open = screens.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  const Icon = open?.icon ?? IconSettings;
  return (
    <Menu
      position="right-end"
      withArrow
      transitionProps={{ duration: 0 }}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton
          className={classes.item ?? ''}
          data-active={open !== undefined || undefined}
          aria-label={
            open === undefined
              ? t('shell.nav.admin')
              : `${t('shell.nav.admin')}: ${t(`shell.nav.${open.name}`)}`
          }
        >
          <Icon aria-hidden size="1.375rem" stroke={1.75} />
          <span className={classes.name}>{t('shell.nav.adminInRail')}</span>
          {open !== undefined && <span className={classes.present}>{t(`shell.nav.${open.name}`)}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        {PARTS.map((part) => {
          const mine = screens.filter((screen) => screen.part === part);
          return mine.length === 0 ? null : (
            <div key={part}>
              <Menu.Label>{t(`shell.nav.parts.${part}`)}</Menu.Label>
              {mine.map((screen) => (
                <Menu.Item
                  key={screen.path}
                  component={NavLink}
                  to={screen.path}
                  leftSection={<screen.icon aria-hidden size="1.125rem" stroke={1.75} />}
                  rightSection={<KeyHint keys={screen.key} />}
                >
                  {t(`shell.nav.${screen.name}`)}
                </Menu.Item>
              ))}
            </div>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
