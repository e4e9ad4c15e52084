import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './province.module.css';

/** One step of the way, numbered. */
export function Step(props: { title: string; text: string; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <h3 className={classes.stepTitle}>{props.title}</h3>
      <Stack gap="sm">
        <Text size="sm">{props.text}</Text>
        {props.children}
      </Stack>
    </li>
  );
}
