import { useEffect, useState } from 'react';
import { useConnection } from '#renderer/office/index.ts';
import type { Board } from '#shared/contract/index.ts';
import { followBoard, type Line } from './follow-board.ts';

/** The board as the office pushes it, when it came (`performance.now()`), and whether it can be believed. */
export type BoardNow = { board: Board | null; cameAt: number; line: Line };

/** Follows the board while mounted; `onBoard` is told each one as it comes, before it is drawn. */
export function useBoard(onBoard: (board: Board) => void): BoardNow {
  const connection = useConnection();
  const [now, setNow] = useState<BoardNow>({ board: null, cameAt: 0, line: 'opening' });
  useEffect(
    () =>
      followBoard(connection, {
        onBoard: (board) => {
          onBoard(board);
          setNow((before) => ({ ...before, board, cameAt: performance.now() }));
        },
        onLine: (line) => setNow((before) => (before.line === line ? before : { ...before, line })),
      }),
    [connection, onBoard],
  );
  return now;
}
