/** Where the province's server listens for workstations. */
export const EXCHANGE_PREFIX = '/exchange/v1';

/** Media type of a signed container. */
export const CONTAINER_TYPE = 'application/vnd.tram-mot-cua.parcel';

/** `GET …?nonce=` → Hello. */
export const HELLO_PATH = `${EXCHANGE_PREFIX}/hello`;
/** `POST` EnrolRequest → EnrolAnswer or ProvinceRefusal. */
export const ENROL_PATH = `${EXCHANGE_PREFIX}/enrol`;
/** `POST` OfficeParcel → ProvinceParcel or ProvinceRefusal. */
export const PARCELS_PATH = `${EXCHANGE_PREFIX}/parcels`;
/** `GET …/KIND/VERSION` → the pack's container. */
export const PACKS_PATH = `${EXCHANGE_PREFIX}/packs`;
/** tus 1.0 (resumable upload); the upload's metadata names `sha256`. */
export const ATTACHMENTS_PATH = `${EXCHANGE_PREFIX}/attachments`;
/** The description of all of it. */
export const OPENAPI_PATH = `${EXCHANGE_PREFIX}/openapi.json`;

/** The largest container taken by wire, bytes; a parcel of an office is kept below it. */
export const MAX_CONTAINER_BYTES = 4 * 1024 * 1024;
/** The largest payload after decompression, bytes: a small container can't fill the memory. */
export const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;
/** The largest file that is taken as an attachment, bytes. */
export const MAX_ATTACHMENT_BYTES = 64 * 1024 * 1024;
