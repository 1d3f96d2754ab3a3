import dns from 'node:dns';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import tls from 'node:tls';
import { freePort } from '../free-port';
import { selfSigned } from './certificate';

/** An address at which no connection opens before `recover`. What gets in is led on to the port that `lead` named. */
export type Unreachable = {
  address: string;
  lead: (port: string) => void;
  recover: () => Promise<void>;
  close: () => Promise<void>;
};

type Door = Pick<Unreachable, 'lead'> & { enter: (socket: Socket) => void };

function door(): Door {
  let port = '';
  return {
    lead: (to) => void (port = to),
    enter: (socket) => void pipeline(socket, connect(Number(port), '127.0.0.1'), socket, () => undefined),
  };
}

async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}

async function closedPort(): Promise<Unreachable> {
  const { enter, lead } = door();
  const server = createServer(enter);
  const port = await freePort();
  return {
    address: `http://127.0.0.1:${port}`,
    lead,
    recover: async () => void (await listen(server, port)),
    close: () => shut(server),
  };
}

/** The name is looked up in this very process, so that no name server is asked for it. */
async function unknownName(): Promise<Unreachable> {
  const { enter, lead } = door();
  const server = createServer(enter);
  const port = await listen(server);
  const lookup = dns.lookup;
  const answer = (reply: (host: string) => Promise<dns.LookupAddress[]>) => {
    const asked = (host: string, options: dns.LookupOptions, done: (...result: unknown[]) => void): void => {
      if (host !== 'gateway.test') return lookup(host, options, done);
      reply(host).then(
        (all) => (options.all ? done(null, all) : done(null, all[0]?.address, all[0]?.family)),
        (error: unknown) => done(error),
      );
    };
    Reflect.set(dns, 'lookup', asked);
  };
  answer((host) => Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })));
  return {
    address: `http://gateway.test:${port}`,
    lead,
    recover: async () => answer(async () => [{ address: '127.0.0.1', family: 4 }]),
    close: async () => {
      Reflect.set(dns, 'lookup', lookup);
      await shut(server);
    },
  };
}

async function strangeCertificate(): Promise<Unreachable> {
  const { enter, lead } = door();
  const trusted = selfSigned();
  const server = tls.createServer(selfSigned(), enter);
  const port = await listen(server);
  const authorities = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...authorities, trusted.cert]);
  return {
    address: `https://127.0.0.1:${port}`,
    lead,
    recover: async () => server.setSecureContext(trusted),
    close: async () => {
      tls.setDefaultCACertificates(authorities);
      await shut(server);
    },
  };
}

/** Every way in which a request never leaves. */
export const unreachables: Record<string, () => Promise<Unreachable>> = {
  'port closed': closedPort,
  'name unknown': unknownName,
  'certificate bad': strangeCertificate,
};
