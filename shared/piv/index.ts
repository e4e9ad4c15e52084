export {
  type CardAnswer,
  type CardCommand,
  CardGarbled,
  encodeCommand,
  exchange,
  OK,
  readAnswer,
  type SendApdu,
} from './apdu.ts';
export { concat, fromHex, isSame, toHex } from './bytes.ts';
export {
  type Assembled,
  BROADCAST,
  createAssembler,
  FRAME,
  FRAME_ERRORS,
  type FrameMessage,
  findGivenChannel,
  givenChannel,
  MOST_MESSAGE,
  REPORT_BYTES,
  splitMessage,
} from './frames.ts';
export { padDigest } from './padding.ts';
export {
  askPinState,
  findHolderGuid,
  forgetPin,
  getCertificate,
  getHolder,
  getMetadata,
  PIV_ALGORITHMS,
  PIV_SLOTS,
  type PivKey,
  type PivPin,
  padPin,
  readCertificateObject,
  readPinStatus,
  readSignature,
  selectPiv,
  sign,
  verifyPin,
} from './piv.ts';
export { encodeTlv, findTlv, readTlvs, type Tlv } from './tlv.ts';
