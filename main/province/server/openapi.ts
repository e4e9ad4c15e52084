import { z } from 'zod';
import {
  ATTACHMENTS_PATH,
  CONTAINER_TYPE,
  ENROL_PATH,
  EnrolAnswer,
  EnrolRequest,
  EXCHANGE_CODES,
  HELLO_PATH,
  Hello,
  MAX_ATTACHMENT_BYTES,
  MAX_CONTAINER_BYTES,
  OfficeParcel,
  OPENAPI_PATH,
  PACKS_PATH,
  PARCELS_PATH,
  PackKind,
  PackPayload,
  ProvinceParcel,
  ProvinceRefusal,
  SERVED_VERSIONS,
} from '#shared/exchange/index.ts';

/** Payloads by the name under which the description lists them. */
const PAYLOADS = {
  Hello,
  EnrolRequest,
  EnrolAnswer,
  OfficeParcel,
  ProvinceParcel,
  ProvinceRefusal,
  PackPayload,
} as const;
type PayloadName = keyof typeof PAYLOADS;

const schemaOf = (name: PayloadName) => ({ $ref: `#/components/schemas/${name}` });

/** A container's bytes; what its payload is stands beside, because a media type of bytes has no members. */
function container(...payloads: PayloadName[]) {
  return {
    [CONTAINER_TYPE]: {
      schema: { type: 'string', contentMediaType: CONTAINER_TYPE },
      'x-payload': payloads.length === 1 ? payloads.map(schemaOf)[0] : { oneOf: payloads.map(schemaOf) },
    },
  };
}

const answer = (...payloads: PayloadName[]) => ({
  200: {
    description: 'A signed container. Whether it is an answer or a refusal stands in its payload.',
    content: container(...payloads),
  },
  413: { description: 'The body is larger than any container.' },
  503: { description: 'Too much is on its way in; Retry-After says when to come again.' },
});

const parameter = (name: string, where: 'path' | 'query', schema: unknown, description: string) => ({
  name,
  in: where,
  required: true,
  description,
  schema,
});

const UPLOAD_ANSWERS = {
  401: { description: 'No token, or not one of an enrolled office.' },
  403: { description: 'No accepted entry of the office names a file of this hash.' },
  404: { description: 'No such upload.' },
  409: { description: 'Other bytes are there than the offset says: ask for the offset.' },
  413: { description: 'The file is too large.' },
  460: { description: 'The bytes do not have the hash; the upload is forgotten.' },
};

/**
 * The description of the exchange (OpenAPI 3.1), made from the very schemas that the server reads with. `version`: of
 * the program.
 */
export function describeExchange(version: string): Record<string, unknown> {
  const body = (name: PayloadName) => ({ required: true, content: container(name) });
  const upload = parameter('id', 'path', { type: 'string' }, 'From the Location of the first call.');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Trạm Một Cửa: exchange between offices and a province',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        `Containers are described by shared/exchange/SPEC.md, P1: "TMCP", a detached JWS, zstd over canonical JSON. ` +
        `Payload versions ${SERVED_VERSIONS.oldest} to ${SERVED_VERSIONS.newest} are read. A container is at most ` +
        `${MAX_CONTAINER_BYTES} bytes, an attachment ${MAX_ATTACHMENT_BYTES}. Test a server of your own with ` +
        `"npm run prove -- conformance --url ADDRESS --code CODE".`,
    },
    paths: {
      [HELLO_PATH]: {
        get: {
          operationId: 'hello',
          summary: 'Says who answers, signed over the caller’s nonce (P17)',
          parameters: [
            parameter(
              'nonce',
              'query',
              { type: 'string', pattern: '^[\\w-]{8,100}$' },
              'Random, new for each call.',
            ),
          ],
          responses: { ...answer('Hello'), 400: { description: 'No nonce, or not one.' } },
        },
      },
      [ENROL_PATH]: {
        post: {
          operationId: 'enrol',
          summary: 'Lets an office in that knows a code (P3)',
          requestBody: body('EnrolRequest'),
          responses: answer('EnrolAnswer', 'ProvinceRefusal'),
        },
      },
      [PARCELS_PATH]: {
        post: {
          operationId: 'parcels',
          summary: 'Takes in a parcel of an office and answers it (P4–P16)',
          requestBody: body('OfficeParcel'),
          responses: answer('ProvinceParcel', 'ProvinceRefusal'),
        },
      },
      [`${PACKS_PATH}/{kind}/{version}`]: {
        get: {
          operationId: 'pack',
          summary: 'A published pack; never changes (P21)',
          parameters: [
            parameter('kind', 'path', { enum: PackKind.options }, 'What the pack holds.'),
            parameter('version', 'path', { type: 'integer', minimum: 1 }, 'Its version.'),
          ],
          responses: { 200: answer('PackPayload')[200], 404: { description: 'No such version.' } },
        },
      },
      [ATTACHMENTS_PATH]: {
        post: {
          operationId: 'beginUpload',
          summary:
            'Begins or goes on with an upload (tus 1.0, creation); Upload-Metadata names `sha256` (P19)',
          security: [{ office: [] }],
          responses: { 201: { description: 'Location: where the bytes go.' }, ...UPLOAD_ANSWERS },
        },
      },
      [`${ATTACHMENTS_PATH}/{id}`]: {
        head: {
          operationId: 'uploadOffset',
          summary: 'How many bytes the province has',
          parameters: [upload],
          security: [{ office: [] }],
          responses: { 200: { description: 'Upload-Offset' }, ...UPLOAD_ANSWERS },
        },
        patch: {
          operationId: 'upload',
          summary: 'Adds bytes at Upload-Offset',
          parameters: [upload],
          security: [{ office: [] }],
          requestBody: { required: true, content: { 'application/offset+octet-stream': {} } },
          responses: { 204: { description: 'Upload-Offset: what is there now.' }, ...UPLOAD_ANSWERS },
        },
      },
      [OPENAPI_PATH]: {
        get: {
          operationId: 'describe',
          summary: 'This description',
          responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
        },
      },
    },
    components: {
      securitySchemes: {
        office: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'Signed by the office’s pinned Ed25519 key (EdDSA, `kid` its thumbprint): `iss` the office’s id, `aud` the ' +
            'province’s id, `iat`, `exp` at most ten minutes later.',
        },
      },
      schemas: Object.fromEntries(
        Object.entries(PAYLOADS).map(([name, schema]) => {
          const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
          return [name, rest];
        }),
      ),
    },
    'x-codes': EXCHANGE_CODES,
  };
}
