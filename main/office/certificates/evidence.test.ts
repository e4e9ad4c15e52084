import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PkiIdentity, type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { checkChain, viewChain } from './chain.ts';
import { collectEvidence, judgeRevocation } from './evidence.ts';
import { type FetchBytes, fetchBytes } from './fetch.ts';
import { checkChainOnline } from './missing-issuers.ts';
import { ocspRequest } from './ocsp.ts';

const run = promisify(execFile);
const DAY = 86_400_000;
let pki: SigningPki;
beforeAll(async () => {
  pki = await sharedSigningPki();
});
beforeEach(() => pki.services.reset());

const now = Date.now();
const chainOf = (who: PkiIdentity, at = now) =>
  checkChain({
    certificate: who.der,
    others: [pki.intermediate.der],
    roots: [pki.root.der],
    at,
    use: 'signing',
  });
const collect = (who: PkiIdentity, at = now) =>
  collectEvidence(chainOf(who, at), { at, now, fetch: fetchBytes });
// Tests don't wait as long as an office does.
const hasty: FetchBytes = (order) => fetchBytes({ ...order, timeLimit: 300 });

describe('asking the issuer', () => {
  it('brings proof that nobody was revoked, which openssl accepts and which is enough without network', async () => {
    const { evidence, ...judged } = await collect(pki.clerk);
    expect(judged).toEqual({ revocation: 'good', problems: [], revokedAt: null, failures: [] });
    expect(evidence.certificates.map((der) => Buffer.from(der).toString('hex'))).toEqual(
      [pki.clerk, pki.intermediate, pki.root, pki.ocspSigner].map((one) =>
        Buffer.from(one.der).toString('hex'),
      ),
    );
    expect([evidence.ocsps.length, evidence.crls.length]).toEqual([1, 1]);
    const answer = path.join(pki.folder, 'kept-answer');
    writeFileSync(answer, evidence.ocsps[0] ?? '');
    const { stdout, stderr } = await run('openssl', [
      ...[
        'ocsp',
        '-respin',
        answer,
        '-issuer',
        pki.intermediate.certificateFile,
        '-cert',
        pki.clerk.certificateFile,
      ],
      ...['-CAfile', pki.chainFile],
    ]);
    expect(stderr).toContain('Response verify OK');
    expect(stdout).toContain(': good');
    expect(judgeRevocation(chainOf(pki.clerk), evidence, { at: now, now }).revocation).toBe('good');
    const without = judgeRevocation(chainOf(pki.clerk), { ...evidence, crls: [] }, { at: now, now });
    expect(without.problems).toEqual(['revocation-unknown']);
  });

  it('finds a revoked one by OCSP, by the list alone, and not before it was revoked', async () => {
    const judged = await collect(pki.revoked);
    expect(judged.problems).toEqual(['revoked']);
    expect(Math.abs((judged.revokedAt ?? 0) - (now - DAY))).toBeLessThan(60_000);
    expect(viewChain(chainOf(pki.revoked), judged)).toMatchObject({ trusted: false, problems: ['revoked'] });
    pki.services.ocsp.fault = 'error';
    const byList = await collect(pki.revoked);
    expect(byList.problems).toEqual(['revoked']);
    expect(byList.failures[0]).toMatch(/answered 500/);
    expect((await collect(pki.revoked, now - 3 * DAY)).problems).toEqual([]);
    expect((await collect(pki.clerk)).revocation).toBe('good');
  });

  it.each(['refuse', 'error', 'garbage', 'huge'] as const)(
    'gives up without harm when all %s',
    async (fault) => {
      pki.services.ocsp.fault = fault;
      pki.services.crl.fault = fault;
      const limited: FetchBytes = (order) =>
        fetchBytes({ ...order, sizeLimit: Math.min(order.sizeLimit, 300_000) });
      const judged = await collectEvidence(chainOf(pki.clerk), { at: now, now, fetch: limited });
      expect(judged.problems).toEqual(['revocation-unknown']);
      expect(judged.evidence.ocsps.length + judged.evidence.crls.length).toBe(0);
      const view = viewChain(chainOf(pki.clerk), judged);
      expect(view).toMatchObject({ trusted: true, revocation: 'unknown' });
      expect(view.detail).toMatch(/^Tin được: .* Chưa hỏi được nơi cấp/);
      expect(judged.failures.length).toBeGreaterThan(1);
    },
  );

  it('does not wait longer than it may', async () => {
    pki.services.ocsp.delay = 60_000;
    const judged = await collectEvidence(chainOf(pki.clerk), { at: now, now, fetch: hasty });
    expect(judged.failures[0]).toMatch(/abort|timeout/i);
    expect(judged.revocation).toBe('good');
    expect(judged.evidence.crls.length).toBe(2);
  });

  it('asks no address of a certificate that leads to nobody trusted', async () => {
    const loose = checkChain({
      certificate: pki.clerk.der,
      others: [pki.intermediate.der, pki.root.der],
      roots: [],
      at: now,
      use: 'signing',
    });
    const judged = await collectEvidence(loose, { at: now, now, fetch: fetchBytes });
    expect(judged.problems).toEqual(['revocation-unknown']);
    expect(pki.services.ocsp.asked + pki.services.crl.asked).toBe(0);
  });

  it('asks in a form that openssl reads', async () => {
    const [leaf, issuer] = chainOf(pki.head).path;
    if (leaf === undefined || issuer === undefined) throw new Error('no path');
    const file = path.join(pki.folder, 'question');
    writeFileSync(file, ocspRequest(leaf, issuer));
    const { stdout } = await run('openssl', ['ocsp', '-reqin', file, '-req_text']);
    expect(stdout).toContain(`Serial Number: ${leaf.view.serialNumber.toUpperCase()}`);
  });

  it('fetches an issuer that is missing when it is told to', async () => {
    const question = {
      certificate: pki.clerk.der,
      others: [],
      roots: [pki.root.der],
      at: now,
      use: 'signing' as const,
    };
    const chain = await checkChainOnline(question, fetchBytes);
    expect(chain.problems).toEqual([]);
    expect(chain.fetched.length).toBe(1);
    pki.services.issuers.fault = 'garbage';
    expect((await checkChainOnline(question, fetchBytes)).problems).toEqual(['issuer-missing']);
  });
});

describe('answers that were kept', () => {
  it('are each about their own certificate and none other', async () => {
    const { evidence } = await collect(pki.clerk);
    const judge = (who: PkiIdentity) => judgeRevocation(chainOf(who), evidence, { at: now, now }).revocation;
    expect([judge(pki.clerk), judge(pki.head)]).toEqual(['good', 'unknown']);
    const rootList = readFileSync(path.join(pki.folder, 'root.crl'));
    const issuingList = readFileSync(path.join(pki.folder, 'issuing.crl'));
    const byLists = (...crls: Uint8Array[]) =>
      judgeRevocation(chainOf(pki.clerk), { ocsps: [], crls }, { at: now, now }).revocation;
    expect([byLists(rootList), byLists(issuingList), byLists(rootList, issuingList)]).toEqual([
      'unknown',
      'unknown',
      'good',
    ]);
  });
});

describe('fetching', () => {
  it('follows a redirect on the same machine only, and by http only', async () => {
    const server = createServer((request, response) => {
      const goals: Record<string, string> = {
        '/near': '/here',
        '/file': 'file:///etc/hostname',
        '/far': 'http://localhost:1/x',
        '/round': '/round',
      };
      const goal = goals[request.url ?? ''];
      if (goal === undefined) response.end('đây');
      else response.writeHead(302, { location: goal }).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const get = (place: string) =>
      fetchBytes({
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${place}`,
        body: null,
        contentType: '',
        timeLimit: 5000,
        sizeLimit: 1000,
      });
    expect(Buffer.from(await get('/near')).toString()).toBe('đây');
    await expect(get('/file')).rejects.toThrow(/elsewhere|no way/);
    await expect(get('/far')).rejects.toThrow(/elsewhere/);
    await expect(get('/round')).rejects.toThrow(/too often/);
    await expect(
      fetchBytes({ address: 'ftp://127.0.0.1/', body: null, contentType: '', timeLimit: 500, sizeLimit: 1 }),
    ).rejects.toThrow(/no way/);
    server.close();
  });
});
