import { isIP, isIPv4, SocketAddress } from 'node:net'

/**
 * What a caller is counted by: its address, and of an IPv6 address the network of 64 bits, which is what one household or machine is
 * given and may choose from. `told` is what a proxy says and counts where it is an address; else that of the connection does.
 */
export function callerAddress(told: string, connection: string | undefined): string {
  const address = isIP(told) ? told : (connection ?? '')
  return isIP(address) === 6 ? networkOf(address) : address
}

function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined && isIPv4(mapped)) return mapped
  return `${groupsOf(address.replace(/%.*$/, '')).slice(0, 4).join(':')}::/64`
}

/** The eight groups of an IPv6 address, of which `::` leaves some out. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = canonical(address).split('::')
  const [before, after] = [head, tail ?? ''].map(part => part.split(':').filter(group => group !== ''))
  const missing = tail === undefined ? 0 : 8 - before!.length - after!.length
  return [...before!, ...Array<string>(missing).fill('0'), ...after!]
}

/** One spelling for each address, without dots at the end. */
function canonical(address: string): string {
  return new SocketAddress({ family: 'ipv6', address }).address
}
