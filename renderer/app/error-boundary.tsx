import { Button, Code } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { EmptyState } from '#renderer/ui/index.ts';

type Props = { children: ReactNode };
type State = { failure: Error | null };

/** Catches what a screen throws while drawing and says it to the clerk. (React knows boundaries as classes only.) */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { failure: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return <Crash failure={failure} onAgain={() => this.setState({ failure: null })} />;
  }
}

function Crash(props: { failure: Error; onAgain: () => void }) {
  const t = useTexts();
  return (
    <main role="alert">
      <EmptyState
        heading
        icon={<IconAlertTriangle size={40} />}
        title={t('shell.crash.title')}
        text={t('shell.crash.text')}
      >
        <Code block>{`${props.failure.name}: ${props.failure.message}`}</Code>
        <Button onClick={props.onAgain}>{t('shell.crash.again')}</Button>
      </EmptyState>
    </main>
  );
}
