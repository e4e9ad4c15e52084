import { expect, test } from 'vitest';
import { refusalOfNode } from './node-version.ts';

test('an old Node is refused with the way to start; the shipped one is not', () => {
  for (const versions of [
    { node: '20.20.2', napi: '9' },
    { node: '22.18.0', napi: '10' },
    { node: '24.0.0' },
  ]) {
    expect(refusalOfNode(versions)).toContain('npm start');
    expect(refusalOfNode(versions)).toContain(versions.node);
  }
  expect(refusalOfNode({ node: '24.21.0', napi: '10' })).toBeNull();
  expect(refusalOfNode({ node: '26.10.0', napi: '11' })).toBeNull();
  expect(refusalOfNode(process.versions)).toBeNull();
});
