import { describe, expect, it } from 'vitest';
import { byLikelihood, likelyAddresses } from './addresses.ts';

const at = (interfaceName: string, address: string, mac = '48:4d:7e:aa:bb:cc') => ({
  interfaceName,
  address,
  mac,
});

describe('the address that other PCs most likely reach', () => {
  it.each([
    [
      'Docker and a bridge of it',
      [at('docker0', '172.17.0.1', '02:42:11:22:33:44'), at('br-0a1b2c3d4e5f', '172.18.0.1')],
    ],
    [
      'a VPN',
      [at('tun0', '10.8.0.2'), at('wg0', '10.9.0.2'), at('OpenVPN Data Channel Offload', '10.7.0.2')],
    ],
    ['Tailscale', [at('tailscale0', '100.101.2.3'), at('Ethernet 4', '100.64.0.9')]],
    ['an address that the PC gave itself', [at('Ethernet 2', '169.254.7.7')]],
    [
      'virtual machines',
      [
        at('vmnet8', '192.168.1.1'),
        at('VirtualBox Host-Only Network', '192.168.56.1'),
        at('Ethernet 3', '192.168.33.1', '0A:00:27:00:00:03'),
      ],
    ],
    [
      'Windows’s own switch',
      [
        at('vEthernet (WSL (Hyper-V firewall))', '172.22.0.1'),
        at('vEthernet (Default Switch)', '172.23.0.1'),
      ],
    ],
  ])('is before %s', (_what, others) => {
    const all = [...others, at('Ethernet', '192.168.1.20')];
    expect(byLikelihood(all)[0]).toBe('192.168.1.20');
    expect(byLikelihood(all)).toHaveLength(all.length);
    expect(likelyAddresses(all)).toEqual(['192.168.1.20']);
  });

  it('is a private one before a public one, and one of IPv4 before one of IPv6', () => {
    const all = ['2001:db8::7', '203.0.113.9', '172.16.3.4', '10.1.2.3', '192.168.7.9', '192.168.7.10'];
    expect(byLikelihood(all.map((address) => at('enp3s0', address)))).toEqual([
      '192.168.7.10',
      '192.168.7.9',
      '10.1.2.3',
      '172.16.3.4',
      '203.0.113.9',
      '2001:db8::7',
    ]);
  });

  it('is one of a bridge of a real card, and of a PC that is itself a virtual machine', () => {
    for (const real of [
      at('br0', '192.168.1.20'),
      at('vEthernet (LAN)', '192.168.1.20'),
      at('eth0', '192.168.1.20', '00:0c:29:11:22:33'),
      at('eth0', '192.168.1.20', '08:00:27:11:22:33'),
    ]) {
      expect(likelyAddresses([at('docker0', '172.17.0.1'), real])).toEqual(['192.168.1.20']);
    }
  });

  it('is any where none looks like a LAN’s', () => {
    expect(likelyAddresses([at('eth0', '169.254.7.7'), at('docker0', '172.17.0.1')])).toEqual([
      '172.17.0.1',
      '169.254.7.7',
    ]);
    expect(likelyAddresses([])).toEqual([]);
  });
});
