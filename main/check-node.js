// Loaded before main/start.ts (`node --import`): a Node too old to read TypeScript would otherwise end with a stack
// trace about file extensions. Plain JavaScript on purpose; main/host/node-version.ts says the same to newer ones.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Trạm Một Cửa cần Node.js 24; máy này vừa chạy bằng Node.js ${process.versions.node}.\n` +
      'Hãy chạy "npm ci" rồi "npm start" (trên Linux và Windows 64-bit, npm tự dùng bản Node.js 24 đi kèm).\n' +
      'Trên máy khác, hãy cài Node.js 24 từ https://nodejs.org rồi chạy lại.\n\n' +
      `This program needs Node.js 24, and was run by ${process.versions.node}. ` +
      'Run "npm ci", then "npm start"; elsewhere install Node.js 24.\n',
  );
  process.exit(1);
}
