import fc from 'fast-check';
import { isPublicAddress } from './address';

describe('addresses of the public internet', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0', '192.0.1.0', '223.255.255.255', '2606:4700::1111', '2a01:e0a::1', '2001:200::1', '2620:0:2d0:200::7'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.192', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9',
    '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16',
    '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::8.8.8.8', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '100::1', 'fe80::1', 'fe80::1%eth0', '2606:4700::1%1', 'fec0::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1',
    '2001::1', '2001:20::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'localhost', '', '8.8.8', '0x7f.1', '017700000001',
  ])('%s is none', (address) => expect(isPublicAddress(address)).toBe(false));

  it('lets no IPv4 address in under the name of an IPv6 one', () => {
    fc.assert(fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:'), (address, prefix) => expect(isPublicAddress(`${prefix}${address}`)).toBe(false)));
  });

  it('knows private networks by their first numbers, whatever follows', () => {
    const part = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(fc.constantFrom('10', '127', '0', '224', '255'), part, part, part, (first, ...rest) => expect(isPublicAddress([first, ...rest].join('.'))).toBe(false)));
    fc.assert(fc.property(fc.constantFrom('169.254', '192.168', '172.20', '100.99', '198.18'), part, part, (first, ...rest) => expect(isPublicAddress([first, ...rest].join('.'))).toBe(false)));
  });
});
