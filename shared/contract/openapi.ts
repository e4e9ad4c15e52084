import { z } from 'zod';
import { CONTRACT_VERSION } from './contract.ts';
import { ERROR_CODES, type ErrorCode, ErrorData } from './errors.ts';
import { everyProcedureOfContract, type ProcedureFacts } from './facts.ts';
import { API_PREFIX, httpStatusOf, START_TOKEN_HEADER } from './http.ts';
import type { Access } from './roles.ts';

/** What an error is on the wire: the code beside the data that screens get, too. */
export const PlainError = z.object({ code: z.enum(Object.keys(ERROR_CODES)), ...ErrorData.shape });

const ROOMS: Readonly<Record<string, string>> = {
  session: 'Phiên làm việc: đăng nhập, đăng xuất, mật khẩu',
  setup: 'Thiết lập lần đầu',
  users: 'Tài khoản',
  catalog: 'Danh mục thủ tục',
  citizens: 'Người đã nộp hồ sơ',
  dossiers: 'Hồ sơ',
  printing: 'In ấn',
  status: 'Trạng thái',
  integrity: 'Kiểm tra nhật ký',
  search: 'Tìm kiếm',
  drafts: 'Hồ sơ đang làm dở',
  visits: 'Lượt khách',
  erasure: 'Xóa dữ liệu cá nhân',
  keys: 'Khóa của cơ sở dữ liệu',
  numbers: 'Dải số',
  clock: 'Đồng hồ',
  copies: 'Sao lưu và khôi phục',
  lan: 'Mạng nội bộ và máy đã ghép',
};

type Json = { [key: string]: unknown };

/**
 * The contract as an OpenAPI 3.1 document. `address` is the host's own (`http://127.0.0.1:PORT`). Procedures that
 * answer with a stream are left out: they need a connection that stays.
 */
export function openApiDocument(address: string): Json {
  const procedures = everyProcedureOfContract().filter(({ stream }) => !stream);
  const rooms = [...new Set(procedures.map(({ room }) => room))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Trạm Một Cửa',
      version: String(CONTRACT_VERSION),
      summary: 'Bàn tiếp nhận một cửa: các thủ tục giữa màn hình và trạm, gọi bằng HTTP và JSON.',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: address }],
    tags: rooms.map((name) => ({ name, description: ROOMS[name] ?? name })),
    paths: Object.fromEntries(procedures.map((facts) => [pathOf(facts), { post: operationOf(facts) }])),
    components: {
      schemas: {
        Error: { ...schemaOf(PlainError, 'output'), description: 'A refusal, of the closed list.' },
      },
      securitySchemes: {
        startToken: {
          type: 'apiKey',
          in: 'header',
          name: START_TOKEN_HEADER,
          description: 'The token of this start, from the address that the program printed (`?start=`).',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of `session.signIn`; its rights are those of the person.',
        },
      },
    },
  };
}

const DESCRIPTION = `Mọi lệnh gọi là \`POST\` với nội dung JSON, tới đúng địa chỉ của trạm trên máy này.

Every call is a \`POST\` with a JSON body, on this PC, to the host's own address. \`POST ${API_PREFIX}/session/signIn\` with the
header \`${START_TOKEN_HEADER}\` answers with a token; send it as \`Authorization: Bearer …\`. Cookies and other sites' pages
are refused, and there is no CORS. An error carries \`code\` (closed list; go by it, not by the sentence), \`message\`
(Vietnamese, says what to do), \`field\`, \`fields\` and \`waitSeconds\`.`;

function pathOf({ name }: ProcedureFacts): string {
  return `${API_PREFIX}/${name.replace('.', '/')}`;
}

function operationOf(facts: ProcedureFacts): Json {
  return {
    operationId: facts.name,
    summary: facts.title,
    description: `${facts.description}\n\nWho: ${whoOf(facts.access)}.`,
    tags: [facts.room],
    'x-roles': facts.access,
    security: securityOf(facts),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(facts.input, 'input') } },
    },
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: schemaOf(facts.output, 'output') } },
      },
      ...errorResponsesOf(facts.errors),
    },
  };
}

function whoOf(access: Access): string {
  if (access === 'anyone') return 'whoever has the start token';
  if (access === 'signed-in') return 'everybody who is signed in';
  return access.join(', ');
}

function securityOf({ access, name }: ProcedureFacts): Json[] {
  if (access !== 'anyone') return [{ bearer: [] }];
  return name === 'session.state' ? [{ startToken: [] }, { bearer: [] }] : [{ startToken: [] }];
}

/** One response per status, naming the codes that come with it. */
function errorResponsesOf(codes: readonly ErrorCode[]): Json {
  const byStatus = Map.groupBy(codes, httpStatusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `\`${code}\`: ${ERROR_CODES[code]}`).join('\n\n'),
        content: {
          'application/json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Error' },
                { type: 'object', properties: { code: { enum: same } } },
              ],
            },
          },
        },
      },
    ]),
  );
}

function schemaOf(schema: unknown, io: 'input' | 'output'): Json {
  if (!(schema instanceof z.ZodType)) throw new Error('the contract is declared in zod');
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
