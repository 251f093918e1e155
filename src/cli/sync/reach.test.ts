import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { refuseIfNobodyListens, useProxyOfEnvironment } from './reach.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0).reverse()) close()
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A server, a proxy that takes everything there, and what the proxy was asked for. */
async function proxied(): Promise<{ proxy: string; server: string; asked: string[] }> {
  const port = await listening(createServer((_request, response) => void response.end('from the server')))
  const asked: string[] = []
  const proxy = createServer((incoming, response) => {
    asked.push(incoming.url!)
    const { pathname } = new URL(incoming.url!)
    incoming.pipe(request({ port, path: pathname, method: incoming.method }, answer => answer.pipe(response)))
  })
  proxy.on('connect', (incoming, client: Socket) => {
    asked.push(incoming.url!)
    const through = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n')
      through.pipe(client).pipe(through)
    })
    open.push(() => {
      client.destroy()
      through.destroy()
    })
  })
  return { proxy: `http://127.0.0.1:${await listening(proxy)}`, server: `http://127.0.0.1:${port}`, asked }
}

describe('a proxy of the environment', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])(
    'named by %s carries calls to other machines, and none to this one',
    async name => {
      const { proxy, server, asked } = await proxied()
      open.push(useProxyOfEnvironment({ [name]: proxy }))
      const answer = await fetch('http://caseload.example.test/ready')
      expect(await answer.text()).toBe('from the server')
      expect(asked).toEqual([expect.stringContaining('caseload.example.test')])
      expect(await (await fetch(server)).text()).toBe('from the server')
      expect(asked).toHaveLength(1)
    },
  )

  it('is not used for what NO_PROXY names', async () => {
    const { proxy, asked } = await proxied()
    open.push(useProxyOfEnvironment({ HTTP_PROXY: proxy, NO_PROXY: 'caseload.invalid' }))
    await expect(fetch('http://caseload.invalid/')).rejects.toThrow()
    expect(asked).toEqual([])
  })
})

describe('a server that is not there', () => {
  it('is said at once, with its port and what to look at', async () => {
    const server = createServer()
    const port = await listening(server)
    await new Promise(resolve => server.close(resolve))
    await expect(refuseIfNobodyListens(`http://127.0.0.1:${port}`, {})).rejects.toThrow(
      `nothing listens at port ${port} there`,
    )
  })

  it('is left to the call where it listens, and where a proxy stands between', async () => {
    const { server, proxy } = await proxied()
    await expect(refuseIfNobodyListens(server, {})).resolves.toBeUndefined()
    await expect(
      refuseIfNobodyListens('http://caseload.invalid:1', { HTTPS_PROXY: proxy }),
    ).resolves.toBeUndefined()
  })
})
