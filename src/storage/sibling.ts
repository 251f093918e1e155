/** A module beside the one given: source in development, compiled when installed. */
export function siblingModule(beside: string, name: string): URL {
  return new URL(`./${name}${beside.endsWith('.ts') ? '.ts' : '.js'}`, beside)
}
