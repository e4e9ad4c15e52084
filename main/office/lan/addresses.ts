import { isIP } from 'node:net';
import type { NetworkAddress } from '../ports.ts';

/**
 * Interfaces that lead to no other PC of the office: containers, virtual machines on this PC, tunnels. A bridge that
 * somebody made of a real card (`br0`, an external switch of Hyper-V) is none of them.
 */
const VIRTUAL_NAME =
  /^(docker|br-[0-9a-f]{6,}|veth(?!ernet)|virbr|vmnet|vboxnet|lxc|lxd|cni|flannel|podman|tun|tap|wg|tailscale|zt|ppp|utun|ipsec|gpd|awdl|llw)|vEthernet \((Default Switch|WSL|nat|DockerNAT)|VirtualBox|VMware|Hamachi|Radmin|ZeroTier|Tailscale|WireGuard|OpenVPN|\bVPN\b|\bTAP\b|Bluetooth|Loopback|Teredo/i;
/** The host's side of VirtualBox, VMware and Docker. Not what their guests have: the office's PC may itself be one. */
const VIRTUAL_MAC = /^(0a:00:27|00:50:56:c0|02:42)/i;

/** 0: most likely the LAN; from `UNLIKELY` on hardly ever. */
function rankOf({ address, interfaceName, mac }: NetworkAddress): number {
  const [a = 0, b = 0] = isIP(address) === 4 ? address.split('.').map(Number) : [];
  // What a PC gives itself where nobody gave it one; what providers and tunnels give.
  if ((a === 169 && b === 254) || /^fe[89ab]/i.test(address)) return UNLIKELY + 2;
  if (a === 100 && b >= 64 && b < 128) return UNLIKELY + 1;
  if (VIRTUAL_NAME.test(interfaceName) || VIRTUAL_MAC.test(mac)) return UNLIKELY;
  if (a === 192 && b === 168) return 0;
  if (a === 10) return 1;
  if (a === 172 && b >= 16 && b < 32) return 2;
  return isIP(address) === 4 ? 3 : 4;
}

const UNLIKELY = 5;

/** The addresses of this PC, the one that other PCs of the office most likely reach first. */
export function byLikelihood(all: readonly NetworkAddress[]): string[] {
  return ranked(all).map(({ address }) => address);
}

/** Those under which devices may be expected; all where none of them looks like a LAN's. */
export function likelyAddresses(all: readonly NetworkAddress[]): string[] {
  const likely = ranked(all).filter(({ rank }) => rank < UNLIKELY);
  return likely.length === 0 ? byLikelihood(all) : likely.map(({ address }) => address);
}

function ranked(all: readonly NetworkAddress[]): { address: string; rank: number }[] {
  const ranks = new Map<string, number>();
  for (const one of all) {
    ranks.set(one.address, Math.min(rankOf(one), ranks.get(one.address) ?? Number.POSITIVE_INFINITY));
  }
  return [...ranks]
    .map(([address, rank]) => ({ address, rank }))
    .sort((left, right) => left.rank - right.rank || left.address.localeCompare(right.address, 'en'));
}
