import { Button, Group, Text } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Dialog } from './dialog.tsx';

export type Question = {
  title: string;
  text?: string;
  /** What happens on yes, as a verb: "Đăng xuất". */
  yes: string;
  no?: string;
  /** Marks an answer that cannot be taken back; the cursor then begins on "no". */
  dangerous?: boolean;
};

type Ask = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Ask | null>(null);

/** Asks a question and resolves with the answer; Esc is no, Enter is the marked button. */
export function useConfirm(): Ask {
  const ask = useContext(ConfirmContext);
  if (ask === null) throw new Error('no ConfirmProvider above this component');
  return ask;
}

export function ConfirmProvider(props: { children: ReactNode }) {
  const [open, setOpen] = useState<{ question: Question; answer: (yes: boolean) => void } | null>(null);
  const ask = useCallback<Ask>((question) => new Promise((answer) => setOpen({ question, answer })), []);
  const settle = (yes: boolean): void => {
    open?.answer(yes);
    setOpen(null);
  };
  return (
    <ConfirmContext value={ask}>
      {props.children}
      <Dialog opened={open !== null} onClose={() => settle(false)} title={open?.question.title ?? ''}>
        {open !== null && <Answers question={open.question} onAnswer={settle} />}
      </Dialog>
    </ConfirmContext>
  );
}

function Answers(props: { question: Question; onAnswer: (yes: boolean) => void }) {
  const t = useTexts();
  const { question, onAnswer } = props;
  const dangerous = question.dangerous === true;
  return (
    <>
      {question.text !== undefined && <Text size="sm">{question.text}</Text>}
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus={dangerous || undefined} onClick={() => onAnswer(false)}>
          {question.no ?? t('common.cancel')}
        </Button>
        <Button
          color={dangerous ? 'red.9' : 'teal'}
          data-autofocus={!dangerous || undefined}
          onClick={() => onAnswer(true)}
        >
          {question.yes}
        </Button>
      </Group>
    </>
  );
}
