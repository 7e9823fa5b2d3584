import { BlockList, isIP } from 'node:net';

/** What of IPv4 is not an address of somebody on the public internet: IANA special-purpose registry (RFC 6890), multicast, reserved. */
const closed4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24',
  '224.0.0.0/4', '240.0.0.0/4',
  // A public number behind which a hosting provider answers with what belongs to the machine that asks.
  '168.63.129.16/32',
] as const;

/** Global unicast is 2000::/3 (RFC 4291); these lie in it and lead elsewhere: tunnels that name an IPv4 address, documentation, benchmarks. */
const closed6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;

const listOf = (networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address, bits] = network.split('/');
    list.addSubnet(address ?? '', Number(bits), family);
  }
  return list;
};
const refused4 = listOf(closed4, 'ipv4');
const global6 = listOf(['2000::/3'], 'ipv6');
const refused6 = listOf(closed6, 'ipv6');

/**
 * Is this an address of the public internet, and of one machine? IPv6 outside 2000::/3 never is: so neither are IPv4-mapped,
 * translated (NAT64), link-local (also with a zone), unique-local and site-local ones.
 * @param address as a resolver gives it; what is no address is not public
 */
export function isPublicAddress(address: string): boolean {
  const family = address.includes('%') ? 0 : isIP(address);
  if (family === 4) return !refused4.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6');
}
