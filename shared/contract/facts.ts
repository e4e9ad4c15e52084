import {
  type AnySchema,
  getEventIteratorSchemaDetails,
  isContractProcedure,
  type Schema,
} from '@orpc/contract';
import { contract } from './contract.ts';
import { type ErrorCode, isErrorCode } from './errors.ts';
import type { Access } from './roles.ts';

/** One procedure as it declares itself: for what is made of the contract (documentation, plain HTTP). */
export type ProcedureFacts = {
  room: string;
  /** `room.procedure` */
  name: string;
  title: string;
  description: string;
  access: Access;
  errors: readonly ErrorCode[];
  input: Schema<unknown, unknown>;
  output: Schema<unknown, unknown>;
  /** It answers with a stream of events, which needs a connection that stays. */
  stream: boolean;
};

/** Every procedure of the contract, in its order. */
export function everyProcedureOfContract(): readonly ProcedureFacts[] {
  return Object.entries(contract).flatMap(([room, procedures]) =>
    Object.entries(procedures).map(([key, procedure]: [string, unknown]) => factsOf(room, key, procedure)),
  );
}

function factsOf(room: string, key: string, procedure: unknown): ProcedureFacts {
  const name = `${room}.${key}`;
  if (!isContractProcedure(procedure)) throw new Error(`${name} is no procedure of the contract`);
  const { route, meta, errorMap, inputSchema, outputSchema } = procedure['~orpc'];
  return {
    room,
    name,
    title: route.summary ?? '',
    description: route.description ?? '',
    access: meta['access'] as Access,
    errors: Object.keys(errorMap).filter(isErrorCode),
    input: required(inputSchema, name),
    output: required(outputSchema, name),
    stream: getEventIteratorSchemaDetails(outputSchema) !== undefined,
  };
}

function required(schema: AnySchema | undefined, name: string): AnySchema {
  if (schema === undefined) throw new Error(`${name} does not say what goes in and what comes out`);
  return schema;
}
