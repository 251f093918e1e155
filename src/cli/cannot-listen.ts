/** What to do about an address on which a server cannot listen, by the code of the system. */
const ADVICE: Record<string, (host: string, port: number, flag: string) => string> = {
  EADDRINUSE: (_host, port, flag) =>
    `Port ${port} is in use already. Stop what uses it, or choose another one: ${flag}.`,
  EACCES: (_host, port, flag) =>
    `Port ${port} is for the administrator of this machine alone. Choose one above 1023: ${flag}.`,
  EADDRNOTAVAIL: host => `${host} is no address of this machine. Leave --host out, or give one that is.`,
  ENOTFOUND: host => `No machine called ${host} is known. Correct --host, or leave it out.`,
  EAI_AGAIN: host =>
    `The name ${host} cannot be looked up just now. Give --host as a number, or leave it out.`,
  EAFNOSUPPORT: host =>
    `This machine has no network for the address ${host}. Correct --host, or leave it out.`,
}

/** A flag as it is given to the npm script that started this process, or to the command. */
export function asGiven(flag: string, script: string | undefined): string {
  return script === 'start' ? `npm start -- ${flag}` : flag
}

/**
 * Why a server cannot listen, as a sentence with what to do.
 * @param script the npm script that started it, which takes flags after `--`
 */
export function cannotListen(
  error: { code?: string; message: string },
  { host, port }: { host: string; port: number },
  script: string | undefined,
): string {
  const flag = asGiven('--port 4681', script)
  const advice = ADVICE[error.code ?? '']
  return advice?.(host, port, flag) ?? `The server cannot listen on ${host}, port ${port}: ${error.message}.`
}
