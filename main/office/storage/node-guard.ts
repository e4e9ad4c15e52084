/** The least Node-API the SQLite addon was built for (Node 22.14+, 24+, Electron 45). */
const LEAST_NODE_API = 10;

/**
 * Refuses to go on under a Node that is too old. The addon does not fail under Node 20: it kills the process
 * with SIGSEGV and no message, so this must run before the addon is loaded.
 */
export function assertNodeApi(versions: { readonly node: string; readonly napi?: string | undefined }): void {
  if (Number(versions.napi) >= LEAST_NODE_API) return;
  throw new Error(
    `Cần Node.js 24 để chạy Trạm Một Cửa (máy đang dùng ${versions.node}). ` +
      'Hãy chạy bằng "npm start", hoặc "npm exec -- node <tệp>": npm dùng đúng bản Node đi kèm chương trình. ' +
      `[Node-API ${versions.napi ?? '?'} < ${LEAST_NODE_API}]`,
  );
}
