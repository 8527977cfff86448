import { type Client, clientOf, type Told } from '../protocol/client.js';

/** Speaks to the program at the page's own address. Its code is fetched here: a page on a static host has no need of it. */
export async function connect(told: Told): Promise<Client> {
  const { socketPort } = await import('../wire/socket-port.js');
  const address = new URL('/engine', location.href);
  address.protocol = 'ws:';
  return clientOf(socketPort(new WebSocket(address)), told);
}
