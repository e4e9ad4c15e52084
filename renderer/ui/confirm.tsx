import { Button, Group, Text } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Dialog } from './dialog.tsx';

export type Question = {
  title: string;
  /** Whose paper or dossier it is about, and which number: nobody may answer for another person's. */
  about?: string;
  text?: string;
  /** What happens on yes, as a verb: "Đăng xuất". */
  yes: string;
  no?: string;
  /** Marks an answer that cannot be taken back; the cursor then begins on "no". */
  dangerous?: boolean;
};

type Ask = (question: Question) => Promise<boolean>;

type Questions = { ask: Ask; dismiss: () => void };

const ConfirmContext = createContext<Questions | null>(null);

function useQuestions(): Questions {
  const questions = useContext(ConfirmContext);
  if (questions === null) throw new Error('no ConfirmProvider above this component');
  return questions;
}

/** Asks a question and resolves with the answer; Esc is no, Enter is the marked button. */
export function useConfirm(): Ask {
  return useQuestions().ask;
}

/** Takes an open question away unanswered, which is no: the screen it was about is left. */
export function useDismissQuestion(): () => void {
  return useQuestions().dismiss;
}

type Open = { question: Question; answer: (yes: boolean) => void };

export function ConfirmProvider(props: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const asked = useRef<Open | null>(null);
  const settle = useCallback((yes: boolean, next: Open | null = null): void => {
    const before = asked.current;
    asked.current = next;
    setOpen(next);
    before?.answer(yes);
  }, []);
  const questions = useMemo<Questions>(
    () => ({
      ask: (question) => new Promise((answer) => settle(false, { question, answer })),
      dismiss: () => settle(false),
    }),
    [settle],
  );
  return (
    <ConfirmContext value={questions}>
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
      {question.about !== undefined && (
        <Text size="sm" fw={600} mb={question.text === undefined ? 0 : 4}>
          {question.about}
        </Text>
      )}
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
