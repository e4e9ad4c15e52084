/** What an office and a province say to each other; rules in SPEC.md. */
export { enrolAnswerText, enrolRequestText } from './enrolment.ts';
export {
  ATTACHMENTS_PATH,
  CONTAINER_TYPE,
  ENROL_PATH,
  EXCHANGE_PREFIX,
  HELLO_PATH,
  MAX_ATTACHMENT_BYTES,
  MAX_CONTAINER_BYTES,
  MAX_PAYLOAD_BYTES,
  OPENAPI_PATH,
  PACKS_PATH,
  PARCELS_PATH,
} from './http.ts';
export { Lease, LeaseRequest } from './lease.ts';
export { PackKind, PackManifest, PackPayload } from './pack.ts';
export {
  DayCount,
  EnrolAnswer,
  EnrolRequest,
  Hello,
  OfficeParcel,
  Payload,
  type PayloadType,
  ProvinceParcel,
  ProvinceRefusal,
  RefusedRun,
} from './parcels.ts';
export {
  Base64Url,
  CarriedEntry,
  Day,
  EnvelopeId,
  Head,
  PublicKey,
  Run,
  Timestamp,
  VersionRange,
} from './parts.ts';
export { EXCHANGE_CODES, ExchangeCode, Verdict } from './refusal.ts';
export { carry, carryRun, checkRun, type ReadEntry, type RunFault, readRun } from './run.ts';
export { PARCEL_VERSION, SERVED_VERSIONS, versionFor } from './versions.ts';
