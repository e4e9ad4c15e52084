import { ORPCError, ValidationError } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, ErrorData } from '#shared/contract/index.ts';
import { everyProcedure } from '#test/fixtures/contract.ts';
import { OfficeError } from '../lifecycle/index.ts';
import { createLogger } from '../log/index.ts';
import type { LogSink } from '../ports.ts';
import { StorageError, type StorageErrorCode } from '../storage/index.ts';
import { toContractError } from './errors.ts';

function mapped(error: unknown) {
  const lines: Parameters<LogSink>[0][] = [];
  const contract = toContractError(
    error,
    createLogger((line) => lines.push(line), 'router'),
  );
  expect(ErrorData.safeParse(contract.data).success).toBe(true);
  expect(contract.message).toBe(contract.data.message);
  return { code: contract.code, defined: contract.defined, data: contract.data, lines };
}

const withCode = (code: string) => Object.assign(new Error('at /home/an/keys.json'), { code });

describe('what a procedure threw', () => {
  it.each([
    'wrong-key',
    'database-damaged',
    'database-newer',
    'database-full',
    'database-busy',
    'database-unwritable',
  ] as const satisfies readonly StorageErrorCode[])(
    '%s keeps the sentence of the storage, on any procedure',
    (code) => {
      const error = new StorageError(code);
      expect(mapped(error)).toMatchObject({
        code,
        defined: true,
        data: { message: error.message },
        lines: [],
      });
      for (const { name, errors } of everyProcedure)
        expect([name, errors]).toEqual([name, expect.arrayContaining([code])]);
    },
  );

  it.each([
    ['ENOSPC', 'database-full'],
    ['EDQUOT', 'database-full'],
    ['EACCES', 'database-unwritable'],
    ['EROFS', 'database-unwritable'],
    ['EIO', 'database-unwritable'],
    ['ENOENT', 'internal'],
  ] as const)('%s of a file beside the database is %s', (code, expected) => {
    const { lines, ...rest } = mapped(withCode(code));
    expect(rest).toMatchObject({ code: expected, data: { message: ERROR_CODES[expected] } });
    expect(lines).toMatchObject([{ level: 'error', message: 'a procedure failed' }]);
  });

  it('a refusal keeps its field, its waiting time and its sentence', () => {
    const error = new OfficeError('too-many-attempts', {
      waitSeconds: 8,
      message: 'Hãy chờ 8 giây.',
      field: 'login',
    });
    expect(mapped(error).data).toEqual({
      message: 'Hãy chờ 8 giây.',
      field: 'login',
      fields: [],
      waitSeconds: 8,
    });
  });

  it('junk names its fields, at most fifty, and nothing of what was sent', () => {
    const issues = Array.from({ length: 80 }, (_, index) => ({
      message: 'secret',
      path: ['papers', index, { key: 'name' }],
    }));
    const cause = new ValidationError({ message: 'no', issues, data: { name: 'Đinh Thị Nhung' } });
    const { code, data, lines } = mapped(new ORPCError('BAD_REQUEST', { cause, data: { issues } }));
    expect(code).toBe('invalid-input');
    expect(data.field).toBe('papers.0.name');
    expect(data.fields).toHaveLength(50);
    expect(JSON.stringify(data)).not.toMatch(/secret|Nhung/);
    expect(lines).toEqual([]);
  });

  it.each([
    new Error('không có đường dẫn /home/an'),
    new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Output validation failed' }),
    new ORPCError('not-found', { message: 'not one of ours' }),
    new ORPCError('TEAPOT', { defined: true }),
    'a text',
    undefined,
    { code: 'not-found' },
  ])('what nobody foresaw (%s) is internal: told in the log, not on the screen', (error) => {
    const { lines, ...rest } = mapped(error);
    expect(rest).toMatchObject({ code: 'internal', defined: true, data: { message: ERROR_CODES.internal } });
    expect(lines).toMatchObject([{ level: 'error' }]);
  });

  it('is left as it is where it is already one of the list', () => {
    const first = toContractError(
      new OfficeError('not-found'),
      createLogger(() => undefined, 'router'),
    );
    expect(
      toContractError(
        first,
        createLogger(() => undefined, 'router'),
      ),
    ).toBe(first);
  });
});
